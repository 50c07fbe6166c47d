import type { Api } from "@shopify/ui-extensions/purchase.checkout.reductions.render-after";
import type { BuyerRewards, MemberCard } from "../../_shared/contract";
import type { BuyerApi } from "../../_shared/ui/buyer-api";
import { PointsToGo } from "../../_shared/ui/points-to-go";
import { ProblemBanner } from "../../_shared/ui/problem-banner";
import { nextReward } from "../../_shared/ui/steps-in-reach";
import { useRewards } from "../../_shared/ui/use-rewards";
import { type Words, wordsOf } from "../../_shared/ui/words";
import { MyCodes } from "./my-codes";
import { RewardsInReach } from "./rewards-in-reach";
import { useCodes } from "./use-codes";

declare const shopify: Api;

interface PanelProps { api: BuyerApi; card: MemberCard | null; heading: string; showNext: boolean }

/** Paints from the card at once; what can be done comes with the app's answer. */
export function MemberPanel({ api, card, heading, showNext }: PanelProps) {
  const buyer = useRewards(api, "checkout");
  const codes = useCodes(buyer);
  const { loading } = buyer;
  const data = loading.state === "ready" ? loading.data : null;
  const words = wordsOf(shopify.i18n, data?.pointName);
  if (data?.rewards.some(({ refusal }) => refusal === "not_a_member")) return <s-text color="subdued">{words.t("join")}</s-text>;
  if (loading.state === "failed" && QUIET.has(loading.trouble.code)) return null;
  const available = data?.available ?? card?.available ?? null;
  return (
    <s-stack gap="base" padding="base" border="base" borderRadius="base">
      <s-stack gap="small-200">
        <s-heading>{heading || words.t("heading")}</s-heading>
        {available !== null && <s-text>{words.t("balance", { points: words.points(available) })}</s-text>}
        {data !== null && data.owed > 0 && <s-text color="subdued">{words.t("owed", { points: words.points(data.owed) })}</s-text>}
      </s-stack>
      {loading.state === "loading" && <s-skeleton-paragraph content={words.t("wait")} />}
      {loading.state === "failed" && <ProblemBanner trouble={loading.trouble} words={words} onRetry={buyer.reload} />}
      {buyer.problem && <ProblemBanner trouble={buyer.problem} words={words} />}
      {data && <Offers data={data} words={words} buyer={buyer} codes={codes} />}
      {showNext && (data ? <Next data={data} words={words} /> : <NextOfCard card={card} words={words} />)}
    </s-stack>
  );
}

const QUIET = new Set(["not_available", "not_launched"]);

type Doing = { buyer: ReturnType<typeof useRewards>; codes: ReturnType<typeof useCodes> };

function Offers({ data, words, buyer, codes }: Doing & { data: BuyerRewards; words: Words }) {
  if (!shopify.instructions.value.discounts.canUpdateDiscountCodes) return <s-text>{words.t("locked")}</s-text>;
  return (
    <>
      <MyCodes data={data} words={words} buyer={buyer} codes={codes} />
      <RewardsInReach data={data} words={words} buyer={buyer} codes={codes} />
    </>
  );
}

/** Only while nothing can be redeemed: who pays is not sent on to collect more. */
function Next({ data, words }: { data: BuyerRewards; words: Words }) {
  const next = nextReward(data.rewards);
  if (!next || data.rewards.some(({ refusal }) => refusal === null) || data.redemptions.some(({ status }) => status === "ready")) return null;
  return <PointsToGo title={next.title} missing={next.missing} cost={next.steps[0]!.points} words={words} />;
}

function NextOfCard({ card, words }: { card: MemberCard | null; words: Words }) {
  if (!card?.nextReward || card.nextReward.missing <= 0) return null;
  return <PointsToGo {...card.nextReward} words={words} />;
}
