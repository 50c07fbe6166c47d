import { beforeEach, describe, expect, test } from "vitest";
import { receiveRequest } from "~/operations/compliance/receive-request.server";
import { redactCustomer } from "~/operations/compliance/redact-customer.server";
import { mergeCustomers } from "~/operations/members/merge-customers.server";
import { settleOrders } from "~/operations/orders/settle-orders.server";
import { cancelRedemption } from "~/operations/rewards/cancel-redemption.server";
import { redeemReward } from "~/operations/rewards/redeem-reward.server";
import { anOrder } from "../../loyalty/orders/an-order";
import { aMemberWith, aStockedReward } from "../../support/a-stocked-reward";
import { aShop } from "../../support/a-shop";
import { codeEnds, readRedemption, redeemed } from "../../support/end-redemption";
import { expectBooks } from "../../support/expect-books";
import { pausedAt } from "../../support/paused-at";
import { useDatabase } from "../../support/use-database";

const database = useDatabase();
const now = new Date("2026-03-02T12:00:00.000Z");
let shopId: bigint;
let rewardId: bigint;
let people = 0;
/** Every second statement, those of even number of the one and of odd number of the other; 1 takes them all. */
const STEP = Number(process.env.RACE_STEP ?? 2);

beforeEach(async () => {
  shopId = await aShop(database);
  ({ rewardId } = await aStockedReward(database, shopId, { codes: 250, now }));
});

/** Two customers: one with 200 points and a code for another 100, one with 50 points. */
interface Pair { gone: string; stays: string; goneId: bigint; staysId: bigint; redemptionId: bigint; code: string; requestId: bigint }

async function aPair(): Promise<Pair> {
  const [gone, stays] = [`1000${++people}`, `2000${people}`];
  const goneId = await aMemberWith(shopId, { customerId: gone, points: 300, now });
  const staysId = await aMemberWith(shopId, { customerId: stays, points: 50, now });
  const { requestId } = await receiveRequest(shopId, { kind: "customer_redact", key: `customer_redact:${gone}`, subject: { customerId: gone, email: null, orderIds: [] } }, now);
  return { gone, stays, goneId, staysId, requestId, ...await redeemed(shopId, { customerId: gone, rewardId, now }) };
}

type Act = (pair: Pair) => Promise<unknown>;
const OTHERS: Record<"merge" | "redact", Act> = {
  merge: ({ gone, stays }) => mergeCustomers(shopId, { fromCustomerId: gone, intoCustomerId: stays }, now),
  redact: ({ requestId }) => redactCustomer(shopId, requestId, now),
};
const ACTS: Record<"redeem" | "burn" | "cancel", Act> = {
  redeem: ({ gone }) => redeemReward(shopId, { customerId: gone, rewardId, points: 100, requestId: "second", surface: "panel" }, now),
  burn: ({ code, redemptionId }) => settleOrders(shopId, [anOrder({ orderId: `9${redemptionId}`, customerId: null, emailHash: null, createdAt: now.toISOString(), discountCodes: [code] })], now),
  cancel: ({ redemptionId, gone }) => cancelRedemption(shopId, { redemptionId, customerId: gone, actor: "customer", reason: "reward_canceled" }, now),
};

const redemptionsOf = ({ goneId, staysId }: Pair) => database.asOwner<{ redemption_id: string; member_id: string; status: string; spent: string }>(
  "SELECT redemption_id, member_id, status, spent FROM redemption WHERE shop_id = $1 AND member_id IN ($2, $3) ORDER BY redemption_id", [shopId, goneId, staysId]);
const wallet = async (memberId: bigint) => {
  const [row] = await database.asOwner<{ available: string; held: string; debt: string }>("SELECT available, held, debt FROM wallet WHERE shop_id = $1 AND member_id = $2", [shopId, memberId]);
  return { available: Number(row!.available), held: Number(row!.held), debt: Number(row!.debt) };
};

/** Codes on their way back are gone, and all orders were read. */
async function endClosings(pair: Pair): Promise<void> {
  for (const { redemption_id, status } of await redemptionsOf(pair)) if (status === "closing") await codeEnds(shopId, { redemptionId: BigInt(redemption_id), now });
}

const EMPTY = { available: 0, held: 0, debt: 0 };

async function expectRight(pair: Pair, other: keyof typeof OTHERS, act: keyof typeof ACTS, where: string): Promise<void> {
  await endClosings(pair);
  const first = await readRedemption(shopId, pair.redemptionId);
  const all = await redemptionsOf(pair);
  expect(first.status, where).toBe({ redeem: other === "merge" ? "issued" : "voided", burn: "burned", cancel: "voided" }[act]);
  expect(await wallet(pair.goneId), where).toEqual(EMPTY);
  if (other === "redact") {
    // Nothing is left open of somebody who asked to be forgotten, and nobody has their points.
    expect(all.filter(({ status }) => status !== "burned" && status !== "voided"), where).toEqual([]);
    expect(await wallet(pair.staysId), where).toEqual({ ...EMPTY, available: 50 });
    return;
  }
  expect(all.filter(({ member_id }) => member_id !== String(pair.staysId)), `${where}: whose redemptions are`).toEqual([]);
  expect(all.length, where).toBe(act === "redeem" ? 2 : 1);
  expect(await wallet(pair.staysId), where).toEqual({ redeem: { available: 150, held: 200, debt: 0 }, burn: { available: 250, held: 0, debt: 0 }, cancel: { available: 350, held: 0, debt: 0 } }[act]);
}

describe("customers are merged and erased while a redemption moves", () => {
  const pairs = (["merge", "redact"] as const).flatMap((other) => (["redeem", "burn", "cancel"] as const).map((act) => [other, act] as const));

  test.each(pairs)("%s and %s, one standing still before any statement of its own while the other goes as far as it can: no point is lost, none is there twice", async (other, act) => {
    let stops = 0;
    for (const [i, order] of [`${other} stands still`, `${act} stands still`].entries()) {
      for (let n = Math.max(1, STEP - i), reached = true; reached; n += STEP) {
        const pair = await aPair();
        const both = [() => OTHERS[other](pair), () => ACTS[act](pair)] as const;
        reached = await pausedAt(database, n, order.startsWith(other) ? both : [both[1], both[0]]);
        await expectRight(pair, other, act, `${order} before its statement ${n}`);
        stops += reached ? 1 : 0;
      }
    }
    console.info(`${other} and ${act}: ${stops} stops`);
    expect(stops * STEP).toBeGreaterThan(20);
    await expectBooks(shopId);
  });
});
