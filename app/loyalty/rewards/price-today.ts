import type { Reward } from "./reward";

/** What a variant costs now, in minor units; `gone` when the shop has it no longer. */
export type PriceToday = { minor: number } | "gone";

/** A free product that does not cost any more what its reward takes off. */
export interface PriceChange { rewardId: bigint; title: string; offMinor: number; today: PriceToday }

/** The variants whose price says whether these rewards still make a product free. */
export const freeVariants = (rewards: readonly { terms: Pick<Reward, "value"> }[]) =>
  [...new Set(rewards.flatMap(({ terms: { value } }) => (value.kind === "free_product" ? [value.variantId] : [])))];

/** Of these rewards, those whose product costs something else by now. What nobody said a price of is left out. */
export function changedPrices(rewards: readonly { rewardId: bigint; terms: Pick<Reward, "title" | "value"> }[], prices: ReadonlyMap<string, PriceToday>): PriceChange[] {
  return rewards.flatMap(({ rewardId, terms: { title, value } }) => {
    const today = value.kind === "free_product" ? prices.get(value.variantId) : undefined;
    if (value.kind !== "free_product" || today === undefined || (today !== "gone" && today.minor === value.minor)) return [];
    return [{ rewardId, title, offMinor: value.minor, today }];
  });
}
