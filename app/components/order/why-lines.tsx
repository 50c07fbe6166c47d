import { BlockStack, Box, Card, Divider, InlineStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useFormat } from "../use-format";
import { useRateText } from "../use-rate-text";
import type { OrderWhy, WhyLine } from "./order-why";
import { ReasonList } from "./reason-list";

interface Props { why: OrderWhy; tierNames: Record<string, string> }

/** Line by line what counted and at which rate; the sum is rounded down once, at the foot. */
export function WhyLines({ why, tierNames }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <Card padding="0">
      <Box padding="400"><Text as="h2" variant="headingMd">{t("why.lines")}</Text></Box>
      {why.lines.map((line) => (
        <div key={line.lineId}>
          <Divider />
          <Box padding="400"><Line line={line} why={why} tierNames={tierNames} /></Box>
        </div>
      ))}
      <Divider />
      <Box padding="400" background="bg-surface-secondary">
        <InlineStack align="space-between">
          <BlockStack>
            <Text as="p" fontWeight="semibold">{t("why.worth")}</Text>
            <Text as="p" variant="bodySm" tone="subdued">{t("why.rounded")}</Text>
          </BlockStack>
          <Text as="p" variant="headingMd" numeric>{format.number(why.worth)}</Text>
        </InlineStack>
      </Box>
    </Card>
  );
}

function Line({ line, why, tierNames }: Props & { line: WhyLine }) {
  const { t } = useTranslation();
  const format = useFormat();
  const title = line.title || t(`why.line.${line.lineId}`, { defaultValue: line.lineId });
  return (
    <BlockStack gap="200">
      <InlineStack align="space-between" wrap={false} gap="400" blockAlign="start">
        <BlockStack>
          <Text as="p" fontWeight="medium" breakWord>{line.quantity !== null && line.quantity > 1 ? `${line.quantity} × ${title}` : title}</Text>
          <Text as="p" variant="bodySm" tone="subdued">
            {line.remainingMinor === line.originalMinor
              ? t("why.net", { amount: format.money(line.originalMinor, why.currency) })
              : t("why.netLeft", { original: format.money(line.originalMinor, why.currency), left: format.money(line.remainingMinor, why.currency) })}
          </Text>
          <RateText line={line} currency={why.currency} />
        </BlockStack>
        <Text as="p" numeric fontWeight="semibold">{why.status === "earns" ? line.points : "0"}</Text>
      </InlineStack>
      {line.reasons.length > 0 && <ReasonList reasons={line.reasons} refusal={why.refusal} tierNames={tierNames} />}
    </BlockStack>
  );
}

/** "5 points per $4.00": the exact rate of the line with all multipliers in it. */
function RateText({ line, currency }: { line: WhyLine; currency: string }) {
  const { t } = useTranslation();
  const rateText = useRateText();
  if (!line.rate || line.rate.num === "0") return <Text as="p" variant="bodySm" tone="subdued">{t("why.noRate")}</Text>;
  return <Text as="p" variant="bodySm" tone="subdued">{rateText({ points: Number(line.rate.num), perMinor: Number(line.rate.den) }, currency)}</Text>;
}
