import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { orderRewards } from "~/operations/rewards/order-rewards.server";
import { setRewardState } from "~/operations/rewards/set-reward-state.server";
import { action as cancelAction, loader as cancelLoader } from "~/routes/buyer.cancel";
import { loader as meLoader } from "~/routes/buyer.me";
import { action as redeemAction, loader as redeemLoader } from "~/routes/buyer.redeem";
import { loader as redemptionLoader } from "~/routes/buyer.redemption";
import { action as rewardsAction, loader as rewardsLoader } from "~/routes/buyer.rewards";
import { aShop } from "../support/a-shop";
import { expectBooks, memberIdOf } from "../support/expect-books";
import { fillPools } from "../support/fill-pools";
import { useDatabase } from "../support/use-database";
import { buyerEnvironment, command, proxied, read, type Asked } from "./buyer-request";
import { memberWith, offered } from "./reward-shop";

const database = useDatabase({ atOnce: 50 });
const DOMAIN = "evergreen-goods.myshopify.com";
const OTHER = "other-shop.myshopify.com";
let shopId: bigint, otherShop: bigint;
const rewards: Record<"five" | "slider" | "gold" | "dry" | "paused" | "foreign", string> = { five: "", slider: "", gold: "", dry: "", paused: "", foreign: "" };

beforeAll(async () => {
  buyerEnvironment();
  shopId = await aShop(database, { domain: DOMAIN });
  otherShop = await aShop(database, { domain: OTHER });
  rewards.slider = await offered(shopId, { title: "1 off for every 20", price: { kind: "slider", stepPoints: 20, steps: 5 }, value: { kind: "amount_off", minor: 100 } });
  rewards.five = await offered(shopId, {});
  rewards.gold = await offered(shopId, { title: "For gold", tiers: ["gold"], price: { kind: "fixed", points: 30 } });
  rewards.paused = await offered(shopId, { title: "Not today", price: { kind: "fixed", points: 10 } });
  await setRewardState(shopId, { rewardId: BigInt(rewards.paused), state: "paused", actor: "staff:1" }, new Date());
  rewards.foreign = await offered(otherShop, { title: "Of another shop", price: { kind: "fixed", points: 100 } });
  await fillPools(shopId, 100);
  await fillPools(otherShop, 20);
  rewards.dry = await offered(shopId, { title: "Not ready", value: { kind: "free_shipping", maximumMinor: null }, price: { kind: "fixed", points: 100 } });
});

const aMember = (points: bigint, at = shopId) => memberWith(database, at, points);

/** Lots keep their dates; a test moves them as the days of grace do. */
const moveExpiry = async (customer: string, moment: string) => database.asOwner(`
  WITH named AS (SELECT set_config('app.extending_lot', string_agg(lot_id::text, ','), true) FROM lot WHERE shop_id = $1 AND member_id = $2)
  UPDATE lot SET expires_at = ${moment} FROM named WHERE shop_id = $1 AND member_id = $2`, [shopId, await memberIdOf(database, shopId, customer)]);

const args = (request: Request, params: Record<string, string> = {}) => ({ request, params, context: {} }) as Parameters<typeof meLoader>[0];
type Sent = Partial<Parameters<typeof command>[1]>;
const list = (customer: string, asked: Partial<Asked> = {}) => read(rewardsLoader(args(proxied("rewards", { shop: DOMAIN, customer, ...asked }))) as Promise<Response>);
const redeem = (customer: string, body: unknown, asked: Sent = {}) => read(redeemAction(args(command("redeem", { shop: DOMAIN, customer, body: JSON.stringify(body), ...asked }))) as Promise<Response>);
const five = () => ({ rewardId: rewards.five, points: 100, surface: "panel" });
const see = (customer: string, redemptionId: string, asked: Partial<Asked> = {}) => read(redemptionLoader(args(proxied(`redemptions/${redemptionId}`, { shop: DOMAIN, customer, ...asked }), { redemptionId })) as Promise<Response>);
const cancel = (customer: string, redemptionId: string, asked: Sent = {}) => read(cancelAction(args(command(`redemptions/${redemptionId}/cancel`, { shop: DOMAIN, customer, ...asked }), { redemptionId })) as Promise<Response>);


