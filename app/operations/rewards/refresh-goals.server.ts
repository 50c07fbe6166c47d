import { programAt } from "~/loyalty/program/program-at";
import { goalBands } from "~/loyalty/rewards/next-goal";
import { inTransaction } from "~/store/in-transaction.server";
import { membersWithStaleGoals } from "~/store/cards/stale-goals.server";
import { enqueueJobs, shopJob } from "~/store/jobs/enqueue.server";
import { requestRefresh } from "~/store/members/request-refresh.server";
import { programVersions } from "~/store/program/program-versions.server";
import { rewardsOnOffer } from "~/store/rewards/reward-rows.server";
import type { Tx } from "~/store/tx";

const A_BATCH = 500;

/**
 * Has the cards follow that name another next reward than they should, since rewards were changed, paused, ended or their day came. Only those: a
 * change of a price in between concerns few. Nobody waits for it, so it is done with what the shop's budget has to spare: writing 25 cards costs ten
 * points at Shopify, those of 10,000 members 4,000, what the smallest shop's budget gets back in 40 seconds. Asked for again meanwhile it costs nothing
 * more: a member waits once. @returns how many members.
 */
export async function refreshGoals(shopId: bigint, now: Date): Promise<number> {
  for (let count = 0, after = 0n; ; ) {
    const members = await inTransaction(shopId, (db) => requestBatch(db, after, now));
    count += members.length;
    if (members.length < A_BATCH) return count;
    after = members.at(-1)!;
  }
}

async function requestBatch(db: Tx, after: bigint, now: Date): Promise<bigint[]> {
  const { ladder } = programAt(await programVersions(db), now.toISOString()).tiers;
  const bands = goalBands(await rewardsOnOffer(db), ladder.map(({ handle }) => handle), now.toISOString());
  const members = await membersWithStaleGoals(db, bands, { after, most: A_BATCH });
  await requestRefresh(db, new Map(members.map((id) => [id, { retier: false }])), now);
  if (members.length > 0) await enqueueJobs(db, [shopJob("refresh-backlog", db.shopId)]);
  return members;
}
