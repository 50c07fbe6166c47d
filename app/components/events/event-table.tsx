import { useFetcher, useSearchParams } from "@remix-run/react";
import { Badge, BlockStack, Box, Button, Card, IndexTable, InlineStack, Select, Text, useBreakpoints } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useFormat } from "../use-format";

export interface EventRow {
  inboxId: bigint; topic: string; deliveryId: string; state: "new" | "done" | "parked"; triggeredAt: Date | null; receivedAt: Date; doneAt: Date | null;
  attempts: number; parkedReason: string | null; hasBody: boolean;
}
interface Props { rows: EventRow[]; next: bigint | null; query: { topic: string; state: string; first: boolean }; topics: string[]; parked: number }

/** Deliveries, the newest first. What could not be handled says why and can be handled again. */
export function EventTable({ rows, next, query, topics, parked }: Props) {
  const { t } = useTranslation();
  const { smDown } = useBreakpoints();
  const [, setParams] = useSearchParams();
  const replay = useReplay();
  const set = (change: Record<string, string>) => setParams((params) => {
    params.delete("before");
    for (const [name, value] of Object.entries(change)) if (value) params.set(name, value); else params.delete(name);
    return params;
  }, { preventScrollReset: true });
  return (
    <Card padding="0">
      <Box padding="400">
        <InlineStack align="space-between" blockAlign="end" gap="300">
          <InlineStack gap="300">
            <Select label={t("events.topic")} value={query.topic} onChange={(topic) => set({ topic })} options={[{ label: t("events.all"), value: "" }, ...topics.map((topic) => ({ label: topic, value: topic }))]} />
            <Select label={t("events.state")} value={query.state} onChange={(state) => set({ state })}
              options={[{ label: t("events.all"), value: "" }, ...(["new", "done", "parked"] as const).map((state) => ({ label: t(`events.stateOf.${state}`), value: state }))]} />
          </InlineStack>
          {parked > 0 && <Button onClick={() => replay.send({ intent: "replay_all" })} loading={replay.busy}>{t("events.replayAll", { count: parked })}</Button>}
        </InlineStack>
      </Box>
      <IndexTable
        condensed={smDown} selectable={false} itemCount={rows.length} resourceName={{ singular: t("events.one"), plural: t("events.other") }}
        headings={[{ title: t("events.received") }, { title: t("events.topic") }, { title: t("events.state") }, { title: t("events.lag"), alignment: "end" }, { title: "", hidden: true }]}
        emptyState={<Box padding="400"><Text as="p" tone="subdued" alignment="center">{t("events.empty")}</Text></Box>}
        pagination={next !== null || !query.first ? {
          hasNext: next !== null, onNext: () => set({ before: String(next) }), hasPrevious: !query.first, onPrevious: () => history.back(),
        } : undefined}
      >
        {rows.map((row, position) => (
          <IndexTable.Row id={String(row.inboxId)} key={String(row.inboxId)} position={position} tone={row.state === "parked" ? "warning" : undefined}>
            {smDown ? <Condensed row={row} replay={replay} /> : <Wide row={row} replay={replay} />}
          </IndexTable.Row>
        ))}
      </IndexTable>
    </Card>
  );
}

type Replay = ReturnType<typeof useReplay>;

function Wide({ row, replay }: { row: EventRow; replay: Replay }) {
  const format = useFormat();
  return (
    <>
      <IndexTable.Cell>{format.moment(row.receivedAt)}</IndexTable.Cell>
      <IndexTable.Cell><BlockStack><Text as="span">{row.topic}</Text><Reason row={row} /></BlockStack></IndexTable.Cell>
      <IndexTable.Cell><EventState row={row} /></IndexTable.Cell>
      <IndexTable.Cell><Text as="p" alignment="end" numeric>{row.triggeredAt ? format.seconds((row.receivedAt.getTime() - row.triggeredAt.getTime()) / 1000) : "–"}</Text></IndexTable.Cell>
      <IndexTable.Cell><ReplayButton row={row} replay={replay} /></IndexTable.Cell>
    </>
  );
}

function Condensed({ row, replay }: { row: EventRow; replay: Replay }) {
  const format = useFormat();
  return (
    <Box padding="300" width="100%">
      <BlockStack gap="100">
        <InlineStack align="space-between"><Text as="span" fontWeight="medium">{row.topic}</Text><EventState row={row} /></InlineStack>
        <Text as="span" variant="bodySm" tone="subdued">{format.moment(row.receivedAt)}</Text>
        <Reason row={row} />
        <ReplayButton row={row} replay={replay} />
      </BlockStack>
    </Box>
  );
}

function EventState({ row }: { row: EventRow }) {
  const { t } = useTranslation();
  const tone = row.state === "done" ? "success" : row.state === "parked" ? "critical" : "info";
  return <Badge tone={tone}>{t(`events.stateOf.${row.state}`)}</Badge>;
}

function Reason({ row }: { row: EventRow }) {
  if (!row.parkedReason) return null;
  return <div style={{ whiteSpace: "normal", overflowWrap: "anywhere" }}><Text as="span" variant="bodySm" tone="critical">{row.parkedReason}</Text></div>;
}

function ReplayButton({ row, replay }: { row: EventRow; replay: Replay }) {
  const { t } = useTranslation();
  if (row.state !== "parked") return null;
  if (!row.hasBody) return <Text as="span" variant="bodySm" tone="subdued">{t("events.erased")}</Text>;
  return <div><Button size="slim" onClick={() => replay.send({ intent: "replay", ids: [String(row.inboxId)] })} loading={replay.busy}>{t("events.replay")}</Button></div>;
}

function useReplay() {
  const fetcher = useFetcher<{ ok: boolean }>();
  return { busy: fetcher.state !== "idle", send: (command: object) => fetcher.submit(command as never, { method: "post", encType: "application/json" }) };
}
