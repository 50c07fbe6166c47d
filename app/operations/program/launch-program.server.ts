import { logAccess } from "~/store/access/log-access.server";
import { reopenSince } from "~/store/activities/reopen-activities.server";
import { inTransaction } from "~/store/in-transaction.server";
import { enqueueJobs, shopJob } from "~/store/jobs/enqueue.server";
import { launchShop } from "~/store/shops/launch-shop.server";

export interface LaunchProgram {
  /** `staff:<user id>`. */
  actor: string;
  /** Orders placed from this moment on earn; not after now. */
  from: Date;
}

/** Launches the program: orders earn, cards and tiers are written to Shopify. Launching again changes nothing. */
export function launchProgram(shopId: bigint, { actor, from }: LaunchProgram, now: Date): Promise<{ launchedAt: Date }> {
  return inTransaction(shopId, async (db) => {
    const { launchedAt, launchedNow } = await launchShop(db, wholeSecond(from));
    if (launchedNow) {
      const reopened = await reopenSince(db, launchedAt, now);
      await logAccess(db, { actor, action: "launch_program", detail: { from: from.toISOString() } }, now);
      await enqueueJobs(db, [shopJob("publish-program", shopId), shopJob("recompute-tiers", shopId), shopJob("resettle-orders", shopId), ...(reopened > 0 ? [shopJob("settle-activities", shopId)] : [])]);
    }
    return { launchedAt };
  });
}

/** Shopify tells when an order was placed in whole seconds: one of the same second is not an earlier one. */
function wholeSecond(moment: Date): Date {
  return new Date(Math.floor(moment.getTime() / 1000) * 1000);
}
