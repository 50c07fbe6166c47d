import { beforeAll, describe, expect, test } from "vitest";
import { rewardDraft, type RewardDraft } from "~/forms/reward-draft";
import type { Reward } from "~/loyalty/rewards/reward";
import { compareCodes } from "~/operations/rewards/compare-codes.server";
import { readFor } from "~/store/in-transaction.server";
import { livePools } from "~/store/rewards/pool-rows.server";
import { aReward } from "../loyalty/rewards/a-reward";
import { aShop } from "../support/a-shop";
import { useDatabase } from "../support/use-database";
import { fillShop } from "../store/admin-reads/fill-shop";
import { adminRequest, sessionToken, setAdminEnv, signIn } from "./admin-request";
import { ask } from "./ask-route";

const HOME = "first-shop.myshopify.com";
const OTHER = "other-shop.myshopify.com";
const database = useDatabase();
let shopId: bigint;

beforeAll(async () => {
  setAdminEnv();
  shopId = await aShop(database, { domain: HOME });
  await aShop(database, { domain: OTHER });
  await fillShop(database, shopId, { members: 120 });
  await signIn(HOME);
  await signIn(OTHER);
});

const draft = (change: Partial<RewardDraft> = {}, reward: Partial<Reward> = {}) => ({ ...rewardDraft(aReward(reward), null, { currency: "USD", timeZone: "America/New_York" }), ...change });
const post = (rewardId: string, body: unknown, shop = HOME) => ask("app.reward", "action", { request: adminRequest(`/app/rewards/${rewardId}`, { token: sessionToken({ shop }), body }), params: { rewardId } });
const list = (body: unknown) => ask("app.rewards", "action", { request: adminRequest("/app/rewards", { token: sessionToken({ shop: HOME }), body }) });
const look = (file: string, path: string, params: Record<string, string> = {}, shop = HOME) => ask(file, "loader", { request: adminRequest(path, { token: sessionToken({ shop }) }), params });
const create = async (change: Partial<RewardDraft> = {}) => {
  const { data } = await post("new", { intent: "save", version: 0, draft: draft(change) });
  return String((data as { rewardId: bigint }).rewardId);
};

describe("the first reward", () => {
  test("is proposed in the shop's currency, priced by what a point is worth", async () => {
    const { data } = await look("app.rewards", "/app/rewards");
    expect(data).toMatchObject({ rewards: [], full: null, proposals: [
      { id: "amount", value: { minor: 500 }, price: { points: 170 } }, { id: "percent", value: { percent: 10 }, price: { points: 170 } }, { id: "shipping", price: { points: 200 } },
      { id: "slider", value: { minor: 100 }, price: { stepPoints: 34, steps: 10 } },
    ] });
    expect((await look("app.reward", "/app/rewards/new?proposal=amount", { rewardId: "new" })).data).toMatchObject({ rewardId: null, version: 0, proposal: { id: "amount" }, standing: null });
    expect((await look("app.reward", "/app/rewards/new?proposal=__proto__", { rewardId: "new" })).data).toMatchObject({ proposal: null });
  });

  test("is looked at before it is made: who could have it, what Shopify is asked for; nothing is saved", async () => {
    const answer = await post("new", { intent: "preview", draft: draft() });
    // Members 100 to 120 without every 50th, who owes.
    expect(answer).toEqual({ status: 200, data: { ok: true, run: { members: 20, points: 2_210n, codesOut: 0, discounts: { made: 1, onDemand: false, closed: 0, retitled: 0 } } } });
    const gold = await post("new", { intent: "preview", draft: draft({ tiers: ["gold"] }) });
    expect(gold.data).toMatchObject({ run: { members: 5 } });
    expect(await database.asOwner("SELECT 1 FROM reward WHERE shop_id = $1", [String(shopId)])).toEqual([]);
  });

  test("is saved with its author; its discount is planned, and Shopify's sentence shows with a way to try again", async () => {
    const rewardId = await create();
    expect((await look("app.rewards", "/app/rewards")).data).toMatchObject({ rewards: [{ standing: "active", redeemed: 0, used: 0, pools: { count: 1, ready: 0, preparing: true, fault: null } }] });
    expect(await database.asOwner("SELECT actor, detail FROM access_log WHERE action = 'save_reward' AND shop_id = $1", [String(shopId)])).toEqual([{ actor: "staff:42", detail: { reward: rewardId, version: 1 } }]);
    await database.asOwner("UPDATE code_pool SET fault = 'Title is too loud (INVALID)' WHERE shop_id = $1", [String(shopId)]);
    expect((await look("app.rewards", "/app/rewards")).data).toMatchObject({ rewards: [{ pools: { fault: "Title is too loud (INVALID)" } }] });
    expect((await look("app.reward", `/app/rewards/${rewardId}`, { rewardId })).data).toMatchObject({ fault: "Title is too loud (INVALID)" });
    await database.asOwner("DELETE FROM graphile_worker._private_jobs WHERE key = $1", [`fill-pools:${shopId}`]);
    expect(await list({ intent: "retry", id: rewardId })).toEqual({ status: 200, data: { ok: true, tried: 1 } });
    expect(await database.asOwner("SELECT fault FROM code_pool WHERE shop_id = $1", [String(shopId)])).toEqual([{ fault: null }]);
    expect(await database.asOwner("SELECT 1 FROM graphile_worker._private_jobs WHERE key = $1", [`fill-pools:${shopId}`])).toHaveLength(1);
  });
});

