import pg from "pg";
import { redeemReward } from "~/operations/rewards/redeem-reward.server";
import { verifyLedger } from "~/operations/ledger/verify-ledger.server";
import { DatabaseDown } from "~/store/database-down";
import { closeDatabase } from "~/store/db.server";
import { atRate } from "../open-model";
import { simpleUpdate } from "../pgbench";
import { percentile, ratioRow, round, type Row } from "../row";
import type { Bench } from "../run";
import { processorTime } from "../settle/processor-time";
import { countStatements } from "./count-statements";
import { rewardShop, type RewardShop } from "./reward-shop";

const RATE = 200;
const WALLETS = 5_000;
/** Redeemed before anything is measured, as in a shop that has rewards for some time: the first until its tables are analyzed, the others by all connections at once. */
const WARM = { rows: 300, connections: 500, atOnce: 20 };
/** Wallets that are redeemed from by eight devices at once, one wallet after the other, and how often each: a member may have ten codes. */
const HOT = { wallets: 30, devices: 8, times: 8 };

/**
 * Points into codes, the whole operation: holds points, takes a code of a filled pool, writes redemption, ledger and job. Five thousand members
 * come at 200 a second, late or not (open model); beside pgbench's simple update at the same rate on the same server.
 */
export async function measureRedeem(bench: Bench): Promise<Row[]> {
  const count = bench.short ? 1_000 : WALLETS;
  const owner = new pg.Pool({ connectionString: bench.database.ownerUrl, max: 1 });
  owner.on("error", () => {});
  await closeDatabase();
  Object.assign(process.env, { DATABASE_URL: bench.database.appUrl, ENCRYPTION_KEYS: bench.encryptionKeys });
  try {
    const shop = await rewardShop(owner, { members: count + HOT.wallets + WARM.rows + WARM.connections, codes: count + HOT.wallets * HOT.times + WARM.rows + WARM.connections + 500 });
    await redeemed(shop, { from: count + HOT.wallets, count: WARM.rows, atOnce: 1 });
    // What this database keeps of a table is what it held when it was looked at last: a shop that redeems has been looked at since it began.
    await owner.query("ANALYZE");
    const yardstick = await simpleUpdate(bench.database.yardstickUrl, { rate: RATE, seconds: bench.short ? 3 : 10 });
    // What filling the tables has left to write is written; the system would do so by itself half a minute later, in the middle of this.
    await owner.query("CHECKPOINT");
    // Each connection makes its plans and reads its catalogs once, and node compiles what runs often: a process that runs for some time has done so.
    await redeemed(shop, { from: count + HOT.wallets + WARM.rows, count: WARM.connections, atOnce: WARM.atOnce });
    const { p50, p95, p99, perSecond, ...crowd } = await crowdOf(shop, { count, serverPid: bench.database.pid });
    const hot = await hotWallets(shop, count);
    return [
      ratioRow({
        name: `redeem p95 of ${count} wallets at ${RATE} a second`, value: p95, unit: "ms", yardstick: yardstick && { name: "p95 of pgbench -N at the same rate, ms", value: yardstick.p95 }, reach: "< 50 ms",
        detail: { p50Ms: p50, p99Ms: p99, perSecond, ...crowd, overspent: await overspent(owner, shop) },
      }),
      { name: "redeem from one wallet", value: hot, unit: "redemptions/s", yardstick: null, ratio: null, reach: ">= 100/s", detail: { devices: HOT.devices, wallets: HOT.wallets, redeemedFromEach: HOT.times } },
    ];
  } finally {
    await closeDatabase();
    await owner.end();
  }
}

async function crowdOf(shop: RewardShop, { count, serverPid }: { count: number; serverPid: number }) {
  const took: number[] = [];
  let turnedAway = 0;
  const before = processorTime(serverPid);
  const begun = performance.now();
  const statements = await countStatements(() => atRate({ count, perSecond: RATE }, async (n, due) => {
    try {
      await redeem(shop, `${n + 1}`, "once");
      took.push(performance.now() - due);
    } catch (error) {
      // Who waits five seconds for a connection is asked to come again: on a machine that is busy otherwise that is a figure, no fault.
      if (!(error instanceof DatabaseDown)) throw error;
      turnedAway++;
    }
  }));
  const seconds = (performance.now() - begun) / 1000;
  const after = processorTime(serverPid);
  const each = (kind: "here" | "server") => before && after && round((after[kind] - before[kind]) / 1000 / count, 2);
  const at = (p: number) => round(percentile(took, p), 1);
  took.sort((a, b) => a - b);
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99), perSecond: round(took.length / seconds), turnedAway, statementsEach: round(statements / count, 1), processorMsEach: { node: each("here"), postgres: each("server") } };
}

/** Redemptions a second from one wallet that is asked by many devices at once. */
async function hotWallets(shop: RewardShop, after: number): Promise<number> {
  const begun = performance.now();
  for (let wallet = 1; wallet <= HOT.wallets; wallet++) {
    let next = 0;
    await Promise.all(Array.from({ length: HOT.devices }, async () => { for (let n = next++; n < HOT.times; n = next++) await redeem(shop, `${after + wallet}`, `device-${n}`); }));
  }
  return round((HOT.wallets * HOT.times * 1000) / (performance.now() - begun));
}

async function redeemed(shop: RewardShop, { from, count, atOnce }: { from: number; count: number; atOnce: number }): Promise<void> {
  let next = 1;
  await Promise.all(Array.from({ length: atOnce }, async () => { for (let n = next++; n <= count; n = next++) await redeem(shop, `${from + n}`, "before"); }));
}

async function redeem({ shopId, rewardId }: RewardShop, customerId: string, requestId: string): Promise<void> {
  const answer = await redeemReward(shopId, { customerId, rewardId, points: 100, requestId, surface: "panel" }, new Date());
  if ("refusal" in answer || answer.redemption.status !== "issued") throw new Error(`customer ${customerId}: expected a code, got ${JSON.stringify("refusal" in answer ? answer.refusal : answer.redemption.status)}`);
}

/** Points that are held beyond what members had. @throws Error when the books do not hold */
async function overspent(owner: pg.Pool, { shopId }: RewardShop): Promise<number> {
  const found = await verifyLedger(shopId);
  if (found.length > 0) throw new Error(`the ledger does not hold after redeeming: ${JSON.stringify(found[0])}`);
  const { rows: [row] } = await owner.query<{ n: string }>("SELECT coalesce(sum(greatest(0, -available)), 0) AS n FROM wallet WHERE shop_id = $1", [shopId]);
  return Number(row!.n);
}
