import { BlockStack, Card, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useFormat } from "../use-format";

interface Findings { id: bigint; at: Date; reward: string | null; foreign: number; missing: number; usedTwice: number; changed: number; seedTaken: number }

/** What comparing with Shopify found, in words. */
export function CodeFindingsCard({ findings }: { findings: Findings[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const sentences = ({ foreign, missing, usedTwice, changed, seedTaken }: Findings) => [
    ...(changed > 0 ? [t("codes.findings.changed")] : []),
    ...(seedTaken > 0 ? [t("codes.findings.seedTaken")] : []),
    ...(missing > 0 ? [t("codes.findings.missing", { count: missing })] : []),
    ...(foreign > 0 ? [t("codes.findings.foreign", { count: foreign })] : []),
    ...(usedTwice > 0 ? [t("codes.findings.usedTwice", { count: usedTwice })] : []),
  ].join(" ");
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">{t("codes.findings.title")}</Text>
        {findings.map((found) => (
          <BlockStack key={String(found.id)}>
            <Text as="p" fontWeight="medium">{t("codes.findings.of", { date: format.date(found.at), reward: found.reward ?? "–" })}</Text>
            <Text as="p" tone="subdued">{sentences(found)}</Text>
          </BlockStack>
        ))}
      </BlockStack>
    </Card>
  );
}
