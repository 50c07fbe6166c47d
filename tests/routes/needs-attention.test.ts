import { readFileSync } from "node:fs";
import { parseCrontab } from "graphile-worker";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { taskList } from "~/jobs/task-list";
import { CRONTAB, SCHEDULED } from "~/jobs/schedule";
import { verifyAndSeal } from "~/jobs/tasks/verify-ledger";
import { settleOrders } from "~/operations/orders/settle-orders.server";
import { metricsText } from "~/server/metrics";
import { enqueueJobsNow, shopJob } from "~/store/jobs/enqueue.server";
import { shopById } from "~/store/shops/shop-by-id.server";
import { anOrder } from "../loyalty/orders/an-order";
import { aShop } from "../support/a-shop";
import { useDatabase } from "../support/use-database";
import { adminRequest, sessionToken, setAdminEnv, signIn } from "./admin-request";
import { ask } from "./ask-route";

/** What a merchant is told on Home, and an operator by the metrics, of work that stands still and of books that do not hold. */
const [HOME, OTHER] = ["first-shop.myshopify.com", "other-shop.myshopify.com"] as const;
const database = useDatabase();
let shopId: bigint, otherId: bigint;
beforeAll(async () => {
  setAdminEnv();
  shopId = await aShop(database, { domain: HOME });
  otherId = await aShop(database, { domain: OTHER });
  for (const shop of [HOME, OTHER]) await signIn(shop);
  for (const id of [shopId, otherId]) await settleOrders(id, [anOrder()], new Date("2026-03-02T12:00:00Z"));
  await database.asOwner("SELECT graphile_worker.complete_jobs(ARRAY(SELECT id FROM graphile_worker.jobs))");
});

interface Facts { ledger: { differences: number; place: string } | null; deadJobs: object[] }
const facts = async (shop: string) => ((await ask("app.home", "loader", { request: adminRequest("/app", { token: sessionToken({ shop }) }) })).data as { attention: Facts }).attention;
const retry = (shop: string) => ask("app.home", "action", { request: adminRequest("/app?index", { token: sessionToken({ shop }), body: { intent: "retry_jobs" } }) });
const gauge = async (name: string) => (await metricsText()).text.split("\n").filter((line) => line.startsWith(name));
const recount = async (id: bigint) => verifyAndSeal((await shopById(id))!, new Date());
const member = async () => (await database.asOwner<{ member_id: string }>("SELECT member_id FROM member WHERE shop_id = $1", [String(shopId)]))[0]!.member_id;

describe("a ledger that does not hold", () => {
  test("is told to its merchant with a place to look, and in the metrics, until a recount finds it mended", async () => {
    await Promise.all([recount(shopId), recount(otherId)]);
    expect([(await facts(HOME)).ledger, await gauge("perennial_ledger_differences")]).toEqual([null, ["perennial_ledger_differences 0"]]);
    await database.asOwner("UPDATE wallet SET pending = pending + 1 WHERE shop_id = $1", [String(shopId)]);
    const found = await recount(shopId);
    expect(found).toBeGreaterThan(0);
    expect((await facts(HOME)).ledger).toMatchObject({ differences: found, place: `member ${await member()} pending`, checkedAt: expect.any(Date) });
    expect([(await facts(OTHER)).ledger, await gauge("perennial_ledger_differences")]).toEqual([null, [`perennial_ledger_differences ${found}`]]);
    await database.asOwner("UPDATE wallet SET pending = pending - 1 WHERE shop_id = $1", [String(shopId)]);
    await recount(shopId);
    expect([(await facts(HOME)).ledger, await gauge("perennial_ledger_differences")]).toEqual([null, ["perennial_ledger_differences 0"]]);
  });

  test("the age of the oldest recount is in the metrics: a shop that is not recounted is seen", async () => {
    await database.asOwner("UPDATE shop SET ledger_checked_at = now() - interval '2 days' WHERE shop_id = $1", [String(otherId)]);
    const [line] = await gauge("perennial_ledger_oldest_recount_seconds");
    expect(Math.round(Number(line!.split(" ")[1]) / 3600)).toBe(48);
  });

  test("of a shop that came back it begins with that: what was recounted before it left is no sign of trouble", async () => {
    await database.asOwner("UPDATE shop SET ledger_checked_at = now() - interval '90 days', installed_at = now() - interval '3 hours' WHERE shop_id = $1", [String(otherId)]);
    const [line] = await gauge("perennial_ledger_oldest_recount_seconds");
    expect(Math.round(Number(line!.split(" ")[1]) / 3600)).toBe(3);
  });

  test("of a shop from before recounts were noted it begins with the deployment", async () => {
    await database.asOwner("UPDATE shop SET ledger_checked_at = NULL, installed_at = now() - interval '1 year' WHERE shop_id = $1", [String(otherId)]);
    await database.asOwner(readFileSync("prisma/migrations/20261126233100_recount_from_here/migration.sql", "utf8"));
    const [line] = await gauge("perennial_ledger_oldest_recount_seconds");
    expect(Math.round(Number(line!.split(" ")[1]) / 3600)).toBe(0);
  });
});

