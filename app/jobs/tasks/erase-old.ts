import { eraseBodies } from "~/store/inbox/erase-bodies.server";
import { ANSWER_DAYS } from "~/store/compliance/answer-days";
import { eraseAnswers } from "~/store/compliance/requests.server";
import { inTransaction } from "~/store/in-transaction.server";
import { clearReplacedJobs } from "~/store/jobs/replaced-jobs.server";
import { installedShops } from "~/store/shops/installed-shops.server";

const DAY_MS = 86_400_000;
const BODY_DAYS = 30;
const A_ROUND = 5_000;

/** Erases what has been kept long enough: bodies of deliveries after 30 days, exports seven days after they were made; and jobs that newer ones replaced. */
export async function eraseOld(now: Date): Promise<void> {
  const before = new Date(now.getTime() - BODY_DAYS * DAY_MS);
  while ((await eraseBodies(before, A_ROUND)) === A_ROUND);
  await clearReplacedJobs();
  for (const { shopId } of await installedShops()) {
    await inTransaction(shopId, (db) => eraseAnswers(db, new Date(now.getTime() - ANSWER_DAYS * DAY_MS)));
  }
}
