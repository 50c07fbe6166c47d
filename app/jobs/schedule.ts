import type { TaskList } from "graphile-worker";
import { activitiesWait } from "~/store/activities/due-activities.server";
import { openRequests } from "~/store/compliance/requests.server";
import { shopsToRefresh } from "~/store/sessions/sessions.server";
import { waitingWork } from "~/store/cards/refresh-queue.server";
import { enqueueJobsNow, shopJob, type Job } from "~/store/jobs/enqueue.server";
import { membersWithDueReleases } from "~/store/ledger/due-releases.server";
import { importStalled } from "~/store/imports/import-runs.server";
import { requestJob } from "~/operations/compliance/receive-request.server";
import { READERS } from "~/operations/orders/readers";
import { needsOfShop } from "~/store/orders/orders-in-need.server";
import { readFor } from "~/store/in-transaction.server";
import { waitingRewardWork } from "~/store/rewards/due-redemptions.server";
import { installedShops, knownShops } from "~/store/shops/installed-shops.server";
import type { Shop } from "~/store/shops/shop-by-domain.server";
import { enqueueDue } from "./enqueue-due";
import { nextMorning, placeIn } from "./next-morning";

/**
 * When the scheduled tasks run (UTC). What was missed while no worker ran is made up for once. By its key one that fails is one job, however
 * often it is asked for again, whose age tells how long it has not succeeded.
 */
export const CRONTAB = `
* * * * * each-minute ?fill=1m&jobKey=each-minute
*/15 * * * * each-quarter ?fill=15m&jobKey=each-quarter
17 2 * * * each-night ?fill=1d&jobKey=each-night
`;

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** Longer than an import is ever silent; the queue itself takes hours to give up on a worker that was killed. */
const STALLED_MS = 15 * MINUTE_MS;
/** A refresh token lives 90 days: one that nobody used for two months is used. */
const KEEP_ALIVE_MS = 30 * DAY_MS;

/** Tasks about all shops: each finds out what is due and enqueues it, a job a shop. */
export const SCHEDULED: TaskList = {
  "each-minute": async () => enqueueDue(await installedShops(), minutely),
  // What needs no look at the shops goes first.
  "each-quarter": async () => {
    const shops = await installedShops();
    await enqueueJobsNow(shops.map((shop) => ({ ...shopJob("reconcile-orders", shop.shopId), runAt: spread(shop, 10 * MINUTE_MS) })));
    await enqueueDue(shops, stalledImport);
    await enqueueDue(shops, ordersWaiting);
  },
  "each-night": async () => {
    const shops = await installedShops();
    const stale = new Set(await shopsToRefresh(new Date(Date.now() + KEEP_ALIVE_MS)));
    await enqueueJobsNow([...shops.flatMap(nightly), ...shops.filter(({ domain }) => stale.has(domain)).map(({ shopId }) => shopJob("refresh-token", shopId)), { task: "erase-old", payload: {}, key: "erase-old" }, { task: "reseal", payload: {}, key: "reseal" }]);
    await enqueueDue(await knownShops(), requestsLeft);
  },
};

async function* minutely({ shopId }: Shop): AsyncGenerator<Job> {
  const now = new Date();
  if ((await readFor(shopId, (db) => membersWithDueReleases(db, now, 1))).length > 0) yield shopJob("release-points", shopId);
  const rewards = await readFor(shopId, (db) => waitingRewardWork(db, now));
  if (rewards.fill) yield shopJob("fill-pools", shopId);
  if (rewards.close) yield shopJob("close-codes", shopId);
  // Reading the orders is what these wait for; it ends with resolving them.
  if (rewards.resolve) yield shopJob("reconcile-orders", shopId);
  if (rewards.expireCodes) yield shopJob("expire-redemptions", shopId);
  if (rewards.expirePoints) yield shopJob("expire-points", shopId);
  if (await readFor(shopId, (db) => activitiesWait(db, now))) yield shopJob("settle-activities", shopId);
  // What a worker that died had under lease, jobs that gave up, and what a process died before it asked for (`enqueueSoon`): nobody else asks for it again.
  const { refreshes, retags } = await readFor(shopId, waitingWork);
  if (refreshes) yield shopJob("refresh-members", shopId);
  if (retags) yield shopJob("retag-members", shopId);
}

async function* stalledImport(shop: Shop): AsyncGenerator<Job> {
  if (await importStalled(shop, new Date(Date.now() - STALLED_MS))) yield shopJob("import-shop", shop.shopId);
}

/** Orders that Shopify did not show yet, and those whose job gave up: nobody else asks for them again. */
async function* ordersWaiting({ shopId }: Shop): AsyncGenerator<Job> {
  for (const need of await readFor(shopId, needsOfShop)) yield shopJob(READERS[need], shopId);
}

/** Requests about customers' data whose job gave up: the law has them carried out, also after an uninstall. */
async function* requestsLeft({ shopId }: Pick<Shop, "shopId">): AsyncGenerator<Job> {
  for (const { kind, requestId } of await readFor(shopId, openRequests)) if (kind !== "shop_redact") yield requestJob(shopId, kind, requestId);
}

function nightly(shop: Shop): Job[] {
  const { shopId } = shop;
  const runAt = spread(shop, 60 * MINUTE_MS);
  return [
    { task: "reconcile-orders", payload: { shopId: String(shopId), deep: true }, key: `reconcile-deep:${shopId}`, runAt },
    { task: "recompute-tiers", payload: { shopId: String(shopId), all: false }, key: `review-tiers:${shopId}`, runAt },
    { ...shopJob("verify-ledger", shopId), runAt },
    { ...shopJob("reconcile-codes", shopId), runAt },
    // A year of membership is full in the shop's own zone.
    shopJob("note-anniversaries", shopId, nextMorning(shop, new Date())),
  ];
}

/** Each shop at its own place in the span that begins now. */
function spread({ shopId }: Shop, spanMs: number): Date {
  return new Date(Date.now() + placeIn(spanMs, shopId));
}
