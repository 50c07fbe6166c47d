import { log } from "~/log.server";
import { differsFromTerms } from "~/loyalty/rewards/differs-from-terms";
import type { AdminClient } from "~/shopify/client/admin-client.server";
import { createDiscount, deleteDiscount, discountOfCode } from "~/shopify/discounts/code-discounts.server";
import { readTerms } from "~/shopify/discounts/read-terms.server";
import { inTransaction, readFor } from "~/store/in-transaction.server";
import { reseedPool, type CodePool } from "~/store/rewards/code-pools.server";
import { poolById } from "~/store/rewards/pool-rows.server";
import { movePool, setPoolFault } from "~/store/rewards/pool-work.server";
import { noteFindings } from "~/store/rewards/reconcile-rows.server";
import { shopHasher } from "~/store/shops/shop-hasher.server";
import type { Shop } from "~/store/shops/shop-by-domain.server";

/** A discount begins before its first code is handed out, whatever the clocks say. */
const EARLIER_MS = 3_600_000;

export interface Filling { shop: Shop; client: AdminClient; now: () => Date }
type Pool = CodePool & { seed: string };

/** Makes the discount of a pool. A lost answer is found by its seed code. @returns false while it is not known. */
export async function openDiscount(filling: Filling, pool: Pool): Promise<boolean> {
  const { shop, client, now } = filling;
  await inTransaction(shop.shopId, (db) => movePool(db, pool.poolId, { from: ["planned"], to: "creating", now: now() }));
  const made = await createDiscount(client, { terms: pool.terms, title: pool.title, seed: pool.seed, startsAt: new Date(now().getTime() - EARLIER_MS) });
  if ("refused" in made) {
    await inTransaction(shop.shopId, (db) => setPoolFault(db, pool.poolId, made.refused));
    return false;
  }
  const discountId = "taken" in made ? await ourDiscount(filling, pool) : made.discountId;
  if (discountId === null) return false;
  if (await inTransaction(shop.shopId, (db) => movePool(db, pool.poolId, { from: ["creating"], to: "open", discountId, now: now() }))) return true;
  // Nobody wants its codes any more, unless another worker has opened it with the same one.
  if ((await readFor(shop.shopId, (db) => poolById(db, pool.poolId)))?.discountId !== discountId) await deleteDiscount(client, discountId);
  return false;
}

/** The discount that has the seed code already: ours by what it gives, or somebody else's, and then another code is tried. Null while it is not known. */
async function ourDiscount({ shop, client, now }: Filling, pool: Pool): Promise<string | null> {
  const discountId = await discountOfCode(client, pool.seed);
  const found = discountId === null ? null : await readTerms(client, discountId, pool.terms.currency);
  if (!found) return null;
  if (found.tagged && found.usable && found.terms && differsFromTerms(pool.terms, found.terms).length === 0) return discountId;
  log.warn({ shop: shop.domain, poolId: String(pool.poolId) }, "the code of a new discount belongs to a discount of somebody else: another one is tried");
  const hasher = await shopHasher(shop.shopId);
  await inTransaction(shop.shopId, async (db) => {
    if (await reseedPool(db, hasher, { poolId: pool.poolId, now: now() })) await noteFindings(db, pool.poolId, { seedTaken: 1 }, now());
  });
  return null;
}
