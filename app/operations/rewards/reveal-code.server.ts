import { logAccess } from "~/store/access/log-access.server";
import { inTransaction } from "~/store/in-transaction.server";
import { codesById } from "~/store/rewards/codes.server";
import { redemptionById } from "~/store/rewards/redemption-rows.server";

/** Shows staff the code of a redemption, and notes that it did: whoever has it can use it. @returns null when there is no such redemption, or no code yet. */
export function revealCode(shopId: bigint, { redemptionId, actor }: { redemptionId: bigint; actor: string }, now: Date): Promise<string | null> {
  return inTransaction(shopId, async (db) => {
    const redemption = await redemptionById(db, redemptionId);
    if (!redemption?.codeId) return null;
    await logAccess(db, { actor, action: "reveal_code", memberId: redemption.memberId, detail: { redemption: String(redemptionId) } }, now);
    return (await codesById(db, [redemption.codeId])).get(redemption.codeId) ?? null;
  });
}
