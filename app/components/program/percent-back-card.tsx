import { Box, BlockStack, InlineStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { percentBack } from "~/loyalty/program/percent-back";
import { useFormat } from "../use-format";
import { useJudged } from "./use-judged";

/** What shoppers get back for what they spend, at once while the rate is typed; for each tier. */
export function PercentBack() {
  const { t } = useTranslation();
  const format = useFormat();
  const program = useJudged();
  if (!program) return null;
  const back = (multiplier: { num: number; den: number }) => format.percent(percentBack(program, multiplier) / 10_000, 2);
  const base = percentBack(program);
  return (
    <Box background="bg-surface-secondary" borderRadius="200" padding="300">
      <BlockStack gap="100">
        <Text as="p" fontWeight="semibold">{t("program.earn.back", { percent: back({ num: 1, den: 1 }) })}</Text>
        <Text as="p" variant="bodySm" tone="subdued">{t(base > 1_000 ? "program.earn.backHigh" : "program.earn.backUsual")}</Text>
        <InlineStack gap="300">
          {program.tiers.ladder.slice(1).map((tier) => <Text as="span" key={tier.handle} variant="bodySm">{t("program.earn.backTier", { tier: tier.name, percent: back(tier.multiplier) })}</Text>)}
        </InlineStack>
      </BlockStack>
    </Box>
  );
}
