import { inTransaction } from "~/store/in-transaction.server";
import { enqueueJobs, shopJob } from "~/store/jobs/enqueue.server";
import { requestRefresh } from "~/store/members/request-refresh.server";
import { retierMembers, type TierMove } from "./retier-members";

export type { TierMove } from "./retier-members";

/** Looks at the tiers of members again, with all their facts and the rules in force at `now`. One transaction. @returns who moved. */
export function recomputeTiers(shopId: bigint, memberIds: bigint[], now: Date): Promise<TierMove[]> {
  return inTransaction(shopId, async (db) => {
    const moves = await retierMembers(db, memberIds, now);
    await requestRefresh(db, new Map(moves.map(({ memberId }) => [memberId, { retier: false }])), now);
    if (moves.length > 0) await enqueueJobs(db, [shopJob("refresh-members", shopId)]);
    return moves;
  });
}
