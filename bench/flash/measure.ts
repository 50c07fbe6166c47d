import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { closeDatabase } from "~/store/db.server";
import { runDemo, type RunningDemo } from "../memory/run-demo";
import { givePoints } from "../redeem/reward-shop";
import { percentile, round, type Row } from "../row";
import type { Bench } from "../run";
import { redeemRequests, type Redeemed } from "./redeem-requests";

const A_RUSH = { shoppers: 5_000, seconds: 60 };
/** What a standard plan gives the app back every second. */
const PLAN = { plan: "basic", pointsASecond: 100 };
/** A budget is so many seconds of that, so an empty one is full after them. */
const A_BUDGET_SECONDS = 20;

interface Filling { state: string }
interface ShopView { adminApi: { points: number; throttled: number } }

/**
 * A shop on a standard plan whose shoppers redeem the same reward within a minute, through the whole product beside the sandbox: signed requests to the
 * web process, codes of the pool and of what the worker adds to it meanwhile. Counted at the minute's end: who has a code that Shopify knows.
 */
export async function measureFlash(bench: Bench): Promise<Row[]> {
  const { shoppers, seconds } = A_RUSH;
  if (bench.short) return [{ name: `flash: ${shoppers} shoppers redeem within ${seconds} s`, value: 0, unit: "% have a code by then", yardstick: null, ratio: null, reach: "100 %", skipped: "it takes some four minutes: run it with --only=flash" }];
  const demo = await runDemo({ customers: 20 });
  const owner = new pg.Pool({ connectionString: demo.databaseOwnerUrl, max: 2 });
  owner.on("error", () => {});
  await closeDatabase();
  Object.assign(process.env, { DATABASE_URL: demo.databaseUrl, ENCRYPTION_KEYS: demo.encryptionKeys });
  try {
    await demo.api("", { plan: PLAN.plan }, "PATCH");
    const customers = await comeToKnow(demo, owner, shoppers);
    const shopId = BigInt((await one<{ shop_id: string }>(owner, "SELECT shop_id FROM shop WHERE domain = $1", [demo.shop])).shop_id);
    await givePoints(owner, shopId);
    const { reward_id: rewardId, points } = await one<{ reward_id: string; points: number }>(owner, `SELECT r.reward_id, (v.terms->'price'->>'points')::int AS points FROM reward r JOIN reward_version v USING (shop_id, reward_id, version)
      WHERE r.shop_id = $1 AND v.terms->'value'->>'kind' = 'amount_off' AND v.terms->'price'->>'kind' = 'fixed' ORDER BY r.position LIMIT 1`, [shopId]);
    const ready = await count(owner, "SELECT count(*)::int AS n FROM code WHERE shop_id = $1 AND state = 'free'", [shopId]);
    const before = (await demo.api<ShopView>("")).adminApi;
    const begun = performance.now();
    const answers = await redeemRequests(demo, { customers, rewardId, points, seconds });
    const left = seconds * 1000 - (performance.now() - begun);
    if (left > 0) await pause(left);
    const took = (performance.now() - begun) / 1000;
    const withCode = await count(owner, "SELECT count(*)::int AS n FROM redemption WHERE shop_id = $1 AND status = 'issued'", [shopId]);
    const atTheEnd = (await demo.api<ShopView>("")).adminApi;
    const waited = await untilAllHave(owner, { shopId, shoppers, begun });
    return [flashRow({ shoppers, seconds, ready, answers, withCode, waited, working: await working(demo, owner, shopId), points: atTheEnd.points - before.points, throttled: atTheEnd.throttled - before.throttled, took })];
  } finally {
    await closeDatabase();
    await owner.end();
    await demo.stop();
  }
}

interface Outcome { shoppers: number; seconds: number; ready: number; answers: Redeemed; withCode: number; working: string; waited: number; points: number; throttled: number; took: number }

