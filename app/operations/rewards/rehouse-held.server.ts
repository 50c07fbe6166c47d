import { inTransaction } from "~/store/in-transaction.server";
import { ensurePool } from "~/store/rewards/code-pools.server";
import { poolById } from "~/store/rewards/pool-rows.server";
import { moveToPool, strandedRedemptions } from "~/store/rewards/held-redemptions.server";
import { shopHasher } from "~/store/shops/shop-hasher.server";

/** Redemptions that waited on a pool which was closed wait on its successor, which promises the same. @returns how many. */
export async function rehouseHeld(shopId: bigint, now: Date): Promise<number> {
  const hasher = await shopHasher(shopId);
  return inTransaction(shopId, async (db) => {
    const stranded = await strandedRedemptions(db);
    for (const poolId of new Set(stranded.map((one) => one.poolId))) {
      const old = (await poolById(db, poolId))!;
      const next = await ensurePool(db, hasher, { ...old, now });
      await moveToPool(db, stranded.filter((one) => one.poolId === poolId).map(({ redemptionId }) => redemptionId), next.poolId);
    }
    return stranded.length;
  });
}