describe("a change", () => {
  test("of the price changes nothing at Shopify, of the title its title, of the value makes another discount", async () => {
    const rewardId = await create();
    const discounts = async (change: Partial<RewardDraft>) => ((await post(rewardId, { intent: "preview", draft: draft(change) })).data as { run: { discounts: object } }).run.discounts;
    expect(await discounts({ points: "150", validityDays: "10", stock: "5" })).toEqual({ made: 0, onDemand: false, closed: 0, retitled: 0 });
    expect(await discounts({ title: "Five off" })).toEqual({ made: 0, onDemand: false, closed: 0, retitled: 1 });
    expect(await discounts({ amount: "6" })).toEqual({ made: 1, onDemand: false, closed: 1, retitled: 0 });
    expect(await discounts({ pricing: "slider", steps: "10", points: "100" })).toEqual({ made: 9, onDemand: true, closed: 0, retitled: 0 });
  });

  test("by two people at once: the second is told", async () => {
    const rewardId = await create();
    expect((await post(rewardId, { intent: "save", version: 1, draft: draft({ points: "120" }) })).data).toMatchObject({ ok: true, version: 2 });
    expect(await post(rewardId, { intent: "save", version: 1, draft: draft({ points: "130" }) })).toEqual({ status: 409, data: { ok: false, errors: { form: { code: "changed_meanwhile" } } } });
    expect((await look("app.reward", `/app/rewards/${rewardId}`, { rewardId })).data).toMatchObject({ version: 2, stored: { points: "120" } });
  });

  test("mistakes come back under their fields", async () => {
    expect(await post("new", { intent: "save", version: 0, draft: draft({ points: "1.5", title: "" }) })).toMatchObject({ status: 400, data: { ok: false, errors: { points: { code: "whole" }, title: { code: "empty" } } } });
    expect(await post("new", { intent: "preview", draft: draft({ amount: "" }) })).toMatchObject({ status: 400, data: { errors: { amount: { code: "moneyMissing" } } } });
  });

  test.each<[string, unknown, string]>([
    ["a number for a text", { intent: "save", version: 0, draft: { ...draft(), points: 100 } }, "draft.points 100: "],
    ["no version", { intent: "save", draft: draft() }, "version missing: "],
    ["half a version", { intent: "save", version: 0.5, draft: draft() }, "version 0.5: "],
    ["an unknown field", { intent: "save", version: 0, draft: draft(), shopId: "2" }, "body "],
    ["an unknown state", { intent: "state", state: "deleted" }, "state \"deleted\": "],
  ])("%s is answered 400 with a sentence", async (_what, body, sentence) => {
    const answer = await post("new", body);
    expect(answer).toMatchObject({ status: 400, data: { code: "bad_input", message: expect.stringContaining(sentence) } });
  });
});

