import { beforeEach, expect, test } from "vitest";
import { SCHEDULED } from "~/jobs/schedule";
import { inTransaction, readFor } from "~/store/in-transaction.server";
import { retirePools } from "~/store/rewards/code-pools.server";
import { livePoolOf, straySeeds } from "~/store/rewards/pool-rows.server";
import { movePool, setLowMark, setPoolFault } from "~/store/rewards/pool-work.server";
import { losePool } from "~/store/rewards/reconcile-rows.server";
import type { Tx } from "~/store/tx";
import { aMemberWith, aStockedReward } from "../../support/a-stocked-reward";
import { aShop } from "../../support/a-shop";
import { redeemed } from "../../support/end-redemption";
import { waitingTasks } from "../../support/expect-books";
import { useDatabase } from "../../support/use-database";

const database = useDatabase();
const now = new Date("2026-03-02T12:00:00.000Z");
beforeEach(() => database.asOwner("DELETE FROM graphile_worker._private_jobs"));

async function aPool(codes: number): Promise<{ shopId: bigint; poolId: bigint; redeem(requestId: string): Promise<unknown> }> {
  const shopId = await aShop(database);
  const { rewardId, poolId } = await aStockedReward(database, shopId, { codes, now });
  await aMemberWith(shopId, { customerId: "7", points: 1_000, now });
  await database.asOwner("DELETE FROM graphile_worker._private_jobs");
  return { shopId, poolId, redeem: (requestId) => redeemed(shopId, { rewardId, requestId, now }) };
}

const looked = async (shopId: bigint) => (await waitingTasks(database, shopId)).includes("fill-pools");
const write = (shopId: bigint, change: (db: Tx) => Promise<unknown>) => inTransaction(shopId, change);
const minute = () => Promise.resolve(SCHEDULED["each-minute"]!({}, {} as never));

test("whoever takes a code looks at the pool when so few are left, whatever number other shops have brought their redemption to", async () => {
  const { shopId, redeem } = await aPool(16);
  const seen: boolean[] = [];
  for (let left = 15; left >= 12; left--) {
    // The busy neighbor takes the numbers between.
    await database.asOwner("SELECT setval(pg_get_serial_sequence('redemption', 'redemption_id'), nextval(pg_get_serial_sequence('redemption', 'redemption_id')) / 5 * 5 + 5)");
    await redeem(`left ${left}`);
    seen.push(await looked(shopId));
  }
  expect(seen).toEqual([false, false, false, true]);
});

test("a busy pool is looked at sooner, by its own mark; one that slept with a mark of none at the least one", async () => {
  for (const { mark, seen } of [{ mark: 30, seen: [false, true] }, { mark: 0, seen: [false, false] }]) {
    const { shopId, poolId, redeem } = await aPool(31);
    await write(shopId, (db) => setLowMark(db, poolId, mark));
    await redeem("a");
    const first = await looked(shopId);
    await redeem("b");
    expect([first, await looked(shopId)], `a mark of ${mark}`).toEqual(seen);
  }
});

test("each minute low pools of any shop are looked at, and no others", async () => {
  const [low, enough, refused, asleep] = [await aPool(12), await aPool(13), await aPool(5), await aPool(0)];
  await write(refused.shopId, (db) => setPoolFault(db, refused.poolId, "Discounts are off"));
  await database.asOwner("UPDATE code_pool SET state = 'open', low_mark = 0 WHERE pool_id = $1", [asleep.poolId]);
  await minute();
  expect(await Promise.all([low, enough, refused, asleep].map(({ shopId }) => looked(shopId)))).toEqual([true, false, false, false]);
});

test("a seed code whose pool went without a discount is looked for at Shopify for a week, by the clock of whoever asks", async () => {
  const { shopId, poolId } = await aPool(0);
  await write(shopId, (db) => retirePools(db, [poolId]));
  const after = (days: number) => readFor(shopId, (db) => straySeeds(db, new Date(now.getTime() + days * 86_400_000)));
  expect([(await after(6)).length, await after(8)]).toEqual([1, []]);
});

test("the pool of a discount is found while it gives codes or has some out, in its own shop", async () => {
  const [own, other] = [await aPool(1), await aPool(1)];
  const discountId = `gid://shopify/DiscountCodeNode/${own.poolId}`;
  const found = async (shopId: bigint) => (await readFor(shopId, (db) => livePoolOf(db, discountId)))?.poolId ?? null;
  expect([await found(own.shopId), await found(other.shopId)]).toEqual([own.poolId, null]);
  await write(own.shopId, (db) => retirePools(db, [own.poolId]));
  expect(await found(own.shopId)).toBe(own.poolId);
  await database.asOwner("UPDATE code_pool SET state = 'closed' WHERE pool_id = $1", [own.poolId]);
  expect(await found(own.shopId)).toBeNull();
});

test.each<[string, (db: Tx, poolId: bigint) => Promise<unknown>]>([
  ["closed", (db, poolId) => movePool(db, poolId, { from: ["open"], to: "closed", now })], ["lost", (db, poolId) => losePool(db, poolId, now)],
])("a pool is %s by the clock of whoever does it", async (_how, end) => {
  const { shopId, poolId } = await aPool(0);
  await database.asOwner("UPDATE code_pool SET state = 'open' WHERE pool_id = $1", [poolId]);
  await write(shopId, (db) => end(db, poolId));
  expect(await database.asOwner("SELECT closed_at FROM code_pool WHERE pool_id = $1", [poolId])).toEqual([{ closed_at: now }]);
});
