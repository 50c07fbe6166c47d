import pg from "pg";
import { defaultProgram } from "~/loyalty/program/default-program";
import { redeemReward } from "~/operations/rewards/redeem-reward.server";
import { saveReward } from "~/operations/rewards/save-reward.server";
import { verifyLedger } from "~/operations/ledger/verify-ledger.server";
import { closeDatabase } from "~/store/db.server";
import { inTransaction } from "~/store/in-transaction.server";
import { finishBatch, markAdding, markSent } from "~/store/rewards/batch-states.server";
import { codesOfBatch, movePool, planBatch, poolsToFill } from "~/store/rewards/pool-work.server";
import { shopHasher } from "~/store/shops/shop-hasher.server";
import { findPgbench, prepareTpcb, tpcb } from "../pgbench";
import { percentile, ratioRow, round, type Row } from "../row";
import type { Bench } from "../run";

const AT_ONCE = 8;
const MEMBERS = 2_000;

/**
 * Points into codes, the whole operation: holds points, takes a code of a filled pool, writes redemption, ledger and jobs. Over
 * many members eight at a time, and all on one member's wallet; against TPC-B of pgbench on the same server.
 */
export async function measureRedeem(bench: Bench): Promise<Row[]> {
  const count = bench.short ? 1_000 : 4_000;
  const owner = new pg.Pool({ connectionString: bench.database.ownerUrl, max: 1 });
  owner.on("error", () => {});
  await closeDatabase();
  Object.assign(process.env, { DATABASE_URL: bench.database.appUrl, ENCRYPTION_KEYS: bench.encryptionKeys });
  try {
    const { shopId, rewardId } = await shopWithReward(owner, count + 500);
    const yardstick = findPgbench() ? await prepareTpcb(bench.database.yardstickUrl).then(() => tpcb(bench.database.yardstickUrl, { seconds: bench.short ? 3 : 8 })) : null;
    const many = await redeemMany({ shopId, rewardId, count, customerOf: (n) => String(1 + (n % MEMBERS)) });
    const hot = await redeemMany({ shopId, rewardId, count: 9, customerOf: () => "hot" });
    const found = await verifyLedger(shopId);
    if (found.length > 0) throw new Error(`the ledger does not hold after redeeming: ${JSON.stringify(found[0])}`);
    return [
      ratioRow({
        name: "redeem", value: many.perSecond, unit: "redemptions/s", yardstick: yardstick && { name: "pgbench TPC-B, scale 10, 8 clients", value: yardstick.perSecond }, reach: "p95 < 200 ms",
        detail: { p50Ms: many.p50, p95Ms: many.p95, redeemed: count, members: MEMBERS, oneWalletPerSecond: hot.perSecond },
      }),
    ];
  } finally {
    await closeDatabase();
    await owner.end();
  }
}

interface Run { shopId: bigint; rewardId: bigint; count: number; customerOf: (n: number) => string }

async function redeemMany({ shopId, rewardId, count, customerOf }: Run) {
  const took: number[] = [];
  let next = 0;
  const begun = performance.now();
  await Promise.all(Array.from({ length: AT_ONCE }, async () => {
    for (let n = next++; n < count; n = next++) {
      const from = performance.now();
      const answer = await redeemReward(shopId, { customerId: customerOf(n), rewardId, points: 100, requestId: `${customerOf(n)}-${n}`, surface: "panel" }, new Date());
      if ("refusal" in answer || answer.redemption.status !== "issued") throw new Error(`redemption ${n}: expected a code, got ${JSON.stringify("refusal" in answer ? answer.refusal : answer.redemption.status)}`);
      took.push(performance.now() - from);
    }
  }));
  const sorted = took.sort((a, b) => a - b);
  return { perSecond: round((count / (performance.now() - begun)) * 1000), p50: round(percentile(sorted, 0.5), 1), p95: round(percentile(sorted, 0.95), 1) };
}

/** A launched shop whose members have 1,000 points each, with a reward and as many codes in its pool as are asked for. */
async function shopWithReward(owner: pg.Pool, codes: number): Promise<{ shopId: bigint; rewardId: bigint }> {
  const { rows: [shop] } = await owner.query<{ shop_id: string }>(`INSERT INTO shop (domain, currency, installed_at, launched_at) VALUES ('redeem-bench.myshopify.com', 'USD', '2020-01-01', '2020-01-01') RETURNING shop_id`);
  const shopId = BigInt(shop!.shop_id);
  await owner.query(`INSERT INTO program_version (shop_id, version, program, effective_from, created_by) VALUES ($1, 1, $2, '2000-01-01', 'bench')`, [shopId, JSON.stringify(defaultProgram("USD"))]);
  await owner.query(`INSERT INTO member (shop_id, customer_id, enrolled_at, enrolled_by, tier) SELECT $1, customer, now(), 'bench', 'member' FROM (SELECT n::text AS customer FROM generate_series(1, $2::int) n UNION SELECT 'hot') x`, [shopId, MEMBERS]);
  await owner.query(`INSERT INTO wallet (shop_id, member_id) SELECT shop_id, member_id FROM member WHERE shop_id = $1 ON CONFLICT DO NOTHING`, [shopId]);
  const { adjustPoints } = await import("~/operations/ledger/adjust-points.server");
  const { rows: members } = await owner.query<{ member_id: string }>(`SELECT member_id FROM member WHERE shop_id = $1`, [shopId]);
  for (const { member_id } of members) await adjustPoints(shopId, { memberId: BigInt(member_id), points: 1_000n, note: "bench", actor: "staff:1", commandId: member_id }, new Date());
  const saved = await saveReward(shopId, {
    rewardId: null, version: 0, stock: null, actor: "staff:1",
    terms: {
      title: "5 off", value: { kind: "amount_off", minor: 500 }, price: { kind: "fixed", points: 100 }, minimumSpendMinor: 0, combinesWith: { order: false, product: true, shipping: true },
      tiers: [], memberLimit: null, totalLimit: null, validityDays: 30, onExpiry: "return", startsAt: null, endsAt: null,
    },
  }, new Date());
  if ("refusal" in saved) throw new Error(saved.refusal);
  await fillPool(shopId, codes);
  return { shopId, rewardId: saved.rewardId };
}

/** The pool's own steps, with the answers Shopify would give. */
async function fillPool(shopId: bigint, codes: number): Promise<void> {
  const hasher = await shopHasher(shopId);
  await inTransaction(shopId, async (db) => {
    const [pool] = await poolsToFill(db, new Date());
    await movePool(db, pool!.poolId, { from: ["planned", "creating"], to: "open", discountId: "bench" });
  });
  for (let left = codes; left > 0; left -= 250) {
    await inTransaction(shopId, async (db) => {
      const [pool] = await poolsToFill(db, new Date());
      const batchId = (await planBatch(db, hasher, { poolId: pool!.poolId, size: Math.min(250, left) }))!;
      await markSent(db, batchId, new Date());
      await markAdding(db, batchId, "bench");
      await finishBatch(db, batchId, { good: (await codesOfBatch(db, batchId)).map(({ codeId }) => ({ codeId, redeemCodeId: `bench/${codeId}` })), note: null, now: new Date() });
    });
  }
}
