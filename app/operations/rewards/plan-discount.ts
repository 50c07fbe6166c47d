import { promisedTerms, termsKey } from "~/loyalty/rewards/discount-terms";
import type { Reward } from "~/loyalty/rewards/reward";
import type { Hasher } from "~/store/crypto/hasher";
import { ensurePool } from "~/store/rewards/code-pools.server";
import type { Tx } from "~/store/tx";

/** A reward that is on offer has a discount to be made at Shopify, unless it has one. Steps of a slider get theirs when somebody wants them. */
export async function planDiscount(db: Tx, hasher: Hasher, { rewardId, terms, currency, now }: { rewardId: bigint; terms: Reward; currency: string; now: Date }): Promise<void> {
  if (terms.price.kind !== "fixed") return;
  const [promised] = promisedTerms(terms, currency);
  await ensurePool(db, hasher, { rewardId, termsKey: termsKey(promised!), terms: promised!, title: terms.title, now });
}
