import { setTimeout as pause } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { cancelRedemption } from "~/operations/rewards/cancel-redemption.server";
import { issueHeld } from "~/operations/rewards/issue-held.server";
import { saveReward } from "~/operations/rewards/save-reward.server";
import { setRewardState } from "~/operations/rewards/set-reward-state.server";
import { withdrawChanged } from "~/operations/rewards/withdraw-changed.server";
import { redeemReward } from "~/operations/rewards/redeem-reward.server";
import { settleOrders } from "~/operations/orders/settle-orders.server";
import { inTransaction } from "~/store/in-transaction.server";
import { requestRefresh } from "~/store/members/request-refresh.server";
import { lockRedemptions } from "~/store/rewards/redemption-rows.server";
import { holdOffRedeeming } from "~/store/rewards/reward-rows.server";
import type { Tx } from "~/store/tx";
import { aReward } from "../../loyalty/rewards/a-reward";
import { anOrder } from "../../loyalty/orders/an-order";
import { aMemberWith, aStockedReward } from "../../support/a-stocked-reward";
import { aShop } from "../../support/a-shop";
import { expectBooks } from "../../support/expect-books";
import { waitingForLocks } from "../../support/paused-at";
import { redemptionOf } from "../../support/redemption-of";
import { stockPool } from "../../support/stock-pool";
import { useDatabase } from "../../support/use-database";
import { withSqlDefect, type SqlDefect } from "../model/mutate-sql";

const database = useDatabase();
const now = new Date("2026-03-02T12:00:00.000Z");
const redeem = (shopId: bigint, { customerId, rewardId }: { customerId: string; rewardId: bigint }) => redeemReward(shopId, { customerId, rewardId, points: 100, requestId: "a", surface: "panel" }, now);
const statuses = async (shopId: bigint) => (await database.asOwner<{ status: string }>("SELECT status FROM redemption WHERE shop_id = $1 ORDER BY redemption_id", [shopId])).map(({ status }) => status);

/** Whoever is about to tell of this member stops there, with all it has locked and written, until `work` is done. */
const stopping = <T>(shopId: bigint, memberId: bigint, work: () => Promise<T>): Promise<T> =>
  stoppingAt(shopId, (db) => requestRefresh(db, new Map([[memberId, { retier: false, urgent: false }]]), now), work);

/** Whoever comes to what is locked here stops there until `work` is done. */
async function stoppingAt<T>(shopId: bigint, lock: (db: Tx) => Promise<unknown>, work: () => Promise<T>): Promise<T> {
  const [done, go] = aSignal();
  const [locked, isLocked] = aSignal();
  const holding = inTransaction(shopId, async (db) => {
    await lock(db);
    isLocked();
    await done;
  });
  await locked;
  try {
    return await work();
  } finally {
    go();
    await holding;
  }
}

function aSignal(): [come: Promise<void>, give: () => void] {
  let give = () => {};
  return [new Promise<void>((resolve) => { give = resolve; }), () => give()];
}

/** Until so many transactions wait for a lock. */
async function waiting(count: number): Promise<void> {
  for (;;) {
    if (await waitingForLocks(database) >= count) return;
    await pause(5);
  }
}

/** @throws Error when it has to wait for the one that is stopped. */
async function withoutWaiting<T>(work: Promise<T>): Promise<T> {
  const stuck = waiting(2).then((): never => { throw new Error("it waits: expected nobody to wait for it"); });
  return Promise.race([work, stuck]);
}

/** A reward with so many codes, and two members who can have one each; the first of them is the one to stop at. */
async function aScene(codes: number) {
  const shopId = await aShop(database);
  const stocked = await aStockedReward(database, shopId, { codes, now });
  const [memberId] = await Promise.all(["7", "8"].map((customerId) => aMemberWith(shopId, { customerId, points: 100, now })));
  return { shopId, memberId: memberId!, ...stocked };
}

const cancel = (shopId: bigint, redemptionId: bigint) => cancelRedemption(shopId, { redemptionId, customerId: "7", actor: "customer", reason: "reward_canceled" }, now);
const redeemedBy = async (shopId: bigint, given: { customerId: string; rewardId: bigint }) => redemptionOf(await redeem(shopId, given)).redemptionId;