describe("pausing, ending, ordering", () => {
  test("a reward is paused, goes on, and ends for good", async () => {
    const rewardId = await create();
    const standing = async () => ((await look("app.reward", `/app/rewards/${rewardId}`, { rewardId })).data as { standing: string }).standing;
    for (const [state, shown] of [["paused", "paused"], ["active", "active"], ["ended", "ended"]] as const) {
      expect((await post(rewardId, { intent: "state", state })).status).toBe(200);
      expect(await standing()).toBe(shown);
    }
    expect(await post(rewardId, { intent: "state", state: "active" })).toMatchObject({ status: 409, data: { errors: { form: { code: "reward_ended" } } } });
    expect(await post(rewardId, { intent: "save", version: 1, draft: draft() })).toMatchObject({ status: 409, data: { errors: { form: { code: "reward_ended" } } } });
  });

  test("whose discount was ended at Shopify is paused with its reason until it is resumed: no save makes another discount, resuming does", async () => {
    const rewardId = await create();
    const page = async () => (await look("app.reward", `/app/rewards/${rewardId}`, { rewardId })).data;
    const open = () => database.asOwner("SELECT 1 FROM code_pool WHERE shop_id = $1 AND reward_id = $2 AND state = 'planned'", [String(shopId), rewardId]);
    await database.asOwner("UPDATE code_pool SET state = 'open', discount_id = 'gid://shopify/DiscountCodeNode/1' WHERE shop_id = $1 AND reward_id = $2", [String(shopId), rewardId]);
    const [pool] = (await readFor(shopId, livePools)).filter((one) => String(one.rewardId) === rewardId);
    await compareCodes(shopId, pool!, "ended", new Date());
    expect(await page()).toMatchObject({ standing: "paused", pausedReason: "discount_ended" });
    expect(((await look("app.rewards", "/app/rewards")).data as { rewards: object[] }).rewards).toContainEqual(expect.objectContaining({ rewardId: BigInt(rewardId), pausedReason: "discount_ended" }));
    expect((await look("app.home", "/app")).data).toMatchObject({ attention: { rewards: { discounts: [{ rewardId: BigInt(rewardId), fate: "ended" }] } } });
    expect((await post(rewardId, { intent: "preview", draft: draft({ amount: "6" }) })).data).toMatchObject({ run: { discounts: { made: 0, closed: 0, retitled: 0 } } });
    await post(rewardId, { intent: "save", version: 1, draft: draft({ amount: "6" }) });
    expect(await open()).toEqual([]);
    await post(rewardId, { intent: "state", state: "active" });
    expect(await page()).toMatchObject({ standing: "active", pausedReason: null });
    expect(await open()).toHaveLength(1);
    expect((await look("app.home", "/app")).data).toMatchObject({ attention: { rewards: { discounts: [] } } });
  });

  test("its days count as much: one that begins later is scheduled, one whose last day is over has ended", async () => {
    const later = await create({ startDate: "2099-01-01" });
    expect((await look("app.reward", `/app/rewards/${later}`, { rewardId: later })).data).toMatchObject({ standing: "scheduled", stored: { startDate: "2099-01-01" } });
    const over = await create({ endDate: "2020-01-01" });
    expect((await look("app.reward", `/app/rewards/${over}`, { rewardId: over })).data).toMatchObject({ standing: "ended" });
  });

  test("the order is the merchant's; a reward named twice is refused", async () => {
    const ids = async () => ((await look("app.rewards", "/app/rewards")).data as { rewards: { rewardId: bigint; standing: string }[] }).rewards.filter(({ standing }) => standing !== "ended").map(({ rewardId }) => String(rewardId));
    const turned = (await ids()).reverse();
    expect((await list({ intent: "order", ids: turned })).status).toBe(200);
    expect(await ids()).toEqual(turned);
    expect(await list({ intent: "order", ids: [turned[0], turned[0]] })).toMatchObject({ status: 400, data: { message: expect.stringContaining("expected every reward once") } });
    expect(await list({ intent: "order", ids: ["x"] })).toMatchObject({ status: 400, data: { message: expect.stringContaining("ids.0 \"x\": expected an id") } });
  });

  test("as many as a shopper can look through, and no more; one whose last day is over is none of them", async () => {
    const standings = async () => ((await look("app.rewards", "/app/rewards")).data as { rewards: { standing: string }[] }).rewards.map(({ standing }) => standing);
    const open = (await standings()).filter((standing) => standing !== "ended").length;
    for (let i = open; i < 19; i++) await post("new", { intent: "save", version: 0, draft: draft() });
    const over = await create({ endDate: "2020-01-01" });
    expect((await look("app.rewards", "/app/rewards")).data).toMatchObject({ full: null });
    expect((await standings()).lastIndexOf("scheduled")).toBeLessThan((await standings()).indexOf("ended"));
    await create();
    expect(await post("new", { intent: "save", version: 0, draft: draft() })).toMatchObject({ status: 409, data: { errors: { form: { code: "too_many_rewards" } } } });
    expect((await look("app.rewards", "/app/rewards")).data).toMatchObject({ full: 20 });
    expect((await standings()).filter((standing) => standing !== "ended")).toHaveLength(20);
    // It may get a later last day when there is room for it again.
    const again = () => post(over, { intent: "save", version: 1, draft: draft({ endDate: "2099-01-01" }) });
    expect(await again()).toMatchObject({ status: 409, data: { errors: { form: { code: "too_many_rewards" } } } });
    const [first] = ((await look("app.rewards", "/app/rewards")).data as { rewards: { rewardId: bigint }[] }).rewards;
    await post(String(first!.rewardId), { intent: "state", state: "ended" });
    expect(await again()).toMatchObject({ status: 200, data: { ok: true, version: 2 } });
  });
});

test("a reward of another shop does not exist here, nor does one that is no id", async () => {
  const [row] = await database.asOwner<{ reward_id: string }>("SELECT reward_id FROM reward WHERE shop_id = $1 LIMIT 1", [String(shopId)]);
  const foreign = row!.reward_id;
  expect((await look("app.reward", `/app/rewards/${foreign}`, { rewardId: foreign }, OTHER)).status).toBe(404);
  for (const body of [{ intent: "save", version: 1, draft: draft() }, { intent: "preview", draft: draft() }, { intent: "state", state: "ended" }]) expect((await post(foreign, body, OTHER)).status).toBe(404);
  for (const rewardId of ["0x10", "-1", "1.5", "", "99999999999999999999"]) expect((await look("app.reward", "/app/rewards/x", { rewardId })).status, rewardId).toBe(404);
  expect(await post("new", { intent: "state", state: "ended" })).toMatchObject({ status: 404 });
});
