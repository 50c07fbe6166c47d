import { programAt } from "~/loyalty/program/program-at";
import { inTransaction } from "~/store/in-transaction.server";
import { enqueueJobs, shopJob } from "~/store/jobs/enqueue.server";
import { requestRefresh } from "~/store/members/request-refresh.server";
import { programVersions } from "~/store/program/program-versions.server";
import { membersDueForTiers } from "~/store/tiers/members-due-for-tiers.server";
import type { Tx } from "~/store/tx";
import { retierMembers } from "./retier-members";

const MEMBERS_A_BATCH = 500;

/**
 * Looks at the tiers of a whole shop: nightly at those that time may change, with `all` (new rules) at everybody. In batches, each
 * its own transaction. @returns how many moved.
 */
export async function recomputeShopTiers(shopId: bigint, { all }: { all: boolean }, now: Date): Promise<number> {
  for (let moved = 0, after = 0n; ; ) {
    const batch = await inTransaction(shopId, (db) => recomputeBatch(db, { all, after, now }));
    moved += batch.moved;
    if (batch.last === null) return moved;
    after = batch.last;
  }
}

async function recomputeBatch(db: Tx, { all, after, now }: { all: boolean; after: bigint; now: Date }): Promise<{ moved: number; last: bigint | null }> {
  const program = programAt(await programVersions(db), now.toISOString());
  const members = await membersDueForTiers(db, { firstTier: program.tiers.ladder[0]!.handle, all, after, most: MEMBERS_A_BATCH });
  const moves = await retierMembers(db, members, now);
  // New rules change what every card shows (names, thresholds), also of members who stay.
  await requestRefresh(db, new Map((all ? members : moves.map(({ memberId }) => memberId)).map((id) => [id, { retier: false }])), now);
  if (members.length > 0) await enqueueJobs(db, [shopJob("refresh-members", db.shopId)]);
  return { moved: moves.length, last: members.length < MEMBERS_A_BATCH ? null : members.at(-1)! };
}