/** An order shows a code that was nobody's when the order was read, and somebody's when it is settled. */
async function usedWhileHandedOut(): Promise<void> {
  const { shopId, memberId, rewardId, codes } = await aScene(1);
  const { redeeming, settling } = await stopping(shopId, memberId, async () => {
    const redeeming = redeem(shopId, { customerId: "7", rewardId });
    await waiting(1);
    const settling = settleOrders(shopId, [anOrder({ customerId: "9", createdAt: now.toISOString(), discountCodes: codes })], now);
    await waiting(2);
    return { redeeming, settling };
  });
  await Promise.all([redeeming, settling]);
  expect(await statuses(shopId)).toEqual(["burned"]);
  await expectBooks(shopId);
}

/** One takes the oldest code and is not done; the next takes the next. */
async function takenSideBySide(): Promise<void> {
  const { shopId, memberId, rewardId } = await aScene(2);
  await stopping(shopId, memberId, async () => {
    const slow = redeem(shopId, { customerId: "7", rewardId });
    await waiting(1);
    expect(await withoutWaiting(redeem(shopId, { customerId: "8", rewardId }))).toMatchObject({ redemption: { status: "issued" } });
    return { slow };
  }).then(({ slow }) => slow);
  expect(await statuses(shopId)).toEqual(["issued", "issued"]);
}

/** One is being canceled while codes come; the other gets theirs. */
async function issuedBesideACancellation(): Promise<void> {
  const { shopId, memberId, rewardId, poolId } = await aScene(0);
  const redemptionId = await redeemedBy(shopId, { customerId: "7", rewardId });
  await redeem(shopId, { customerId: "8", rewardId });
  await stockPool(shopId, { poolId, size: 2, now });
  await stopping(shopId, memberId, async () => {
    const canceling = cancel(shopId, redemptionId);
    await waiting(1);
    expect(await withoutWaiting(issueHeld(shopId, now))).toBe(1);
    return { canceling };
  }).then(({ canceling }) => canceling);
  expect(await statuses(shopId)).toEqual(["voided", "issued"]);
}

/** Canceled as waiting, issued by then: the code has to go before the points come back. */
async function canceledWhileIssued(): Promise<void> {
  const { shopId, memberId, rewardId, poolId } = await aScene(0);
  const redemptionId = await redeemedBy(shopId, { customerId: "7", rewardId });
  await stockPool(shopId, { poolId, size: 1, now });
  await stopping(shopId, memberId, async () => {
    const issuing = issueHeld(shopId, now);
    await waiting(1);
    const canceling = cancel(shopId, redemptionId);
    await waiting(2);
    return [issuing, canceling] as const;
  }).then((both) => Promise.all(both));
  expect(await statuses(shopId)).toEqual(["closing"]);
  await expectBooks(shopId);
}

/** A reward is paused while it is taken: the merchant waits for who was there before, and nobody who comes later passes them. */
async function pausedInARush(): Promise<void> {
  const { shopId, memberId, rewardId } = await aScene(2);
  const { late, others } = await stopping(shopId, memberId, async () => {
    const slow = redeem(shopId, { customerId: "7", rewardId });
    await waiting(1);
    const pausing = setRewardState(shopId, { rewardId, state: "paused", actor: "staff:1" }, now);
    await waiting(2);
    const late = redeem(shopId, { customerId: "8", rewardId });
    await Promise.race([waiting(3), late]);
    return { late, others: [slow, pausing] };
  });
  await Promise.all(others);
  expect(await late).toEqual({ refusal: "reward_paused" });
  expect(await statuses(shopId)).toEqual(["issued"]);
}

/** A reward gets a stock while one of it is given back: what is back is not taken. */
async function countedWhileGivenBack(): Promise<void> {
  const { shopId, memberId, rewardId } = await aScene(0);
  const redemptionId = await redeemedBy(shopId, { customerId: "7", rewardId });
  const both = await stopping(shopId, memberId, async () => {
    const canceling = cancel(shopId, redemptionId);
    await waiting(1);
    const editing = saveReward(shopId, { rewardId, version: 1, terms: aReward(), stock: 10n, actor: "staff:1" }, now);
    await Promise.race([waiting(2), editing]);
    return [canceling, editing] as const;
  });
  expect((await Promise.all(both))[1]).toMatchObject({ version: 2 });
  expect(await database.asOwner("SELECT stock, taken FROM reward WHERE shop_id = $1", [shopId])).toEqual([{ stock: "10", taken: "0" }]);
}

