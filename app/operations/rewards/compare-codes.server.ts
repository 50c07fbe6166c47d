import { inTransaction } from "~/store/in-transaction.server";
import { enqueueJobs, shopJob } from "~/store/jobs/enqueue.server";
import type { CodePool } from "~/store/rewards/code-pools.server";
import { dropFreeCodes } from "~/store/rewards/closing-codes.server";
import { codesOfPool, noteFindings, type Findings, type OwnCode } from "~/store/rewards/reconcile-rows.server";
import { lockRedemptions } from "~/store/rewards/redemption-rows.server";
import { shopHasher } from "~/store/shops/shop-hasher.server";
import type { Tx } from "~/store/tx";
import { loseDiscount } from "./lose-discount";
import { takeBack } from "./take-back";

/** A discount that can be used, as Shopify has it. */
export interface AtShopify { codes: readonly { redeemCodeId: string; code: string; used: number }[] }

/** Shopify's list lags behind what was added: what is younger is not looked for in it. */
const LISTED_MS = 60 * 60_000;

export interface Comparison extends Required<Pick<Findings, "foreign" | "missing" | "usedTwice">> {
  /** Codes nobody knew the fate of, or that should be gone, and that exist: to be deleted. */
  abandoned: string[];
}

/**
 * Compares a pool with its discount both ways. Free codes that are gone are never handed out; a member whose code the merchant
 * deleted gets the points back the usual way. @param found null when the discount is gone.
 */
export async function compareCodes(shopId: bigint, pool: CodePool, found: AtShopify | "ended" | null, now: Date): Promise<Comparison> {
  const hasher = await shopHasher(shopId);
  return inTransaction(shopId, async (db) => {
    // Before its codes are read: what is handed out until then is among them, and nothing is handed out any more.
    const lost = found === "ended" || found === null ? await loseDiscount(db, pool, found ?? "deleted", now) : {};
    const atShopify = found === "ended" ? null : found;
    const own = await codesOfPool(db, pool);
    const there = new Map((atShopify?.codes ?? []).map((one) => [hasher.code(one.code), one]));
    const known = new Set(own.map(({ hash }) => hash));
    // Of a discount that is gone every code is; a list may not have the newest ones yet.
    const listed = atShopify ? new Date(now.getTime() - LISTED_MS) : now;
    const missing = own.filter(({ hash, state, addedAt }) => !there.has(hash) && (state === "free" || state === "issued") && addedAt !== null && addedAt < listed);
    await dropFreeCodes(db, missing.filter(({ state }) => state === "free").map(({ codeId }) => codeId));
    await giveBackMissing(db, missing, now);
    const abandoned = own.filter(({ hash, state, seed }) => ((state === "bad" && !seed) || state === "gone") && there.has(hash)).map(({ hash }) => there.get(hash)!.redeemCodeId);
    const foreign = [...there.keys()].filter((hash) => !known.has(hash)).length;
    const usedTwice = own.filter(({ hash, uses }) => uses > 1 || (there.get(hash)?.used ?? 0) > Math.max(1, uses)).length;
    await noteFindings(db, pool.poolId, { foreign, missing: missing.length, usedTwice, ...(missing.length > 0 || lost.gaveCodes ? lost.finding : {}) }, now);
    return { abandoned, foreign, missing: missing.length, usedTwice };
  });
}

async function giveBackMissing(db: Tx, missing: readonly OwnCode[], now: Date): Promise<void> {
  const redemptions = await lockRedemptions(db, missing.flatMap(({ redemptionId }) => redemptionId ?? []));
  await takeBack(db, redemptions, { reason: "code_removed", now });
  await enqueueJobs(db, [shopJob("close-codes", db.shopId), shopJob("fill-pools", db.shopId)]);
}
