import { Badge, BlockStack, Card, InlineStack, Link, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useFormat } from "../use-format";

interface Findings {
  id: bigint; at: Date; reward: { rewardId: bigint; title: string; paused: boolean } | null;
  foreign: number; missing: number; usedTwice: number; changed: number; deleted: number; ended: number; seedTaken: number;
}

/** What comparing with Shopify found, in words, each with the reward it is about. */
export function CodeFindingsCard({ findings }: { findings: Findings[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const sentences = useSentences();
  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">{t("codes.findings.title")}</Text>
          <Text as="p" tone="subdued">{t("codes.findings.body")}</Text>
        </BlockStack>
        {findings.map((found) => (
          <BlockStack gap="100" key={String(found.id)}>
            <InlineStack gap="200" blockAlign="center">
              <Badge tone="warning">{t(`codes.findings.kind.${kindOf(found)}`)}</Badge>
              <Text as="span" fontWeight="semibold" breakWord>{t("codes.findings.of", { date: format.date(found.at), reward: found.reward?.title ?? "–" })}</Text>
            </InlineStack>
            <Text as="p">{sentences(found)}</Text>
            {found.reward && <div><Link url={`/app/rewards/${found.reward.rewardId}`} accessibilityLabel={t("codes.findings.toRewardOf", { title: found.reward.title })}>{t("codes.findings.toReward")}</Link></div>}
          </BlockStack>
        ))}
      </BlockStack>
    </Card>
  );
}

const kindOf = ({ ended, deleted, changed }: Findings) => (ended > 0 ? "ended" : deleted > 0 ? "deleted" : changed > 0 ? "changed" : "codes");

/** Of a discount that is gone, its codes are as well: that needs no sentence of its own. */
function useSentences() {
  const { t } = useTranslation();
  return ({ reward, foreign, missing, usedTwice, changed, deleted, ended, seedTaken }: Findings) => [
    ...(ended > 0 ? [t("codes.findings.ended"), ...(reward?.paused ? [t("codes.findings.endedPaused")] : [])] : []),
    ...(deleted > 0 ? [t("codes.findings.deleted")] : []),
    ...(changed > 0 ? [t("codes.findings.changed")] : []),
    ...(seedTaken > 0 ? [t("codes.findings.seedTaken")] : []),
    ...(missing > 0 && ended + deleted === 0 ? [t("codes.findings.missing", { count: missing })] : []),
    ...(foreign > 0 ? [t("codes.findings.foreign", { count: foreign })] : []),
    ...(usedTwice > 0 ? [t("codes.findings.usedTwice", { count: usedTwice })] : []),
  ].join(" ");
}
