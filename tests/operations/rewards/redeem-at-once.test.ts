import { describe, expect, test } from "vitest";
import { cancelRedemption } from "~/operations/rewards/cancel-redemption.server";
import { issueHeld } from "~/operations/rewards/issue-held.server";
import { redeemReward, type RedeemReward, type RedeemRewardAnswer } from "~/operations/rewards/redeem-reward.server";
import { mergeCustomers } from "~/operations/members/merge-customers.server";
import { settleOrders } from "~/operations/orders/settle-orders.server";
import { IdempotencyConflict } from "~/store/ledger/posted-under.server";
import { anOrder } from "../../loyalty/orders/an-order";
import { aMemberWith, aStockedReward } from "../../support/a-stocked-reward";
import { aShop } from "../../support/a-shop";
import { dumpShop } from "../../support/dump-shop";
import { expectBooks } from "../../support/expect-books";
import { redemptionOf } from "../../support/redemption-of";
import { stockPool } from "../../support/stock-pool";
import { useDatabase } from "../../support/use-database";

const ATTEMPTS = 64;
const database = useDatabase({ atOnce: ATTEMPTS });
const now = new Date("2026-03-02T12:00:00.000Z");
const times = <T>(count: number, make: (n: number) => Promise<T>) => Promise.all(Array.from({ length: count }, (_, n) => make(n)));
const command = (given: Partial<RedeemReward> & { rewardId: bigint }): RedeemReward => ({ customerId: "7", points: 100, requestId: "a", surface: "panel", ...given });
const tally = (answers: readonly RedeemRewardAnswer[]) => answers.reduce<Record<string, number>>((sum, answer) => {
  const what = "refusal" in answer ? answer.refusal : answer.repeated ? "repeated" : answer.redemption.status;
  return { ...sum, [what]: (sum[what] ?? 0) + 1 };
}, {});
const standing = async (shopId: bigint) => (await database.asOwner(`SELECT (SELECT sum(available)::int FROM wallet WHERE shop_id = $1) AS available, (SELECT sum(held)::int FROM wallet WHERE shop_id = $1) AS held,
  (SELECT count(*)::int FROM redemption WHERE shop_id = $1) AS redemptions, (SELECT count(DISTINCT code_id)::int FROM redemption WHERE shop_id = $1) AS codes, (SELECT count(*)::int FROM code WHERE shop_id = $1 AND state = 'issued') AS issued`, [shopId]))[0];

