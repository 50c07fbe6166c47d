import { adminFor } from "~/shopify/client/admin-client.server";
import { retagCustomers } from "~/shopify/members/retag-customers.server";
import { claimRetags, finishRetags, releaseRetags } from "~/store/cards/retag-queue.server";
import { enqueueJobsNow, shopJob } from "~/store/jobs/enqueue.server";
import type { Shop } from "~/store/shops/shop-by-domain.server";
import { oneAtATime } from "../one-at-a-time";

/** Members a round: the changes of as many fit into one request. */
const A_ROUND = 20;
const LEASE_SECONDS = 300;
const A_TURN_MS = 20_000;

/**
 * Lets the tier tags at Shopify follow the tiers that were pushed, with what the shop's budget has to spare.
 * @returns how many members were looked at. @throws ShopifyFault; those that were not retagged wait again.
 */
export function retagMembers(shop: Shop, now: () => Date): Promise<number> {
  return oneAtATime(`retag-members:${shop.shopId}`, async () => {
    const until = performance.now() + A_TURN_MS;
    for (let count = 0; ; ) {
      const done = await retagRound(shop, now);
      if (done === 0) return count;
      count += done;
      if (performance.now() > until) {
        await enqueueJobsNow([shopJob("retag-members", shop.shopId)]);
        return count;
      }
    }
  });
}

async function retagRound(shop: Shop, now: () => Date): Promise<number> {
  const claimed = await claimRetags(shop.shopId, { most: A_ROUND, leaseSeconds: LEASE_SECONDS });
  if (claimed.length === 0) return 0;
  try {
    const refused = await retagCustomers(adminFor(shop.domain, "background"), claimed.flatMap(({ customerId, tier }) => (customerId === null ? [] : [{ customerId, tier }])));
    await finishRetags(shop.shopId, claimed.map(({ memberId, cause, customerId }) => ({ memberId, cause, refusedReason: customerId === null ? null : refused.get(customerId) ?? null })), now());
  } catch (error) {
    await releaseRetags(shop.shopId, claimed.map(({ memberId }) => memberId));
    throw error;
  }
  return claimed.length;
}
