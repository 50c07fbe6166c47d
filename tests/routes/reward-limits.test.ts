import { beforeAll, describe, expect, test } from "vitest";
import type { Reward } from "~/loyalty/rewards/reward";
import { cancelRedemption } from "~/operations/rewards/cancel-redemption.server";
import { redeemReward } from "~/operations/rewards/redeem-reward.server";
import { loader as rewardsLoader } from "~/routes/buyer.rewards";
import { aShop } from "../support/a-shop";
import { aStockedReward } from "../support/a-stocked-reward";
import { redemptionOf } from "../support/redemption-of";
import { useDatabase } from "../support/use-database";
import { buyerEnvironment, proxied, read } from "./buyer-request";
import { memberWith, offered } from "./reward-shop";

/** What GET rewards says of a member's own limits: read from their redemptions, each of which counts or does not by what became of it. */
const database = useDatabase();
const DOMAIN = "limits.myshopify.com";
let shopId: bigint;
let limited: string;
let free: string;
const TWICE: Partial<Reward> = { title: "Twice in a month", price: { kind: "fixed", points: 10 }, memberLimit: { count: 2, days: 30 } };

beforeAll(async () => {
  buyerEnvironment();
  shopId = await aShop(database, { domain: DOMAIN });
  limited = await offered(shopId, TWICE);
  free = await offered(shopId, { title: "As often as you like", price: { kind: "fixed", points: 10 } });
});

let requests = 0;
const aMember = () => memberWith(database, shopId, 1_000n);
/** Where no codes are made, what is redeemed is held. */
async function redeem(customerId: string, rewardId: string): Promise<string> {
  return String(redemptionOf(await ask(customerId, rewardId)).redemptionId);
}
const ask = (customerId: string, rewardId: string) => redeemReward(shopId, { customerId, rewardId: BigInt(rewardId), points: 10, requestId: String(++requests), surface: "panel" }, new Date());
const move = (redemptionId: string, set: string) => database.asOwner(`UPDATE redemption SET ${set} WHERE shop_id = $1 AND redemption_id = $2`, [shopId, redemptionId]);
const giveBack = (customerId: string, redemptionId: string) => cancelRedemption(shopId, { redemptionId: BigInt(redemptionId), customerId, actor: "customer", reason: "reward_canceled" }, new Date());

async function refusals(customer: string): Promise<Record<string, string | null>> {
  const { body } = await read(rewardsLoader({ request: proxied("rewards", { shop: DOMAIN, customer }), params: {}, context: {} } as never) as Promise<Response>);
  return Object.fromEntries((body.rewards as { id: string; refusal: string | null }[]).map(({ id, refusal }) => [id, refusal]));
}

describe("so often to each member", () => {
  test("counts their own of this reward, whatever became of them, but not what was given back", async () => {
    const [customer, other] = [await aMember(), await aMember()];
    const first = await redeem(customer, limited);
    await redeem(customer, free);
    await redeem(other, limited);
    expect(await refusals(customer)).toEqual({ [limited]: null, [free]: null });
    const second = await redeem(customer, limited);
    expect(await refusals(customer)).toEqual({ [limited]: "member_limit", [free]: null });
    expect(await ask(customer, limited)).toMatchObject({ refusal: "member_limit" });
    await move(first, "status = 'burned'");
    expect((await refusals(customer))[limited]).toBe("member_limit");
    await giveBack(customer, second);
    expect(await refusals(customer)).toEqual({ [limited]: null, [free]: null });
    expect((await refusals(other))[limited]).toBe(null);
  });

  test("within its days; without days ever", async () => {
    const ever = await offered(shopId, { ...TWICE, title: "Once in a life", memberLimit: { count: 1, days: null } });
    const customer = await aMember();
    for (const rewardId of [limited, limited, ever]) await move(await redeem(customer, rewardId), "created_at = now() - interval '29 days 23 hours'");
    expect(await refusals(customer)).toMatchObject({ [limited]: "member_limit", [ever]: "member_limit" });
    await database.asOwner("UPDATE redemption SET created_at = now() - interval '30 days 1 hour' WHERE shop_id = $1", [shopId]);
    expect(await refusals(customer)).toMatchObject({ [limited]: null, [ever]: "member_limit" });
  });
});

describe("so many unused codes of one member", () => {
  test("of all rewards together, however far they are; what is spent or given back makes room", async () => {
    const [customer, other] = [await aMember(), await aMember()];
    const stocked = String((await aStockedReward(database, shopId, { terms: { title: "With codes", price: { kind: "fixed", points: 10 } }, codes: 3, now: new Date() })).rewardId);
    const [issued, closing] = [await redeem(customer, stocked), await redeem(customer, stocked)];
    await giveBack(customer, closing);
    expect((await database.asOwner("SELECT status FROM redemption WHERE shop_id = $1 AND redemption_id = ANY($2) ORDER BY 1", [shopId, [issued, closing]])).map(({ status }) => status)).toEqual(["closing", "issued"]);
    for (let n = 0; n < 7; n++) await redeem(customer, free);
    await redeem(other, free);
    expect(await refusals(customer)).toMatchObject({ [free]: null, [limited]: null });
    const held = await redeem(customer, limited);
    expect(await refusals(customer)).toMatchObject({ [free]: "too_many_open", [limited]: "too_many_open" });
    expect(await ask(customer, free)).toMatchObject({ refusal: "too_many_open" });
    await move(issued, "status = 'burned'");
    expect(await refusals(customer)).toMatchObject({ [free]: null, [limited]: null });
    await redeem(customer, free);
    expect((await refusals(customer))[free]).toBe("too_many_open");
    await giveBack(customer, held);
    expect(await refusals(customer)).toMatchObject({ [free]: null, [limited]: null });
  });
});
