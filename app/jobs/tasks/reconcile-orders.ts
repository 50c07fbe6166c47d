import { firstReading, readingSince } from "~/loyalty/orders/reading-since";
import { adminFor } from "~/shopify/client/admin-client.server";
import { changedOrders } from "~/shopify/orders/changed-orders.server";
import { readOrder } from "~/shopify/orders/read-order.server";
import { knownUpdates } from "~/store/orders/known-updates.server";
import { setReconciled } from "~/store/shops/set-reconciled.server";
import { noteShownCodes } from "~/operations/rewards/note-shown-codes.server";
import { readFor } from "~/store/in-transaction.server";
import { enqueueJobsNow, shopJob } from "~/store/jobs/enqueue.server";
import { codesOutSince } from "~/store/rewards/due-redemptions.server";
import type { Shop } from "~/store/shops/shop-by-domain.server";
import { deliverReadings } from "./deliver-readings";

/**
 * Finds what webhooks did not bring: lists the orders that changed since the last time (with `deep`, of three days) and reads
 * those whose newest state is not known here. @returns how many were read.
 */
export async function reconcileOrders(shop: Shop, { deep }: { deep: boolean }, now: () => Date): Promise<number> {
  const begun = now();
  const client = adminFor(shop.domain, "background");
  const last = shop.reconciledUntil ?? firstReading({ installedAt: shop.installedAt, codesOutSince: await readFor(shop.shopId, codesOutSince), begun });
  const since = readingSince({ last, deep, begun });
  let read = 0;
  for await (const page of changedOrders(client, since)) {
    await noteShownCodes(shop.shopId, page, now());
    const known = await knownUpdates(shop.shopId, page.map(({ orderId }) => orderId));
    for (const { orderId, updatedAt } of page) {
      if (isKnown(known.get(orderId), updatedAt)) continue;
      const order = await readOrder(client, orderId, now());
      if (order) await deliverReadings(shop.domain, [order]);
      read++;
    }
  }
  await setReconciled(shop.shopId, begun);
  await enqueueJobsNow([shopJob("resolve-redemptions", shop.shopId)]);
  return read;
}

/** Facts are kept by whole seconds, as webhooks tell them. */
function isKnown(known: string | undefined, updatedAt: string): boolean {
  return known !== undefined && known.slice(0, 19) >= updatedAt.slice(0, 19);
}
