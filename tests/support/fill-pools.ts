import { readFor } from "~/store/in-transaction.server";
import { poolsToFill } from "~/store/rewards/pool-work.server";
import { stockPool } from "./stock-pool";

/** Puts codes into every pool of a shop, as if Shopify had taken them. */
export async function fillPools(shopId: bigint, size: number, now = new Date()): Promise<void> {
  for (const { poolId } of await readFor(shopId, (db) => poolsToFill(db, now))) await stockPool(shopId, { poolId, size, now });
}
