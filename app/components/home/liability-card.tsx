import { BlockStack, Card, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useFormat } from "../use-format";

interface Props { outstanding: bigint; worth: { points: number; minor: number } }

/** What the outstanding points are worth, with the formula in words: no breakage is guessed. */
export function LiabilityCard({ outstanding, worth }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const minor = (outstanding * BigInt(worth.minor)) / BigInt(worth.points);
  return (
    <Card>
      <BlockStack gap="200">
        <Text as="h2" variant="headingMd">{t("home.liability.title")}</Text>
        <Text as="p" variant="headingXl" numeric>{format.money(minor)}</Text>
        <Text as="p" tone="subdued">
          {t("home.liability.formula", { points: format.number(outstanding), each: format.number(worth.points), value: format.money(worth.minor) })}
        </Text>
      </BlockStack>
    </Card>
  );
}
