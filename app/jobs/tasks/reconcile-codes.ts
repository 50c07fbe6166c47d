import { CODES_A_CALL } from "~/loyalty/rewards/pool-target";
import { compareCodes } from "~/operations/rewards/compare-codes.server";
import { adminFor } from "~/shopify/client/admin-client.server";
import { deleteCodes, readDiscount } from "~/shopify/discounts/redeem-codes.server";
import { inTransaction, readFor } from "~/store/in-transaction.server";
import { enqueueJobsNow, shopJob } from "~/store/jobs/enqueue.server";
import { livePools } from "~/store/rewards/pool-rows.server";
import { forgetFaults } from "~/store/rewards/pool-work.server";
import type { Shop } from "~/store/shops/shop-by-domain.server";

/**
 * Compares every discount of ours with the codes we know, both ways, and deletes codes of batches that were given up. What
 * Shopify refused to make is asked for again. @returns how many pools.
 */
export async function reconcileCodes(shop: Shop, now: () => Date): Promise<number> {
  const client = adminFor(shop.domain, "background");
  const pools = await readFor(shop.shopId, livePools);
  for (const pool of pools) {
    const begun = now();
    const discount = await readDiscount(client, pool.discountId!);
    const { abandoned } = await compareCodes(shop.shopId, pool, discount?.usable ? discount : null, begun);
    for (let from = 0; from < abandoned.length; from += CODES_A_CALL) await deleteCodes(client, pool.discountId!, abandoned.slice(from, from + CODES_A_CALL));
  }
  if (await inTransaction(shop.shopId, (db) => forgetFaults(db)) > 0) await enqueueJobsNow([shopJob("fill-pools", shop.shopId)]);
  return pools.length;
}