/** A reward gets a limit of one while two wait to have it: what they saw of it before they waited does not count. */
async function limitedWhileAsked(): Promise<void> {
  const { shopId, rewardId } = await aScene(2);
  const { asking } = await stoppingAt(shopId, (db) => holdOffRedeeming(db, rewardId), async () => {
    const editing = saveReward(shopId, { rewardId, version: 1, terms: aReward({ totalLimit: 1 }), stock: null, actor: "staff:1" }, now);
    await waiting(1);
    const asking = ["7", "8"].map((customerId) => redeem(shopId, { customerId, rewardId }));
    await waiting(3);
    return { asking, editing };
  });
  const answers = await Promise.all(asking);
  expect(answers.map((answer) => ("refusal" in answer ? answer.refusal : answer.redemption.status)).sort()).toEqual(["issued", "total_limit"]);
}

/** Two who look at a changed discount at once: the second comes after the first has told. */
async function changedForTwo(): Promise<void> {
  const { shopId, rewardId, poolId } = await aScene(1);
  const redemptionId = await redeemedBy(shopId, { customerId: "7", rewardId });
  const withdraw = () => withdrawChanged(shopId, { poolId, differences: ["value"] }, now);
  const { first, second } = await stoppingAt(shopId, (db) => lockRedemptions(db, [redemptionId]), async () => {
    const first = withdraw();
    await waiting(1);
    const second = withdraw();
    await waiting(2);
    return { first, second };
  });
  expect([await first, await second]).toEqual([1, 0]);
  expect(await database.asOwner("SELECT 1 FROM access_log WHERE shop_id = $1 AND action = 'codes_compared'", [shopId])).toHaveLength(1);
}

const STORIES: [what: string, story: () => Promise<void>, defect: SqlDefect["pieces"], trouble: RegExp][] = [
  ["a code handed out while an order with it is settled is burned", usedWhileHandedOut, [["code_id = ANY($2::bigint[]) ORDER BY code_id FOR NO KEY UPDATE", "code_id = ANY($2::bigint[]) ORDER BY code_id"]], /burned/],
  ["canceled while it is issued, its code is taken out of the shop first", canceledWhileIssued, [["= ANY($2::bigint[]) ORDER BY redemption_id FOR NO KEY UPDATE", "= ANY($2::bigint[]) ORDER BY redemption_id"]], /closing/],
  ["a reward that gets a stock while one of it is given back counts it as back", countedWhileGivenBack, [["reward_id = ANY($2::bigint[]) ORDER BY reward_id FOR NO KEY UPDATE", "reward_id = ANY($2::bigint[]) ORDER BY reward_id"]], /taken/],
  ["a reward that gets a limit while two wait for it is given as often as that", limitedWhileAsked, [["c.n > 0 AS counted", "true AS counted"]], /total_limit/],
  ["nobody waits for a code that somebody else is taking", takenSideBySide, [["LIMIT 1 FOR UPDATE OF c SKIP LOCKED", "LIMIT 1 FOR UPDATE OF c"]], /it waits/],
  ["codes go to who waits, past one that is being canceled", issuedBesideACancellation, [["LIMIT $2 FOR NO KEY UPDATE SKIP LOCKED", "LIMIT $2 FOR NO KEY UPDATE"]], /it waits/],
];

describe("meanwhile", () => {
  test.each(STORIES)("%s", (_what, story) => story());

  test("a pause waits for nobody who comes after it", pausedInARush);

  test("of a discount that two find changed at once the merchant is told once", changedForTwo);

  test.each(STORIES)("%s: not without its lock", async (what, story, pieces, trouble) => {
    await expect(withSqlDefect(what, { pieces }, story)).rejects.toThrow(trouble);
  });
});
