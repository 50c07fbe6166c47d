import { isBeforeHandOut } from "~/loyalty/rewards/is-before-hand-out";
import { inTransaction, RunAgain } from "~/store/in-transaction.server";
import { noteUses } from "~/store/rewards/code-uses.server";
import { codesByHash, lockLooseCodes } from "~/store/rewards/codes.server";
import { lockRedemptions } from "~/store/rewards/redemption-rows.server";
import { shopHasher } from "~/store/shops/shop-hasher.server";
import { leakCodes } from "./leak-codes";

/** `createdAt`: ISO-8601, when the order was placed. */
export interface ShowingOrder { orderId: string; createdAt: string; discountCodes: readonly string[] }

/**
 * Notes which of our codes a list of orders shows, before the orders themselves were read: what ends a redemption rests on this
 * and not on whether an event could be handled. A code nobody had when the order was placed has leaked, and goes to nobody from here on.
 * @returns how many were not known yet.
 */
export async function noteShownCodes(shopId: bigint, orders: readonly ShowingOrder[], now: Date): Promise<number> {
  const hasher = await shopHasher(shopId);
  const shown = orders.flatMap(({ orderId, createdAt, discountCodes }) => discountCodes.map((code) => ({ orderId, orderedAt: new Date(createdAt), hash: hasher.code(code) })));
  if (shown.length === 0) return 0;
  return inTransaction(shopId, async (db) => {
    const codes = await codesByHash(db, [...new Set(shown.map(({ hash }) => hash))]);
    const byHash = new Map(codes.map((code) => [code.hash, code]));
    const uses = shown.flatMap(({ hash, ...use }) => (byHash.has(hash) ? [{ ...use, code: byHash.get(hash)! }] : []));
    const loose = codes.filter(({ redemptionId }) => redemptionId === null);
    if (await lockLooseCodes(db, loose.map(({ codeId }) => codeId))) throw new RunAgain("a code was handed out meanwhile");
    const early = new Set(uses.flatMap(({ code, orderedAt }) => (isBeforeHandOut(orderedAt, code.issuedAt) ? [code] : [])));
    await lockRedemptions(db, [...early].flatMap(({ redemptionId }) => redemptionId ?? []));
    await leakCodes(db, [...loose, ...early], now);
    return noteUses(db, uses.map(({ code, ...use }) => ({ ...use, codeId: code.codeId })), now);
  });
}
