import { inTransaction, RunAgain } from "~/store/in-transaction.server";
import { noteUses } from "~/store/rewards/code-uses.server";
import { codesByHash, lockLooseCodes } from "~/store/rewards/codes.server";
import { shopHasher } from "~/store/shops/shop-hasher.server";
import { leakCodes } from "./leak-codes";

/**
 * Notes which of our codes a list of orders shows, before the orders themselves were read: what ends a redemption rests on this
 * and not on whether an event could be handled. A code nobody had has leaked, and goes to nobody from here on. @returns how many were not known yet.
 */
export async function noteShownCodes(shopId: bigint, orders: readonly { orderId: string; discountCodes: readonly string[] }[], now: Date): Promise<number> {
  const hasher = await shopHasher(shopId);
  const shown = orders.flatMap(({ orderId, discountCodes }) => discountCodes.map((code) => ({ orderId, hash: hasher.code(code) })));
  if (shown.length === 0) return 0;
  return inTransaction(shopId, async (db) => {
    const codes = await codesByHash(db, [...new Set(shown.map(({ hash }) => hash))]);
    const loose = codes.filter(({ redemptionId }) => redemptionId === null);
    if (await lockLooseCodes(db, loose.map(({ codeId }) => codeId))) throw new RunAgain("a code was handed out meanwhile");
    await leakCodes(db, loose);
    const byHash = new Map(codes.map((code) => [code.hash, code.codeId]));
    return noteUses(db, shown.flatMap(({ orderId, hash }) => (byHash.has(hash) ? [{ orderId, codeId: byHash.get(hash)! }] : [])), now);
  });
}
