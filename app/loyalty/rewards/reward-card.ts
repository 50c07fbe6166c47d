import { lastLocalDate } from "../time/local-day";
import { combinationOf } from "./discount-terms";
import { offeredRewards } from "./offered-rewards";
import type { Reward, RewardState, RewardValue } from "./reward";
import { percentOf, rewardSteps, worthMinor } from "./reward-steps";

const TITLES_SHOWN = 5;

/** Rewards that can be had at this moment, as everybody sees them, in the merchant's order. */
export function rewardCards(rewards: readonly { rewardId: bigint; terms: Reward; state: RewardState }[], { zone, now }: { zone: string; now: string }) {
  return offeredRewards(rewards, now).map(({ rewardId, terms }) => rewardCard(rewardId, terms, zone));
}

/** Structurally the RewardCard of the wire: a reward as everybody sees it. */
export function rewardCard(rewardId: bigint, reward: Reward, zone: string) {
  return {
    id: String(rewardId),
    title: reward.title,
    kind: reward.value.kind,
    steps: rewardSteps(reward).map(({ points, value }) => ({ points, minor: worthMinor(value) })),
    percent: percentOf(reward.value),
    goods: goodsOf(reward.value),
    minimumSpendMinor: reward.minimumSpendMinor,
    tiers: reward.tiers,
    endsOn: reward.endsAt === null ? null : lastLocalDate(reward.endsAt, zone),
    combines: combinesOf(reward),
    maximumShippingMinor: maximumShippingOf(reward.value),
    validityDays: reward.validityDays,
    onExpiry: reward.onExpiry,
  };
}

/** Classes of discounts its code may stand beside. */
export function combinesOf(terms: Pick<Reward, "value" | "combinesWith">) {
  const combines = combinationOf(terms);
  return (["order", "product", "shipping"] as const).filter((name) => combines[name]);
}

/** Dearer shipping is not covered; null = any, and of what is not for shipping. */
export const maximumShippingOf = (value: RewardValue) => (value.kind === "free_shipping" ? value.maximumMinor : null);

/** What its code is for; null = the whole order. */
export function goodsOf(value: RewardValue) {
  if (value.kind === "free_product") return { titles: [value.productTitle], more: 0, productIds: [value.productId], variantIds: [value.variantId], collectionIds: [] };
  if (value.kind !== "product_discount") return null;
  const { of, items } = value.goods;
  const ids = items.map(({ id }) => id);
  return {
    titles: items.slice(0, TITLES_SHOWN).map(({ title }) => title), more: Math.max(0, items.length - TITLES_SHOWN),
    productIds: of === "products" ? ids : [], variantIds: [], collectionIds: of === "collections" ? ids : [],
  };
}
