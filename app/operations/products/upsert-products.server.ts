import { inTransaction } from "~/store/in-transaction.server";
import { enqueueJobs, shopJob } from "~/store/jobs/enqueue.server";
import { saveProducts, settleWaitingForProducts, type ProductToSave } from "~/store/products/save-products.server";

export type { ProductToSave } from "~/store/products/save-products.server";

/**
 * Takes in what products are (tags, collections), and has orders settled that waited for them. What was asked for and does not
 * exist is given with `deleted: true`, or its orders would wait for ever.
 */
export function upsertProducts(shopId: bigint, products: readonly ProductToSave[]): Promise<{ ordersToSettle: number }> {
  return inTransaction(shopId, async (db) => {
    await saveProducts(db, [...products]);
    const ordersToSettle = await settleWaitingForProducts(db);
    if (ordersToSettle > 0) await enqueueJobs(db, [shopJob("resettle-orders", shopId)]);
    return { ordersToSettle };
  });
}
