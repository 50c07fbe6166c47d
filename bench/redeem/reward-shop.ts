import type pg from "pg";
import { adjust } from "~/loyalty/ledger/adjust";
import { defaultProgram } from "~/loyalty/program/default-program";
import { saveReward } from "~/operations/rewards/save-reward.server";
import { inTransaction } from "~/store/in-transaction.server";
import { ledgerBatch } from "~/store/ledger/ledger-batch";
import { lockWallets } from "~/store/ledger/lock-wallets.server";
import { postBatch } from "~/store/ledger/post-batch.server";
import { finishBatch, markAdding, markSent } from "~/store/rewards/batch-states.server";
import { codesOfBatch, movePool, planBatch, poolsToFill } from "~/store/rewards/pool-work.server";
import { shopHasher } from "~/store/shops/shop-hasher.server";

const EACH = 2_000n;
const A_BATCH = 500;

export interface RewardShop { shopId: bigint; rewardId: bigint }

/** A launched shop whose customers 1 to `members` have 2,000 points each, with a reward for 100 and as many codes in its pool as are asked for. */
export async function rewardShop(owner: pg.Pool, { members, codes }: { members: number; codes: number }): Promise<RewardShop> {
  const { rows: [shop] } = await owner.query<{ shop_id: string }>(`INSERT INTO shop (domain, currency, installed_at, launched_at) VALUES ('redeem-bench.myshopify.com', 'USD', '2020-01-01', '2020-01-01') RETURNING shop_id`);
  const shopId = BigInt(shop!.shop_id);
  await owner.query(`INSERT INTO program_version (shop_id, version, program, effective_from, created_by) VALUES ($1, 1, $2, '2000-01-01', 'bench')`, [shopId, JSON.stringify(defaultProgram("USD"))]);
  await owner.query(`INSERT INTO member (shop_id, customer_id, enrolled_at, enrolled_by, tier) SELECT $1, n::text, now(), 'bench', 'member' FROM generate_series(1, $2::int) n`, [shopId, members]);
  await owner.query(`INSERT INTO wallet (shop_id, member_id) SELECT shop_id, member_id FROM member WHERE shop_id = $1 ON CONFLICT DO NOTHING`, [shopId]);
  await givePoints(owner, shopId);
  const saved = await saveReward(shopId, {
    rewardId: null, version: 0, stock: null, actor: "staff:1",
    terms: {
      title: "5 off", value: { kind: "amount_off", minor: 500 }, price: { kind: "fixed", points: 100 }, minimumSpendMinor: 0, combinesWith: { order: false, product: true, shipping: true },
      tiers: [], memberLimit: null, totalLimit: null, validityDays: 30, onExpiry: "return", startsAt: null, endsAt: null,
    },
  }, new Date());
  if ("refusal" in saved) throw new Error(saved.refusal);
  await stockPool(shopId, codes);
  await owner.query("VACUUM ANALYZE");
  return { shopId, rewardId: saved.rewardId };
}

/** 2,000 points more for every member. */
export async function givePoints(owner: pg.Pool, shopId: bigint): Promise<void> {
  const { rows } = await owner.query<{ member_id: string }>("SELECT member_id FROM wallet WHERE shop_id = $1 ORDER BY member_id", [shopId]);
  const ids = rows.map((row) => BigInt(row.member_id));
  for (let from = 0; from < ids.length; from += A_BATCH) {
    await inTransaction(shopId, async (db) => {
      const wallets = await lockWallets(db, ids.slice(from, from + A_BATCH));
      const ledger = ledgerBatch(wallets, []);
      for (const [memberId, wallet] of wallets) {
        const given = adjust(wallet, [], { points: EACH, note: "bench", message: null, actor: "staff:1", key: `adjustment:${memberId}`, now: new Date().toISOString(), cap: EACH, expiresAt: null });
        if ("refusal" in given) throw new Error(given.refusal);
        ledger.post(given.transaction);
      }
      await postBatch(db, ledger);
    });
  }
}

/** The pool's own steps, with the answers Shopify would give. */
async function stockPool(shopId: bigint, codes: number): Promise<void> {
  const hasher = await shopHasher(shopId);
  const poolId = await inTransaction(shopId, async (db) => {
    const [pool] = await poolsToFill(db, new Date());
    await movePool(db, pool!.poolId, { from: ["planned", "creating"], to: "open", discountId: "bench", now: new Date() });
    return pool!.poolId;
  });
  for (let left = codes; left > 0; left -= 250) {
    await inTransaction(shopId, async (db) => {
      const batchId = (await planBatch(db, hasher, { poolId, size: Math.min(250, left) }))!;
      await markSent(db, batchId, new Date());
      await markAdding(db, batchId, "bench");
      await finishBatch(db, batchId, { good: (await codesOfBatch(db, batchId)).map(({ codeId }) => ({ codeId, redeemCodeId: `bench/${codeId}` })), note: null, now: new Date() });
    });
  }
}