describe("GET rewards", () => {
  test("what can be had, in the merchant's order, why not, and how much is missing", async () => {
    const { status, body, headers } = await list(await aMember(50n));
    expect([status, headers.get("cache-control")]).toEqual([200, "no-store"]);
    expect(body).toMatchObject({ available: 50, owed: 0, currency: "USD", redemptions: [] });
    expect(body.rewards.map((one: { id: string; refusal: string; missing: number }) => [one.id, one.refusal, one.missing])).toEqual([
      [rewards.slider, null, 0], [rewards.five, "not_enough_points", 50], [rewards.gold, "tier_too_low", 0], [rewards.dry, "not_enough_points", 50],
    ]);
    expect(body.rewards[0]).toMatchObject({ kind: "amount_off", steps: [{ points: 20, minor: 100 }, { points: 40, minor: 200 }, { points: 60, minor: 300 }, { points: 80, minor: 400 }, { points: 100, minor: 500 }] });
  });

  test("which classes of discounts a code may stand beside; two on shipping never do", async () => {
    const all = await offered(shopId, { title: "Beside all", combinesWith: { order: true, product: true, shipping: true } });
    const shipping = await offered(shopId, { title: "Ships beside all", value: { kind: "free_shipping", maximumMinor: null }, combinesWith: { order: true, product: true, shipping: true } });
    const { body } = await list(await aMember(0n));
    const combines = new Map(body.rewards.map((one: { id: string; combines: string[] }) => [one.id, one.combines]));
    expect([combines.get(all), combines.get(shipping)]).toEqual([["order", "product", "shipping"], ["order", "product"]]);
    for (const id of [all, shipping]) await setRewardState(shopId, { rewardId: BigInt(id), state: "ended", actor: "staff:1" }, new Date());
  });

  test("what a code asks for, and what becomes of its points when it is not used", async () => {
    const post = await offered(shopId, { title: "Post", value: { kind: "free_shipping", maximumMinor: 700 }, validityDays: 20, onExpiry: "lapse" });
    const fern = await offered(shopId, { title: "A fern", value: { kind: "free_product", productId: "5", variantId: "52", productTitle: "Fern", minor: 900 }, validityDays: 40, onExpiry: "return" });
    const customer = await aMember(200n);
    const { body } = await list(customer);
    const told = new Map(body.rewards.map((one: { id: string }) => [one.id, one]));
    expect(told.get(post)).toMatchObject({ goods: null, maximumShippingMinor: 700, validityDays: 20, onExpiry: "lapse" });
    expect(told.get(fern)).toMatchObject({ goods: { productIds: ["5"], variantIds: ["52"], collectionIds: [] }, maximumShippingMinor: null, validityDays: 40, onExpiry: "return" });
    // The code keeps what it was made for, whatever becomes of the reward.
    expect(await Promise.all([post, fern].map(async (rewardId) => (await redeem(customer, { rewardId, points: 100, surface: "panel" })).body.redemption))).toMatchObject([{ rewardId: post, onExpiry: "lapse", goods: null, maximumShippingMinor: 700, combines: expect.any(Array) }, { rewardId: fern, goods: { titles: ["Fern"], productIds: ["5"], variantIds: ["52"] }, maximumShippingMinor: null }]);
    for (const id of [post, fern]) await setRewardState(shopId, { rewardId: BigInt(id), state: "ended", actor: "staff:1" }, new Date());
  });

  test("a guest, and who is no member, sees what there is and may redeem none of it", async () => {
    for (const customer of ["", "99"]) {
      const { status, body } = await list(customer);
      expect(status).toBe(200);
      expect(body).toMatchObject({ available: 0, redemptions: [] });
      expect(new Set(body.rewards.map((one: { refusal: string }) => one.refusal))).toEqual(new Set(["not_a_member"]));
    }
  });

  test("before launch and for a blocked member there is nothing", async () => {
    const soon = await aShop(database, { domain: "soon.myshopify.com", launchedAt: null, testCustomers: ["5"] });
    await offered(soon, {});
    expect(await list("6", { shop: "soon.myshopify.com" })).toMatchObject({ status: 403, body: { error: { code: "not_launched" } } });
    expect((await list("5", { shop: "soon.myshopify.com" })).body.rewards).toHaveLength(1);
    const blocked = await aMember(100n);
    await database.asOwner("UPDATE member SET state = 'blocked' WHERE shop_id = $1 AND customer_id = $2", [shopId, blocked]);
    expect(await list(blocked)).toMatchObject({ status: 403, body: { error: { code: "not_available" } } });
  });

  test("points of a lot that is over are not offered, though no job has ended them yet", async () => {
    const customer = await aMember(100n);
    await moveExpiry(customer, "now() - interval '1 minute'");
    expect((await list(customer)).body).toMatchObject({ available: 0 });
    expect((await redeem(customer, five())).body.error.code).toBe("not_enough_points");
  });

  test("the program tells of its rewards and what points are worth; the card what comes next", async () => {
    const { body } = await read(meLoader(args(proxied("me", { shop: DOMAIN, customer: await aMember(30n) }))) as Promise<Response>);
    expect(body.program.rewards.map((one: { id: string }) => one.id)).toEqual([rewards.slider, rewards.five, rewards.gold, rewards.dry]);
    expect(body.program.worth).toMatchObject({ points: expect.any(Number), minor: expect.any(Number) });
    expect(body.card.nextReward).toEqual({ title: "5 off", cost: 100, missing: 70 });
  });

  test("the order the merchant gives them is the one shoppers see; the nearest is the nearest all the same", async () => {
    const ids = (answer: { rewards: { id: string }[] }) => answer.rewards.map(({ id }) => id);
    const order = (...rewardIds: string[]) => orderRewards(shopId, { rewardIds: rewardIds.map(BigInt), actor: "staff:1" }, new Date());
    const before = [rewards.slider, rewards.five, rewards.gold, rewards.dry];
    await order(rewards.dry, rewards.gold, rewards.slider, rewards.five);
    const customer = await aMember(10n);
    expect(ids((await list(customer)).body)).toEqual([rewards.dry, rewards.gold, rewards.slider, rewards.five]);
    const { body } = await read(meLoader(args(proxied("me", { shop: DOMAIN, customer }))) as Promise<Response>);
    expect(ids(body.program)).toEqual([rewards.dry, rewards.gold, rewards.slider, rewards.five]);
    expect(body.card.nextReward).toEqual({ title: "1 off for every 20", cost: 20, missing: 10 });
    await order(...before);
  });
});

