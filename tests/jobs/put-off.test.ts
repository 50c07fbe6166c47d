import { Logger, runOnce, type Task as Run } from "graphile-worker";
import { beforeEach, expect, test } from "vitest";
import { putOff } from "~/jobs/put-off";
import { ShopifyFault } from "~/shopify/client/shopify-fault";
import { enqueueJobsNow, shopJob } from "~/store/jobs/enqueue.server";
import { clearReplacedJobs } from "~/store/jobs/replaced-jobs.server";
import { useDatabase } from "../support/use-database";

const database = useDatabase();
const again = () => enqueueJobsNow([shopJob("read-payments", 1n, new Date(Date.now() + 60_000))]);
const work = (task: Run) => runOnce({ connectionString: database.appUrl, taskList: { "read-payments": task }, noHandleSignals: true, logger: new Logger(() => () => {}) });
const jobs = () => database.asOwner<{ key: string | null; attempts: number; later: boolean; failed: boolean }>(
  "SELECT key, attempts, run_at > now() AS later, last_error IS NOT NULL AS failed FROM graphile_worker.jobs ORDER BY id");

const failing = (error: Error, meanwhile: () => Promise<void> = () => Promise.resolve()): Run => async (_payload, { job }) => {
  await meanwhile();
  if (!(await putOff(error, job))) throw error;
};

beforeEach(async () => {
  await database.asOwner("DELETE FROM graphile_worker._private_jobs");
  await enqueueJobsNow([shopJob("read-payments", 1n)]);
});

test("a job that waits for the shop's budget comes back with all its tries", async () => {
  await work(failing(new ShopifyFault("throttled", "no calls to spare", { afterSeconds: 30 })));
  expect(await jobs()).toEqual([{ key: "read-payments:1", attempts: 0, later: true, failed: false }]);
});

test("a job that fails otherwise is tried again as one that failed", async () => {
  await work(failing(new ShopifyFault("unavailable", "it did not answer")));
  expect(await jobs()).toEqual([{ key: "read-payments:1", attempts: 1, later: true, failed: true }]);
});

test("a job that fails after a newer one took its place leaves nothing behind, and the newer one keeps its time", async () => {
  await work(failing(new Error("broken"), again));
  expect(await jobs()).toEqual([{ key: "read-payments:1", attempts: 0, later: true, failed: false }]);
});

test("what a newer job found done by it is done again when it fails after all", async () => {
  await work(failing(new Error("broken"), async () => {
    await again();
    await database.asOwner("DELETE FROM graphile_worker._private_jobs WHERE key = 'read-payments:1'");
  }));
  expect(await jobs()).toEqual([{ key: "read-payments:1", attempts: 0, later: true, failed: false }]);
});

test("jobs that died replaced are cleared away, those with a key stay", async () => {
  await work(async () => {
    await again();
    throw new Error("died");
  });
  expect((await jobs()).filter(({ key }) => key === null)).toHaveLength(1);
  expect(await clearReplacedJobs()).toBe(1);
  expect(await jobs()).toEqual([{ key: "read-payments:1", attempts: 0, later: true, failed: false }]);
  expect(await clearReplacedJobs()).toBe(0);
});