function flashRow({ shoppers, seconds, ready, answers, withCode, working, waited, points, throttled, took }: Outcome): Row {
  return {
    name: `flash: ${shoppers} shoppers redeem within ${round(seconds)} s`, value: round((100 * withCode) / shoppers, 1), unit: "% have a code by then", yardstick: null, ratio: null, reach: "100 %",
    detail: {
      codesReadyBefore: ready, refused: answers.refused, p50Ms: round(percentile(answers.took, 0.5), 1), p95Ms: round(percentile(answers.took, 0.95), 1), secondsUntilAllHaveOne: waited, knownToShopify: working,
      apiPoints: points, apiPointsOfThePlan: A_BUDGET_SECONDS * PLAN.pointsASecond + round(took * PLAN.pointsASecond), throttled,
    },
  };
}

/** New customers, whom the product knows as members when their cards are written. */
async function comeToKnow(demo: RunningDemo, owner: pg.Pool, shoppers: number): Promise<string[]> {
  while ((await demo.api<Filling>("/simulator")).state === "running") await pause(500);
  const ids: string[] = [];
  let next = 0;
  await Promise.all(Array.from({ length: 16 }, async () => {
    for (let n = next++; n < shoppers; n = next++) ids.push((await demo.api<{ id: string }>("/customers", { email: `flash-${n}@example.com`, firstName: "Flash", lastName: String(n) })).id);
  }));
  for (const until = Date.now() + 600_000; ; await pause(500)) {
    const { members, waiting } = await one<{ members: number; waiting: number }>(owner, `SELECT (SELECT count(*) FROM member WHERE customer_id = ANY($1::text[]))::int AS members,
      ((SELECT count(*) FROM inbox WHERE state = 'new') + (SELECT count(*) FROM member_refresh WHERE parked_reason IS NULL))::int AS waiting`, [ids]);
    if (members === shoppers && waiting === 0) break;
    if (Date.now() > until) throw new Error(`${members} of ${shoppers} new customers are members after 10 minutes, ${waiting} events and cards wait`);
  }
  // The cards have taken from the same budget: the rush begins with all of it.
  await pause(A_BUDGET_SECONDS * 1000);
  return ids;
}

/** @returns seconds from the first request until everybody has a code. */
async function untilAllHave(owner: pg.Pool, { shopId, shoppers, begun }: { shopId: bigint; shoppers: number; begun: number }): Promise<number> {
  for (;;) {
    const seconds = (performance.now() - begun) / 1000;
    if (await count(owner, "SELECT count(*)::int AS n FROM redemption WHERE shop_id = $1 AND status = 'issued'", [shopId]) >= shoppers) return round(seconds, 1);
    if (seconds > 900) return Number.POSITIVE_INFINITY;
    await pause(200);
  }
}

/** Of all codes that were handed out, those that Shopify has, under the discount they were made for. */
async function working(demo: RunningDemo, owner: pg.Pool, shopId: bigint): Promise<string> {
  const { rows } = await owner.query<{ redeem_code_id: string }>("SELECT c.redeem_code_id FROM redemption r JOIN code c USING (shop_id, code_id) WHERE r.shop_id = $1 AND r.status = 'issued'", [shopId]);
  const known = new Set<string>();
  const { discounts } = await demo.api<{ discounts: { id: string }[] }>("/discounts?limit=250");
  for (const { id } of discounts) {
    for (let after = 0; ; after += 250) {
      const { codes } = await demo.api<{ codes: { id: string }[] }>(`/discounts/${id}/codes?limit=250&offset=${after}`);
      for (const code of codes) known.add(code.id);
      if (codes.length < 250) break;
    }
  }
  const found = rows.filter(({ redeem_code_id: id }) => known.has(id.slice(id.lastIndexOf("/") + 1))).length;
  return `${found} of ${rows.length}`;
}

const one = async <T extends pg.QueryResultRow>(owner: pg.Pool, text: string, values: unknown[]) => (await owner.query<T>(text, values)).rows[0]!;
const count = async (owner: pg.Pool, text: string, values: unknown[]) => (await one<{ n: number }>(owner, text, values)).n;
