import { promisedTerms, termsKey } from "./discount-terms";
import type { Reward } from "./reward";

/** What saving a reward changes among its discounts at Shopify. */
export interface DiscountChange {
  /** Discounts that did not exist. Those of a slider are made when a member first wants their step. */
  made: number;
  onDemand: boolean;
  /** Discounts that give no codes any more; codes that are out keep their terms. */
  closed: number;
  /** Discounts that stay and get another title. */
  retitled: number;
}

/** @param before the terms in force; null for a new reward. */
export function compareDiscounts(before: Reward | null, after: Reward, currency: string): DiscountChange {
  const keysOf = (reward: Reward) => new Set(promisedTerms(reward, currency).map(termsKey));
  const [old, fresh] = [before ? keysOf(before) : new Set<string>(), keysOf(after)];
  const kept = [...fresh].filter((key) => old.has(key)).length;
  return { made: fresh.size - kept, onDemand: after.price.kind === "slider", closed: old.size - kept, retitled: before && before.title !== after.title ? kept : 0 };
}
