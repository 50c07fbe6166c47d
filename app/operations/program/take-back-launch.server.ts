import { logAccess } from "~/store/access/log-access.server";
import { inTransaction } from "~/store/in-transaction.server";
import { enqueueJobs, shopJob } from "~/store/jobs/enqueue.server";
import { takeBackLaunch as save } from "~/store/shops/take-back-launch.server";

/** Takes the launch back: the storefront shows nothing any more and new orders earn nothing; points and tiers stay. @param actor `staff:<user id>`. */
export function takeBackLaunch(shopId: bigint, { actor }: { actor: string }, now: Date): Promise<void> {
  return inTransaction(shopId, async (db) => {
    if (!(await save(db))) return;
    await logAccess(db, { actor, action: "take_back_launch" }, now);
    await enqueueJobs(db, [shopJob("publish-program", shopId)]);
  });
}
