import { Banner, BlockStack, Card, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { Program } from "~/loyalty/program/program";
import type { Reward } from "~/loyalty/rewards/reward";
import { isDear, rewardCost } from "~/loyalty/rewards/reward-cost";
import { useFrame } from "../frame-context";
import { useFormat } from "../use-format";
import { useRewardWords } from "./use-reward-words";

/** What the reward costs the shop at this price: as a share of spend, and of a hundred orders. */
export function RewardCostCard({ reward, rate }: { reward: Reward | null; rate: Program["earn"]["rate"] }) {
  const { t } = useTranslation();
  const { shop } = useFrame();
  const format = useFormat();
  const words = useRewardWords();
  if (!reward) return null;
  const { orders, example } = rewardCost(reward, rate, shop.currency);
  return (
    <Card>
      <BlockStack gap="200">
        <Title />
        <Text as="p" fontWeight="semibold">{words.backSentence(reward, rate)}</Text>
        <Text as="p">{t("rewards.cost.orders", {
          orders: format.number(orders.count), each: format.shortMoney(orders.eachMinor), points: format.number(orders.points), rewards: format.number(orders.rewards), off: example ? t("rewards.about", { amount: format.shortMoney(orders.minor) }) : format.shortMoney(orders.minor),
        })}</Text>
        {isDear(reward, rate, shop.currency) ? <Banner tone="warning">{t("program.earn.backHigh")}</Banner> : <Text as="p" variant="bodySm" tone="subdued">{t("program.earn.backUsual")}</Text>}
      </BlockStack>
    </Card>
  );
}

/** The same in the question before saving, where it is dear: the card may be out of sight behind it. */
export function DearReward({ reward, rate }: { reward: Reward | null; rate: Program["earn"]["rate"] }) {
  const { t } = useTranslation();
  const { shop } = useFrame();
  const words = useRewardWords();
  if (!reward || !isDear(reward, rate, shop.currency)) return null;
  return <Banner tone="warning">{`${words.backSentence(reward, rate)} ${t("program.earn.backHigh")}`}</Banner>;
}

function Title() {
  const { t } = useTranslation();
  return <Text as="h2" variant="headingMd">{t("rewards.cost.title")}</Text>;
}
