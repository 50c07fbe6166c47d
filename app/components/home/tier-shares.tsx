import { BlockStack, Card, InlineStack, Link, ProgressBar, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useFormat } from "../use-format";

/** How the members spread over the ladder; each tier leads to its members. */
export function TierShares({ tiers }: { tiers: { handle: string; name: string; members: number }[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const total = tiers.reduce((sum, tier) => sum + tier.members, 0);
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">{t("home.tiers")}</Text>
        {tiers.map((tier) => (
          <BlockStack key={tier.handle} gap="100">
            <InlineStack align="space-between">
              <span id={`tier-share-${tier.handle}`}><Link url={`/app/members?tier=${encodeURIComponent(tier.handle)}`} monochrome removeUnderline>{tier.name}</Link></span>
              <Text as="span" numeric>{format.number(tier.members)} <Text as="span" tone="subdued">{total > 0 ? format.percent(tier.members / total) : ""}</Text></Text>
            </InlineStack>
            <ProgressBar progress={total > 0 ? (tier.members / total) * 100 : 0} size="small" tone="primary" animated={false} ariaLabelledBy={`tier-share-${tier.handle}`} />
          </BlockStack>
        ))}
      </BlockStack>
    </Card>
  );
}
