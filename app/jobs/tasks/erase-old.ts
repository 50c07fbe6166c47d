import { forgetAccess } from "~/store/access/forget-access.server";
import { forgetCommands } from "~/store/commands/forget-commands.server";
import { ANSWER_DAYS } from "~/store/compliance/answer-days";
import { eraseAnswers } from "~/store/compliance/requests.server";
import { inTransaction } from "~/store/in-transaction.server";
import { eraseBodies } from "~/store/inbox/erase-bodies.server";
import { forgetDeliveries } from "~/store/inbox/forget-deliveries.server";
import { clearGivenUpJobs, clearReplacedJobs } from "~/store/jobs/replaced-jobs.server";
import { knownShops } from "~/store/shops/installed-shops.server";

const DAY_MS = 86_400_000;
const BODY_DAYS = 30;
/** Shopify tries a delivery again for hours; whoever sends one again by hand does so within weeks. */
const DELIVERY_DAYS = 90;
/** A shopper's browser repeats a command within minutes. */
const COMMAND_DAYS = 30;
const GIVEN_UP_DAYS = 30;
const A_ROUND = 5_000;

/**
 * Erases what has been kept long enough: bodies of deliveries after 30 days and the deliveries themselves after 90, exports seven
 * days after they were made, commands and jobs that were given up after 30 days, the access log after two years. The keys of
 * ledger transactions stay for ever, so nothing that comes again later can post twice.
 */
export async function eraseOld(now: Date): Promise<void> {
  const daysAgo = (days: number) => new Date(now.getTime() - days * DAY_MS);
  while ((await eraseBodies(daysAgo(BODY_DAYS), A_ROUND)) === A_ROUND);
  for (let next: bigint | null = 0n; next !== null;) ({ next } = await forgetDeliveries(daysAgo(DELIVERY_DAYS), { after: next, most: A_ROUND }));
  await clearReplacedJobs();
  await clearGivenUpJobs(daysAgo(GIVEN_UP_DAYS));
  for (const { shopId } of await knownShops()) {
    await inTransaction(shopId, async (db) => {
      await eraseAnswers(db, daysAgo(ANSWER_DAYS));
      await forgetCommands(db, daysAgo(COMMAND_DAYS));
    });
    while ((await inTransaction(shopId, (db) => forgetAccess(db, A_ROUND))) === A_ROUND);
  }
}
