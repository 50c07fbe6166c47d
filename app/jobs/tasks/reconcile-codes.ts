import { CODES_A_CALL } from "~/loyalty/rewards/pool-target";
import { differsFromTerms } from "~/loyalty/rewards/differs-from-terms";
import { compareCodes } from "~/operations/rewards/compare-codes.server";
import { withdrawChanged } from "~/operations/rewards/withdraw-changed.server";
import { adminFor, type AdminClient } from "~/shopify/client/admin-client.server";
import { deleteDiscount, discountOfCode } from "~/shopify/discounts/code-discounts.server";
import { readTerms } from "~/shopify/discounts/read-terms.server";
import { deleteCodes, readDiscount } from "~/shopify/discounts/redeem-codes.server";
import { inTransaction, readFor } from "~/store/in-transaction.server";
import { enqueueJobsNow, shopJob } from "~/store/jobs/enqueue.server";
import type { CodePool } from "~/store/rewards/code-pools.server";
import { livePoolOf, livePools, straySeeds } from "~/store/rewards/pool-rows.server";
import { forgetFaults } from "~/store/rewards/pool-work.server";
import type { Shop } from "~/store/shops/shop-by-domain.server";
import { eachInTurn } from "../each-in-turn";

interface Comparing { shop: Shop; client: AdminClient; now: () => Date }

/**
 * Compares every discount of ours with what it promised and with the codes we know, both ways, and deletes codes of batches that
 * were given up. What Shopify refused to make is asked for again. @returns how many pools.
 */
export async function reconcileCodes(shop: Shop, now: () => Date): Promise<number> {
  const comparing = { shop, client: adminFor(shop.domain, "background"), now };
  const pools = await readFor(shop.shopId, livePools);
  const wrong = await eachInTurn<() => Promise<unknown>>([...pools.map((pool) => () => comparePool(comparing, pool)), () => deleteStrays(comparing)], (step) => step());
  if (await inTransaction(shop.shopId, (db) => forgetFaults(db)) > 0) await enqueueJobsNow([shopJob("fill-pools", shop.shopId)]);
  if (wrong) throw wrong.error;
  return pools.length;
}

/** The merchant changed or deleted this discount, or somebody else's: whether it is still what was promised. Its codes are compared at night. */
export async function lookAtDiscount(shop: Shop, discountId: string, now: () => Date): Promise<void> {
  const pool = await readFor(shop.shopId, (db) => livePoolOf(db, discountId));
  if (pool) await compareTerms({ shop, client: adminFor(shop.domain), now }, pool);
}

async function comparePool(comparing: Comparing, pool: CodePool): Promise<void> {
  if (!(await compareTerms(comparing, pool))) return;
  const { shop, client, now } = comparing;
  const begun = now();
  const discount = await readDiscount(client, pool.discountId!);
  const { abandoned } = await compareCodes(shop.shopId, pool, discount && !discount.usable ? "ended" : discount, begun);
  for (let from = 0; from < abandoned.length; from += CODES_A_CALL) await deleteCodes(client, pool.discountId!, abandoned.slice(from, from + CODES_A_CALL));
}

/** @returns whether it is there and what was promised; otherwise it is dealt with. */
async function compareTerms({ shop, client, now }: Comparing, pool: CodePool): Promise<boolean> {
  const found = await readTerms(client, pool.discountId!, pool.terms.currency);
  if (!found?.usable) {
    await compareCodes(shop.shopId, pool, found ? "ended" : null, now());
    return false;
  }
  const differences = found.terms ? differsFromTerms(pool.terms, found.terms) : ["value" as const];
  if (differences.length > 0) await withdrawChanged(shop.shopId, { poolId: pool.poolId, differences }, now());
  return differences.length === 0;
}

/** Discounts that were made though nobody heard of it, and that no pool has. */
async function deleteStrays({ shop, client, now }: Comparing): Promise<void> {
  for (const seed of await readFor(shop.shopId, (db) => straySeeds(db, now()))) {
    const discountId = await discountOfCode(client, seed);
    if (discountId === null || (await readTerms(client, discountId, shop.currency))?.tagged !== true) continue;
    await deleteDiscount(client, discountId);
  }
}
