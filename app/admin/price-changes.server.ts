import { changedPrices, freeVariants, type PriceChange } from "~/loyalty/rewards/price-today";
import type { Reward } from "~/loyalty/rewards/reward";
import { variantPrices } from "~/operations/products/variant-prices.server";
import type { Shop } from "~/store/shops/shop-by-domain.server";

/** Free products that cost something else today; it may come later than the page. Null where no reward is one: nobody waits for nothing. */
export function priceChanges({ domain, currency }: Shop, rewards: readonly { rewardId: bigint; terms: Reward }[]): Promise<PriceChange[]> | null {
  const variantIds = freeVariants(rewards);
  return variantIds.length === 0 ? null : variantPrices(domain, { variantIds, currency }).then((prices) => changedPrices(rewards, prices));
}
