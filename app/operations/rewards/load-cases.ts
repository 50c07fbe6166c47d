import type { Lot } from "~/loyalty/ledger/posting";
import { RunAgain } from "~/store/in-transaction.server";
import { liveLots, lotsById } from "~/store/ledger/live-lots.server";
import { usesOfCodes, type CodeUse } from "~/store/rewards/code-uses.server";
import { lockRedemptions, partsOf, type Redemption } from "~/store/rewards/redemption-rows.server";
import type { LotPart } from "~/loyalty/ledger/hold";
import type { Tx } from "~/store/tx";

/** Locked redemptions with their lots and the uses of their codes. */
export interface LoadedRedemptions { redemptions: Redemption[]; parts: Map<bigint, LotPart[]>; uses: Map<bigint, CodeUse[]>; lots: Lot[] }

const NO_REDEMPTIONS: LoadedRedemptions = { redemptions: [], parts: new Map(), uses: new Map(), lots: [] };

/**
 * Loads redemptions for their settlement. Call it with the wallets of `members` locked.
 * @throws RunAgain when one belongs to another member by now.
 */
export async function loadRedemptions(db: Tx, redemptionIds: readonly bigint[], members: ReadonlySet<bigint>): Promise<LoadedRedemptions> {
  if (redemptionIds.length === 0) return NO_REDEMPTIONS;
  const redemptions = await lockRedemptions(db, redemptionIds);
  if (redemptions.some(({ memberId }) => !members.has(memberId))) throw new RunAgain("a redemption went to another member meanwhile");
  const parts = await partsOf(db, redemptionIds);
  const uses = new Map<bigint, CodeUse[]>();
  for (const use of await usesOfCodes(db, redemptions.flatMap(({ codeId }) => codeId ?? []))) uses.set(use.codeId, [...(uses.get(use.codeId) ?? []), use]);
  const held = await lotsById(db, [...parts.values()].flat().map(({ lotId }) => lotId));
  const live = await liveLots(db, redemptions.map(({ memberId }) => memberId));
  const lots = new Map([...held, ...live].map((lot) => [lot.lotId, lot]));
  return { redemptions, parts, uses, lots: [...lots.values()] };
}