describe("work that was given up", () => {
  const jobs = () => database.asOwner("SELECT key, attempts, max_attempts FROM graphile_worker.jobs WHERE key IS NOT NULL ORDER BY key");
  beforeEach(async () => {
    await enqueueJobsNow([shopJob("publish-program", shopId), { task: "export-customer", payload: { shopId: String(shopId), requestId: "7" }, key: `export-customer:${shopId}:7` }, shopJob("publish-program", otherId), shopJob("fill-pools", shopId)]);
    await database.asOwner("UPDATE graphile_worker._private_jobs SET attempts = max_attempts WHERE key NOT LIKE 'fill-pools:%'");
  });

  test("is told by task to its merchant alone, and in the metrics", async () => {
    expect((await facts(HOME)).deadJobs).toEqual([{ task: "export-customer", jobs: 1 }, { task: "publish-program", jobs: 1 }]);
    expect((await facts(OTHER)).deadJobs).toEqual([{ task: "publish-program", jobs: 1 }]);
    expect(await gauge("perennial_jobs_dead")).toEqual(['perennial_jobs_dead{task="export-customer"} 1', 'perennial_jobs_dead{task="publish-program"} 2']);
  });

  const failed = (key: string, attempts: number) => database.asOwner("UPDATE graphile_worker._private_jobs SET attempts = $2 WHERE key = $1", [key, attempts]);

  test("is told after eight tries, before all of them are used up", async () => {
    const key = `fill-pools:${shopId}`;
    await failed(key, 7);
    expect((await facts(HOME)).deadJobs).not.toContainEqual({ task: "fill-pools", jobs: 1 });
    await failed(key, 8);
    expect((await facts(HOME)).deadJobs).toContainEqual({ task: "fill-pools", jobs: 1 });
  });

  test("is told also when a schedule asks for it again and again, which begins its tries anew", async () => {
    const key = `fill-pools:${shopId}`;
    await database.asOwner("UPDATE graphile_worker._private_jobs SET created_at = now() - interval '7 hours', attempts = 3 WHERE key = $1", [key]);
    await enqueueJobsNow([shopJob("fill-pools", shopId)]);
    expect((await facts(HOME)).deadJobs).not.toContainEqual({ task: "fill-pools", jobs: 1 });
    await failed(key, 1);
    expect((await facts(HOME)).deadJobs).toContainEqual({ task: "fill-pools", jobs: 1 });
    expect(await gauge("perennial_jobs_dead")).toContain('perennial_jobs_dead{task="fill-pools"} 1');
    await database.asOwner("DELETE FROM graphile_worker._private_jobs WHERE key = $1", [key]);
  });

  test("is told in the metrics of what is scheduled for all shops, half an hour after it last succeeded", async () => {
    for (const { task, options: { jobKey = null, jobKeyMode = null } } of parseCrontab(CRONTAB)) await database.asOwner("SELECT graphile_worker.add_job($1, job_key := $2, job_key_mode := $3)", [task, jobKey, jobKeyMode]);
    const aged = (minutes: number) => database.asOwner("UPDATE graphile_worker._private_jobs SET attempts = 1, created_at = now() - make_interval(mins => $1::int) WHERE key LIKE 'each-%'", [minutes]);
    const told = async () => (await gauge("perennial_jobs_dead")).filter((line) => line.includes('"each-'));
    await aged(29);
    expect(await told()).toEqual([]);
    await aged(31);
    expect(await told()).toEqual(["minute", "night", "quarter"].map((time) => `perennial_jobs_dead{task="each-${time}"} 1`));
    expect((await facts(HOME)).deadJobs).toHaveLength(2);
    await database.asOwner("DELETE FROM graphile_worker._private_jobs WHERE key LIKE 'each-%'");
  });

  test("is tried anew when the merchant asks for it, and only theirs", async () => {
    expect(await retry(HOME)).toEqual({ status: 200, data: { ok: true } });
    expect((await facts(HOME)).deadJobs).toEqual([]);
    expect(await jobs()).toEqual([
      { key: `export-customer:${shopId}:7`, attempts: 0, max_attempts: 25 }, { key: `fill-pools:${shopId}`, attempts: 0, max_attempts: 25 },
      { key: `publish-program:${shopId}`, attempts: 0, max_attempts: 25 }, { key: `publish-program:${otherId}`, attempts: 25, max_attempts: 25 },
    ]);
    expect(await gauge("perennial_jobs_dead")).toEqual(['perennial_jobs_dead{task="publish-program"} 1']);
  });

  test("has words for every task about a shop", () => {
    const { job } = JSON.parse(readFileSync("app/locales/en.json", "utf8")) as { job: Record<string, string> };
    const ofShops = Object.keys(taskList).filter((task) => !(task in SCHEDULED) && task !== "erase-old" && task !== "reseal");
    expect(Object.keys(job).sort()).toEqual(ofShops.sort());
  });
});
