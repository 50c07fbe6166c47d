import type { DiscountDifference } from "~/loyalty/rewards/differs-from-terms";
import { inTransaction } from "~/store/in-transaction.server";
import { enqueueJobs, shopJob } from "~/store/jobs/enqueue.server";
import { retirePools } from "~/store/rewards/code-pools.server";
import { issuedOfPool, noteFindings } from "~/store/rewards/reconcile-rows.server";
import { lockRedemptions } from "~/store/rewards/redemption-rows.server";
import { takeBack } from "./take-back";

/**
 * A discount that the merchant made another one of at Shopify gives no codes any more, and codes that are out are taken back: they
 * promised something else. Whoever has not used theirs gets the points back. @returns how many.
 */
export function withdrawChanged(shopId: bigint, { poolId, differences }: { poolId: bigint; differences: readonly DiscountDifference[] }, now: Date): Promise<number> {
  return inTransaction(shopId, async (db) => {
    // Before its codes are read: nothing is handed out from here on.
    const gaveCodes = (await retirePools(db, [poolId])) > 0;
    const issued = await lockRedemptions(db, await issuedOfPool(db, poolId));
    await takeBack(db, issued, { reason: "code_removed", now });
    // Told once: until its last code is settled the comparison comes here every night.
    if (gaveCodes || issued.length > 0) await noteFindings(db, poolId, { changed: differences.length }, now);
    await enqueueJobs(db, [shopJob("close-codes", shopId), shopJob("fill-pools", shopId)]);
    return issued.length;
  });
}