describe("POST redeem", () => {
  test("hands out a code at once and holds the points; the same again is the same", async () => {
    const customer = await aMember(250n);
    const key = randomUUID();
    const first = await redeem(customer, five(), { key });
    expect(first).toMatchObject({
      status: 200, body: { available: 150, redemption: { rewardId: rewards.five, title: "5 off", kind: "amount_off", points: 100, minor: 500, status: "ready", code: expect.stringMatching(/^[A-Z2-9]{16}$/), step: null, takenOut: false, order: null, restored: 0, comingBack: [] } },
    });
    expect(first.body.redemption.expiresOn).toMatch(/^\d{4}-\d\d-\d\d$/);
    expect(await redeem(customer, five(), { key })).toMatchObject({ status: 200, body: first.body });
    expect(await see(customer, first.body.redemption.id)).toMatchObject({ status: 200, body: first.body });
    const shown = (await list(customer)).body;
    expect(shown).toMatchObject({ available: 150, redemptions: [first.body.redemption] });
    await expectBooks(shopId);
  });

  test("a key used for something else, and an outdated price, also one off the steps of a slider, are conflicts", async () => {
    const customer = await aMember(250n);
    const key = randomUUID();
    expect((await redeem(customer, five(), { key })).status).toBe(200);
    expect(await redeem(customer, { ...five(), rewardId: rewards.dry }, { key })).toMatchObject({ status: 409, body: { error: { code: "other_request", message: expect.stringContaining("expected a new UUID") } } });
    const off = [19, 50, 99, 120].map((points) => ({ rewardId: rewards.slider, points, surface: "cart" }));
    for (const body of [{ ...five(), points: 90 }, ...off]) expect(await redeem(customer, body), String(body.points)).toMatchObject({ status: 409, body: { error: { code: "price_changed" } } });
    expect((await list(customer)).body).toMatchObject({ available: 150 });
    expect((await list(customer)).body.redemptions).toHaveLength(1);
  });

  test("a step of a slider costs and gives what it says; without a code it is being prepared, and ready once there is one", async () => {
    const customer = await aMember(100n);
    const { body } = await redeem(customer, { rewardId: rewards.slider, points: 60, surface: "cart" });
    expect(body).toMatchObject({ available: 40, redemption: { points: 60, minor: 300, status: "preparing", code: null, expiresOn: null } });
    const { issueHeld } = await import("~/operations/rewards/issue-held.server");
    await fillPools(shopId, 5);
    await issueHeld(shopId, new Date());
    expect((await see(customer, body.redemption.id)).body.redemption).toMatchObject({ status: "ready", code: expect.stringMatching(/^[A-Z2-9]{16}$/) });
  });

  test("refusals, each by its code with a sentence", async () => {
    const cases: [string, unknown, string][] = [
      [await aMember(50n), five(), "not_enough_points"],
      [await aMember(500n), { ...five(), rewardId: rewards.gold, points: 30 }, "tier_too_low"],
      [await aMember(500n), { ...five(), rewardId: rewards.paused, points: 10 }, "reward_paused"],
      [await aMember(500n), { ...five(), rewardId: rewards.foreign }, "unknown_reward"],
      [await aMember(500n), { ...five(), rewardId: "999999" }, "unknown_reward"],
      ["98", five(), "not_a_member"],
    ];
    for (const [customer, body, code] of cases) expect(await redeem(customer, body), code).toMatchObject({ status: 422, body: { error: { code, message: expect.stringMatching(/\.$/) } } });
  });

  test("bad requests, each by its status and sentence", async () => {
    const cases: [unknown, Sent, number, string][] = [
      [five(), { customer: "" }, 401, "sign_in"],
      [five(), { key: "1" }, 400, "idempotency_key_missing"],
      [five(), { headers: { "content-type": "text/plain" } }, 415, "not_json"],
      [{ ...five(), rewardId: 7 }, {}, 400, "field_wrong"],
      [{ ...five(), rewardId: "7; --" }, {}, 400, "field_wrong"],
      [{ ...five(), rewardId: "9".repeat(19) }, {}, 400, "field_wrong"],
      [{ ...five(), points: "100" }, {}, 400, "field_wrong"],
      [{ ...five(), points: 1.5 }, {}, 400, "field_wrong"],
      [{ ...five(), points: -100 }, {}, 400, "field_wrong"], [{ ...five(), points: 0 }, {}, 400, "field_wrong"], [null, { body: `{"rewardId":"${rewards.five}","points":1e309,"surface":"panel"}` }, 400, "field_wrong"],
      [{ ...five(), surface: "elsewhere" }, {}, 400, "field_wrong"],
      [{ rewardId: rewards.five, points: 100 }, {}, 400, "field_wrong"],
      [{ ...five(), customerId: "8" }, {}, 400, "field_unknown"],
      ["text", {}, 400, "not_json"],
    ];
    for (const [body, asked, status, code] of cases) {
      const customer = await aMember(0n);
      expect(await redeem(customer, body, asked), JSON.stringify([body, asked])).toMatchObject({ status, body: { error: { code, message: expect.stringMatching(/\.$|expected/) } } });
    }
    expect((await read(redeemLoader(args(proxied("redeem", { shop: DOMAIN }))))).status).toBe(405);
    expect((await read(rewardsAction(args(command("rewards", { shop: DOMAIN }))))).headers.get("allow")).toBe("GET");
  });

  test("more than five in a minute are told when to come back; somebody else is not", async () => {
    const customer = await aMember(2_000n);
    const answers = await Promise.all(Array.from({ length: 50 }, () => redeem(customer, five())));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(5);
    const late = answers.filter(({ status }) => status === 429);
    expect(late).toHaveLength(45);
    expect(new Set(late.map(({ body }) => body.error.message.replace(/\d+ seconds/, "n seconds")))).toEqual(new Set(["More than 5 redemptions in a minute: try again in n seconds.", "More than 30 requests in a minute: try again in n seconds."]));
    for (const { body, headers } of late) expect([body.error.code, Number(headers.get("retry-after")) > 0]).toEqual(["too_many", true]);
    expect((await list(customer)).body).toMatchObject({ available: 1_500 });
    expect((await redeem(await aMember(100n), five())).status).toBe(200);
    await expectBooks(shopId);
  });

  test("more than twenty in a day are told when to come back", async () => {
    const customer = await aMember(3_000n);
    const ours = (change: string) => database.asOwner(`UPDATE redemption SET ${change} WHERE shop_id = $1 AND request_key LIKE $2`, [shopId, `customer:${customer}:%`]);
    for (let n = 1; n <= 20; n++) {
      expect((await redeem(customer, five())).status).toBe(200);
      if (n % 5 === 0) await ours("status = 'burned', created_at = created_at - interval '1 minute'");
    }
    expect(await redeem(customer, five())).toMatchObject({ status: 429, body: { error: { message: expect.stringMatching(/^More than 20 redemptions in a day/) } } });
    await ours("status = 'issued'");
  });

  test("what redeems nothing is not counted: refusals, mistakes, the same command once more", async () => {
    const customer = await aMember(600n);
    const key = randomUUID();
    expect((await redeem(customer, five(), { key })).status).toBe(200);
    const nothing = await Promise.all([
      ...[1, 2, 3, 4].map(() => redeem(customer, { ...five(), points: 90 })), ...[1, 2].map(() => redeem(customer, { ...five(), rewardId: "999999" })),
      ...[1, 2].map(() => redeem(customer, { ...five(), points: "100" })),
    ]);
    expect(nothing.map(({ status }) => status)).not.toContain(200);
    for (let again = 0; again < 5; again++) expect((await redeem(customer, five(), { key })).status).toBe(200);
    expect((await redeem(customer, { ...five(), rewardId: rewards.dry }, { key })).status).toBe(409);
    for (let i = 0; i < 4; i++) expect((await redeem(customer, five())).status).toBe(200);
    expect((await redeem(customer, five())).status).toBe(429);
    expect((await list(customer)).body.available).toBe(100);
  });
});

