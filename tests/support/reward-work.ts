import { closeCodes } from "~/jobs/tasks/close-codes";
import { fillPools } from "~/jobs/tasks/fill-pools";
import { reconcileOrders } from "~/jobs/tasks/reconcile-orders";
import { resolveRedemptions } from "~/operations/rewards/resolve-redemptions.server";
import { shopById } from "~/store/shops/shop-by-id.server";
import type { VirtualClock } from "./virtual-clock";

/** Pools are filled, and what Shopify was asked to add is there and looked at. */
export async function poolsFilled(shopId: bigint, clock: VirtualClock): Promise<void> {
  for (let i = 0; i < 3; i++) {
    await fillPools((await shopById(shopId))!, clock.now);
    await clock.pass(2_000);
  }
}

/** Codes on their way back are taken out of the shop; a minute later the orders are read, and what can end ends. */
export async function minuteOfClosing(shopId: bigint, clock: VirtualClock): Promise<void> {
  await closeCodes((await shopById(shopId))!, clock.now);
  await minuteOfReading(shopId, clock);
}

/** A minute passes, the orders are read, and what can end ends. */
export async function minuteOfReading(shopId: bigint, clock: VirtualClock): Promise<void> {
  await clock.pass(65_000);
  await reconcileOrders((await shopById(shopId))!, { deep: false }, clock.now);
  await resolveRedemptions(shopId, (await shopById(shopId))!.reconciledUntil, clock.now());
}
