import { BlockStack, Button, Card, EmptyState, InlineGrid, InlineStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { Program } from "~/loyalty/program/program";
import type { RewardProposal } from "~/loyalty/rewards/propose-rewards";
import sprig from "../illustrations/sprig.svg";
import { useRewardWords } from "./use-reward-words";

/** The first rewards, ready to be looked over and saved. */
export function RewardProposals({ proposals, rate }: { proposals: RewardProposal[]; rate: Program["earn"]["rate"] }) {
  const { t } = useTranslation();
  const words = useRewardWords();
  return (
    <BlockStack gap="400">
      <Card>
        <EmptyState heading={t("rewards.empty.title")} image={sprig} action={{ content: t("rewards.empty.action"), url: "/app/rewards/new" }}><Text as="p">{t("rewards.empty.body")}</Text></EmptyState>
      </Card>
      <InlineGrid columns={{ xs: 1, sm: 2, lg: 4 }} gap="400">
        {proposals.map((proposal) => {
          const title = words.gives(proposal);
          return (
            <Card key={proposal.id}>
              <BlockStack gap="200">
                <Text as="h2" variant="headingMd">{title}</Text>
                <Text as="p">{words.price(proposal)}</Text>
                <Text as="p" tone="subdued">{words.backSentence(proposal, rate)}</Text>
                <InlineStack><Button url={`/app/rewards/new?proposal=${proposal.id}`} accessibilityLabel={t("rewards.empty.useOf", { title })}>{t("rewards.empty.use")}</Button></InlineStack>
              </BlockStack>
            </Card>
          );
        })}
      </InlineGrid>
    </BlockStack>
  );
}