describe("redemptions", () => {
  test("canceling takes the code away at once and says how far it is; canceling again changes nothing", async () => {
    const customer = await aMember(100n);
    const { body: { redemption } } = await redeem(customer, five());
    const canceled = await cancel(customer, redemption.id);
    expect(canceled).toMatchObject({ status: 200, body: { available: 0, redemption: { id: redemption.id, status: "returning", step: 1, code: null } } });
    expect((await cancel(customer, redemption.id)).body).toEqual(canceled.body);
    await database.asOwner("UPDATE redemption SET code_gone_at = now() WHERE shop_id = $1 AND redemption_id = $2", [shopId, redemption.id]);
    expect((await see(customer, redemption.id)).body.redemption).toMatchObject({ status: "returning", step: 2 });
  });

  test("one that waits for a code gives its points back at once", async () => {
    const customer = await aMember(100n);
    const { body: { redemption } } = await redeem(customer, { ...five(), rewardId: await offered(shopId, { title: "Nothing minted yet", value: { kind: "free_shipping", maximumMinor: null } }) });
    expect(redemption).toMatchObject({ status: "preparing", minor: null });
    expect(await cancel(customer, redemption.id)).toMatchObject({ status: 200, body: { available: 100, redemption: { status: "returned" } } });
    await expectBooks(shopId);
  });

  test("before it is canceled it is told what would end soon: its day, or a day of grace", async () => {
    const customer = await aMember(300n);
    const { body: { redemption } } = await redeem(customer, five());
    const coming = async () => (await see(customer, redemption.id)).body.redemption.comingBack;
    await moveExpiry(customer, "now() + interval '60 days'");
    expect(await coming()).toEqual([]);
    await moveExpiry(customer, "now() + interval '5 days'");
    const [soon] = await coming();
    expect(soon.points).toBe(100);
    await moveExpiry(customer, "now() - interval '1 day'");
    const [grace] = await coming();
    expect(grace.points).toBe(100);
    // 30 days of grace by default, against five.
    expect(grace.on > soon.on).toBe(true);
  });

  test("a code that is over is not shown, though no job has ended it yet", async () => {
    const customer = await aMember(100n);
    const { body: { redemption } } = await redeem(customer, five());
    await database.asOwner("UPDATE redemption SET expires_at = now() - interval '1 minute' WHERE shop_id = $1 AND redemption_id = $2", [shopId, redemption.id]);
    expect((await see(customer, redemption.id)).body.redemption).toMatchObject({ status: "returning", step: 1, code: null });
    await database.asOwner("UPDATE redemption SET on_expiry = 'lapse' WHERE shop_id = $1 AND redemption_id = $2", [shopId, redemption.id]);
    expect((await see(customer, redemption.id)).body.redemption).toMatchObject({ status: "lapsed", step: null, code: null });
  });

  test("somebody else's, another shop's and none at all are the same 404, to read and to cancel", async () => {
    const owner = await aMember(100n);
    const { body: { redemption } } = await redeem(owner, five());
    const [stranger, foreigner] = [await aMember(100n), await aMember(100n, otherShop)];
    const answers = [
      await see(stranger, redemption.id), await cancel(stranger, redemption.id), await see("97", redemption.id), await cancel("97", redemption.id), await see(stranger, "99999"), await cancel(stranger, "x'--"), await see(stranger, "0"),
      await see(foreigner, redemption.id, { shop: OTHER }), await cancel(foreigner, redemption.id, { shop: OTHER }), await see(owner, redemption.id, { shop: OTHER }),
    ];
    for (const { status, body } of answers) {
      expect(status).toBe(404);
      expect(body.error).toEqual({ code: "not_found", message: expect.stringMatching(/^redemption .+: expected the number of one of your own redemptions$/) });
    }
    expect((await see("", redemption.id)).status).toBe(401);
    expect((await cancel("", redemption.id)).status).toBe(401);
    expect((await see(owner, redemption.id)).body.redemption.status).toBe("ready");
  });

  test("more than ten cancellations in a minute wait", async () => {
    const customer = await aMember(0n);
    const statuses = [];
    for (let i = 0; i < 11; i++) statuses.push((await cancel(customer, "1")).status);
    expect(statuses).toEqual([...Array<number>(10).fill(404), 429]);
    expect((await read(cancelLoader(args(proxied("redemptions/1/cancel", { shop: DOMAIN }))))).status).toBe(405);
  });

  test("an id in any other field never changes the answer", async () => {
    const [owner, asker] = [await aMember(100n), await aMember(70n)];
    const { body: { redemption } } = await redeem(owner, five());
    const own = (await list(asker)).body;
    const field = fc.constantFrom("customer_id", "customerId", "member_id", "id", "redemptionId", "shopId", "__proto__");
    await fc.assert(fc.asyncProperty(field, fc.constantFrom(owner, redemption.id, `gid://shopify/Customer/${owner}`), async (name, id) => {
      expect((await list(asker, { query: [[name, id]], headers: { "x-shopify-customer": id } })).body).toEqual(own);
      expect((await see(asker, redemption.id, { query: [[name, id]] })).status).toBe(404);
    }), { numRuns: 20 });
    expect((await cancel(asker, redemption.id, { body: JSON.stringify({ customerId: owner }) })).status).toBe(404);
  });
});
