import { BlockStack, Card, InlineStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { fractionText } from "~/forms/program-draft";
import { useFormat } from "../use-format";
import type { OrderWhy } from "./order-why";

interface Props { why: OrderWhy; accrued: bigint; reversed: bigint; refunds: number; tierNames: Record<string, string> }

/** What the ledger holds for the order, and the rules it was priced by once and for ever. */
export function WhySummary({ why, accrued, reversed, refunds, tierNames }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const rows: [string, string][] = [
    [t("why.status"), t(`why.statusOf.${why.status}`)],
    [t("why.accrued"), format.number(accrued)],
    ...(reversed > 0n ? [[t("why.reversed", { count: refunds }), format.number(-reversed)] as [string, string]] : []),
    [t("why.kept"), format.number(accrued - reversed)],
    [t("why.program"), t("why.version", { version: why.programVersion })],
    ...(why.tier ? [[t("why.tier"), `${tierNames[why.tier.handle] ?? why.tier.handle} × ${fractionText(why.tier.multiplier)}`] as [string, string]] : []),
    [t("why.window"), t(`why.windowOf.${why.window.from}`, { count: why.window.days })],
  ];
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">{t("why.summary")}</Text>
        {rows.map(([label, value]) => (
          <InlineStack key={label} align="space-between" gap="400" wrap={false}>
            <Text as="span" tone="subdued">{label}</Text>
            <Text as="span" alignment="end">{value}</Text>
          </InlineStack>
        ))}
      </BlockStack>
    </Card>
  );
}
