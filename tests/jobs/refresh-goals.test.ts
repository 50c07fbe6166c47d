import { beforeAll, expect, test } from "vitest";
import { createCustomer } from "../../sandbox/shop-life/create-customer";
import type { Customer, Shop as SandboxShop } from "../../sandbox/world/types";
import { publishShopProgram } from "~/jobs/tasks/publish-program";
import { refreshBacklog } from "~/jobs/tasks/refresh-members";
import { refreshGoals } from "~/operations/rewards/refresh-goals.server";
import { saveReward } from "~/operations/rewards/save-reward.server";
import { setRewardState } from "~/operations/rewards/set-reward-state.server";
import { shopById } from "~/store/shops/shop-by-id.server";
import type { Shop } from "~/store/shops/shop-by-domain.server";
import { aReward } from "../loyalty/rewards/a-reward";
import { aMemberWith } from "../support/a-stocked-reward";
import { cardOf } from "../support/card-of";
import { useLiveShop } from "../support/live-shop";

const live = useLiveShop({ work: false });
const now = () => new Date();
let at: SandboxShop;
let shop: Shop;
let poor: Customer;
let rich: Customer;

beforeAll(async () => {
  const { shop: there, shopId } = await live.install("evergreen-goods.myshopify.com");
  at = there;
  shop = (await shopById(shopId))!;
  [poor, rich] = [createCustomer(live.sandbox, at, {}), createCustomer(live.sandbox, at, {})];
  await aMemberWith(shopId, { customerId: poor.id, points: 50, now: now() });
  await aMemberWith(shopId, { customerId: rich.id, points: 500, now: now() });
});

const goalOf = ({ id }: Customer) => {
  const card = cardOf(at, id);
  return card && (JSON.parse(card) as { nextReward: { title: string; cost: number; missing: number } | null }).nextReward;
};
const offer = async (title: string, points: number) => {
  const saved = await saveReward(shop.shopId, { rewardId: null, version: 0, terms: aReward({ title, price: { kind: "fixed", points } }), stock: null, actor: "staff:1" }, now());
  if ("refusal" in saved) throw new Error(saved.refusal);
  return saved.rewardId;
};
const waiting = async () => (await live.database.asOwner<{ customer_id: string }>("SELECT customer_id FROM member_refresh JOIN member USING (shop_id, member_id) ORDER BY customer_id::bigint")).map((row) => row.customer_id);
const everybody = () => [poor.id, rich.id].sort((a, b) => Number(BigInt(a) - BigInt(b)));

test("cards follow a reward that is new, dearer, paused: only those that name another one by now, and each once", async () => {
  const small = await offer("Small", 100);
  // Their first cards are under way: painted before or after, nobody knows.
  await publishShopProgram(shop, now);
  await refreshBacklog(shop, now);
  expect([goalOf(poor), goalOf(rich)]).toEqual([{ title: "Small", cost: 100, missing: 50 }, { title: "Small", cost: 100, missing: 0 }]);

  // The one who has enough for all sees the dearest; the other still saves up for the cheapest.
  const big = await offer("Big", 300);
  await publishShopProgram(shop, now);
  expect(await waiting()).toEqual([rich.id]);
  await refreshBacklog(shop, now);
  expect([goalOf(poor), goalOf(rich)]).toEqual([{ title: "Small", cost: 100, missing: 50 }, { title: "Big", cost: 300, missing: 0 }]);

  await saveReward(shop.shopId, { rewardId: small, version: 1, terms: aReward({ title: "Small", price: { kind: "fixed", points: 120 } }), stock: null, actor: "staff:1" }, now());
  await setRewardState(shop.shopId, { rewardId: big, state: "paused", actor: "staff:1" }, now());
  await publishShopProgram(shop, now);
  await publishShopProgram(shop, now);
  expect(await waiting()).toEqual(everybody());
  expect(await refreshBacklog(shop, now)).toBe(2);
  expect([goalOf(poor), goalOf(rich)]).toEqual([{ title: "Small", cost: 120, missing: 70 }, { title: "Small", cost: 120, missing: 0 }]);
  expect(await refreshGoals(shop.shopId, now())).toBe(0);
});

test("a reward whose day has come concerns whoever can save up for it now; one whose day is over nobody any more", async () => {
  const day = 86_400_000;
  const soon = new Date(Date.now() + day);
  const saved = await saveReward(shop.shopId, { rewardId: null, version: 0, terms: aReward({ title: "December", price: { kind: "fixed", points: 60 }, startsAt: soon.toISOString(), endsAt: new Date(soon.getTime() + day).toISOString() }), stock: null, actor: "staff:1" }, now());
  if ("refusal" in saved) throw new Error(saved.refusal);
  expect(await refreshGoals(shop.shopId, now())).toBe(0);
  expect(await refreshGoals(shop.shopId, soon)).toBe(1);
  expect(await waiting()).toEqual([poor.id]);
  expect(await refreshGoals(shop.shopId, new Date(soon.getTime() + day))).toBe(0);
});
