import { BlockStack, Box, DataTable, InlineStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useFormat } from "../use-format";

/** What a change would do, as the server worked it out; nothing of it has happened. */
export interface DryRun {
  up: number;
  down: number;
  moves: { from: string; to: string; members: number }[];
  liability: { beforeMinor: number; afterMinor: number };
  orders: { count: number; since: string | null; before: bigint; after: bigint; notRead: number };
  activities: { kind: string; count: number; before: bigint; after: bigint }[];
}
interface Props { run: DryRun; names: Record<string, string>; detailed?: boolean }

export function DryRunView({ run, names, detailed = false }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const name = (handle: string) => names[handle] ?? handle;
  const liability = run.liability.afterMinor - run.liability.beforeMinor;
  const { orders } = run;
  return (
    <BlockStack gap="300">
      <BlockStack gap="100">
        <Fact label={t("dryRun.up")} value={format.number(run.up)} />
        <Fact label={t("dryRun.down")} value={format.number(run.down)} />
        <Fact label={t("dryRun.liability")} value={`${format.money(run.liability.afterMinor)} (${liability >= 0 ? "+" : "−"}${format.money(Math.abs(liability))})`} />
        {orders.since && <Fact label={t("dryRun.orders", { count: orders.count, orders: format.number(orders.count), since: format.date(orders.since) })} value={`${format.number(orders.after)} (${format.signed(orders.after - orders.before)})`} />}
        {run.activities.map(({ kind, count, before, after }) => (
          <Fact key={kind} label={t(`dryRun.activity.${kind}`, { count, members: format.number(count) })} value={`${format.number(after)} (${format.signed(after - before)})`} />
        ))}
      </BlockStack>
      {detailed && run.moves.length > 0 && (
        <DataTable columnContentTypes={["text", "text", "numeric"]} headings={[t("dryRun.from"), t("dryRun.to"), t("dryRun.members")]}
          rows={run.moves.map((move) => [name(move.from), name(move.to), format.number(move.members)])} />
      )}
      {run.down > 0 && <Text as="p" variant="bodySm" tone="subdued">{t("dryRun.graceNote")}</Text>}
      {orders.since && <Text as="p" variant="bodySm" tone="subdued">{t("dryRun.ordersNote")}</Text>}
      {orders.notRead > 0 && <Text as="p" variant="bodySm" tone="subdued">{t("dryRun.notRead", { count: orders.notRead, orders: format.number(orders.notRead) })}</Text>}
      <Text as="p" variant="bodySm" tone="subdued">{t("dryRun.pastNote")}</Text>
    </BlockStack>
  );
}

function Fact({ label, value }: { label: string; value: string }) {
  return (
    <InlineStack align="space-between" gap="200" wrap={false}>
      <Text as="span" tone="subdued">{label}</Text>
      <Box minWidth="max-content"><Text as="span" numeric fontWeight="semibold">{value}</Text></Box>
    </InlineStack>
  );
}