describe("everybody redeems at once", () => {
  test("64 devices of one member with points for 10: exactly 10 codes, all different", async () => {
    const shopId = await aShop(database);
    const { rewardId } = await aStockedReward(database, shopId, { codes: 100, now });
    await aMemberWith(shopId, { customerId: "7", points: 1000, now });
    expect(tally(await times(ATTEMPTS, (n) => redeemReward(shopId, command({ rewardId, requestId: `r${n}` }), now)))).toEqual({ issued: 10, not_enough_points: 54 });
    expect(await standing(shopId)).toEqual({ available: 0, held: 1000, redemptions: 10, codes: 10, issued: 10 });
    await expectBooks(shopId);
  });

  test("64 members, a stock of 10: exactly 10 codes, and everybody else keeps their points", async () => {
    const shopId = await aShop(database);
    const { rewardId } = await aStockedReward(database, shopId, { codes: 100, stock: 10n, now });
    await times(ATTEMPTS, (n) => aMemberWith(shopId, { customerId: String(100 + n), points: 100, now }));
    expect(tally(await times(ATTEMPTS, (n) => redeemReward(shopId, command({ rewardId, customerId: String(100 + n) }), now)))).toEqual({ issued: 10, out_of_stock: 54 });
    expect(await standing(shopId)).toEqual({ available: 5400, held: 1000, redemptions: 10, codes: 10, issued: 10 });
    await expectBooks(shopId);
  });

  test("64 members, ten codes: ten are issued, the others wait with their points held, and get theirs when there are more", async () => {
    const shopId = await aShop(database);
    const { rewardId, poolId } = await aStockedReward(database, shopId, { codes: 10, now });
    await times(ATTEMPTS, (n) => aMemberWith(shopId, { customerId: String(100 + n), points: 100, now }));
    expect(tally(await times(ATTEMPTS, (n) => redeemReward(shopId, command({ rewardId, customerId: String(100 + n) }), now)))).toEqual({ issued: 10, held: 54 });
    await stockPool(shopId, { poolId, size: 100, now });
    expect((await times(4, () => issueHeld(shopId, now))).reduce((sum, issued) => sum + issued, 0)).toBe(54);
    expect(await standing(shopId)).toEqual({ available: 0, held: 6400, redemptions: 64, codes: 64, issued: 64 });
    await expectBooks(shopId);
  });

  test("one request 32 times has one effect and one answer; the same id for something else is refused loudly and changes nothing", async () => {
    const shopId = await aShop(database);
    const { rewardId } = await aStockedReward(database, shopId, { codes: 100, now });
    await aMemberWith(shopId, { customerId: "7", points: 1000, now });
    const answers = await times(32, () => redeemReward(shopId, command({ rewardId }), now));
    expect(tally(answers)).toEqual({ issued: 1, repeated: 31 });
    expect(new Set(answers.map((answer) => ("redemption" in answer ? `${answer.redemption.redemptionId} ${answer.redemption.codeId}` : answer.refusal))).size).toBe(1);
    const before = await dumpShop(database, shopId);
    for (const other of [{ points: 200 }, { rewardId: rewardId + 1n }]) await expect(redeemReward(shopId, command({ rewardId, ...other }), now)).rejects.toThrow(IdempotencyConflict);
    expect(await dumpShop(database, shopId)).toEqual(before);
    await expectBooks(shopId);
  });

  test("canceled by the shopper eight times while waiting: the points come back once", async () => {
    const shopId = await aShop(database);
    const { rewardId } = await aStockedReward(database, shopId, { codes: 0, now });
    await aMemberWith(shopId, { customerId: "7", points: 100, now });
    const { redemptionId } = redemptionOf(await redeemReward(shopId, command({ rewardId }), now));
    await times(8, () => cancelRedemption(shopId, { redemptionId, customerId: "7", actor: "customer", reason: "reward_canceled" }, now));
    expect(await standing(shopId)).toMatchObject({ available: 100, held: 0, redemptions: 1 });
    await expectBooks(shopId);
  });

  test("redeemed, issued, used, canceled and merged at once: every point is somewhere", async () => {
    const shopId = await aShop(database);
    const { rewardId, poolId, codes } = await aStockedReward(database, shopId, { codes: 3, stock: 50n, now });
    for (const customerId of ["7", "8"]) await aMemberWith(shopId, { customerId, points: 1000, now });
    const redeem = (n: number) => redeemReward(shopId, command({ rewardId, customerId: n % 2 === 0 ? "7" : "8", requestId: `r${n}` }), now);
    await Promise.all([
      times(16, async (n) => {
        const answer = await redeem(n);
        if (n % 4 === 0 && "redemption" in answer) await cancelRedemption(shopId, { redemptionId: answer.redemption.redemptionId, customerId: null, actor: "staff:1", reason: "canceled_by_staff" }, now);
      }),
      stockPool(shopId, { poolId, size: 4, now }), times(4, () => issueHeld(shopId, now)),
      settleOrders(shopId, codes.map((code, n) => anOrder({ orderId: String(3000 + n), customerId: "9", createdAt: now.toISOString(), discountCodes: [code.toLowerCase()] })), now),
      mergeCustomers(shopId, { fromCustomerId: "8", intoCustomerId: "7" }, now),
    ]);
    await issueHeld(shopId, now);
    await expectBooks(shopId);
    const twice = await database.asOwner(`SELECT code_id FROM redemption WHERE shop_id = $1 AND code_id IS NOT NULL GROUP BY 1 HAVING count(*) > 1`, [shopId]);
    expect(twice).toEqual([]);
  });
});
