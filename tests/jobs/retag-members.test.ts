import { beforeAll, expect, test } from "vitest";
import { createCustomer } from "../../sandbox/shop-life/create-customer";
import type { Customer, Shop as SandboxShop } from "../../sandbox/world/types";
import { refreshMembers } from "~/jobs/tasks/refresh-members";
import { retagMembers } from "~/jobs/tasks/retag-members";
import { enrollMember } from "~/operations/members/enroll-member.server";
import { retryCards } from "~/operations/members/retry-cards.server";
import { setMembership } from "~/operations/members/set-membership.server";
import { claimRetags, finishRetags, requestRetags } from "~/store/cards/retag-queue.server";
import { inTransaction } from "~/store/in-transaction.server";
import { shopById } from "~/store/shops/shop-by-id.server";
import type { Shop } from "~/store/shops/shop-by-domain.server";
import { cardOf } from "../support/card-of";
import { useLiveShop } from "../support/live-shop";

const live = useLiveShop({ work: false });
const now = () => new Date();
let at: SandboxShop;
let shop: Shop;

beforeAll(async () => {
  const { shop: there, shopId } = await live.install("evergreen-goods.myshopify.com");
  at = there;
  shop = (await shopById(shopId))!;
});

async function aMember(tags: string[]): Promise<{ customer: Customer; memberId: bigint }> {
  const customer = createCustomer(live.sandbox, at, { tags });
  const answer = await enrollMember(shop.shopId, { customerId: customer.id, actor: "staff:1" }, now());
  if (!("memberId" in answer)) throw new Error(`customer ${customer.id} did not join: ${answer.refusal}`);
  return { customer, memberId: answer.memberId };
}

const ours = ({ tags }: Customer) => tags.filter((tag) => tag.toLowerCase().startsWith("perennial:tier:"));
const others = ({ tags }: Customer) => tags.filter((tag) => !tag.toLowerCase().startsWith("perennial:tier:")).sort();
const hasCard = ({ id }: Customer) => cardOf(at, id) !== undefined;
const waiting = () => live.database.asOwner<{ member_id: string }>("SELECT member_id FROM member_retag ORDER BY 1");

test("cards do not wait for tags; then exactly one tag of ours stands there and nobody else's is touched", async () => {
  const plain = await aMember([]);
  const foreign = await aMember(["vip", "perennial", "perennial:team"]);
  const stale = await aMember(["vip", "perennial:tier:gold", "Perennial:Tier:Old"]);
  await refreshMembers(shop, now);
  const all = [plain, foreign, stale].map(({ customer }) => customer);
  expect(all.map(hasCard)).toEqual([true, true, true]);
  expect(all.map((customer) => ours(customer).length)).toEqual([0, 0, 2]);
  expect(await waiting()).toHaveLength(3);

  expect(await retagMembers(shop, now)).toBe(3);
  expect(all.map(ours)).toEqual([["perennial:tier:member"], ["perennial:tier:member"], ["perennial:tier:member"]]);
  expect(all.map(others)).toEqual([[], ["perennial", "perennial:team", "vip"], ["vip"]]);
  expect(await waiting()).toEqual([]);
});

test("a late or repeated run ends the same and writes nothing", async () => {
  const { customer, memberId } = await aMember(["vip"]);
  await refreshMembers(shop, now);
  await retagMembers(shop, now);
  const { updatedAt, tags } = structuredClone(customer);
  await inTransaction(shop.shopId, (db) => requestRetags(db, [memberId], now()));
  expect(await retagMembers(shop, now)).toBe(1);
  expect({ updatedAt: customer.updatedAt, tags: customer.tags }).toEqual({ updatedAt, tags });
});

test("who leaves loses our tag and keeps the others", async () => {
  const { customer, memberId } = await aMember(["vip"]);
  await refreshMembers(shop, now);
  await retagMembers(shop, now);
  expect(ours(customer)).toHaveLength(1);
  await setMembership(shop.shopId, { memberId, state: "left", actor: "customer" }, now());
  await refreshMembers(shop, now);
  await retagMembers(shop, now);
  expect(customer.tags).toEqual(["vip"]);
});

test("a tag that Shopify refuses is parked with its reason, keeps nobody else's back, and works when tried again", async () => {
  const full = await aMember(Array.from({ length: 250 }, (_, i) => `tag${i}`));
  const other = await aMember([]);
  await refreshMembers(shop, now);
  await retagMembers(shop, now);
  expect(hasCard(full.customer)).toBe(true);
  expect(ours(full.customer)).toEqual([]);
  expect(ours(other.customer)).toEqual(["perennial:tier:member"]);
  const parked = await live.database.asOwner<{ member_id: string; parked_reason: string }>("SELECT member_id, parked_reason FROM member_refresh WHERE parked_reason IS NOT NULL");
  expect(parked).toEqual([{ member_id: String(full.memberId), parked_reason: expect.stringMatching(/tag/i) as string }]);

  full.customer.tags = ["vip"];
  expect(await retryCards(shop.shopId, { memberIds: [full.memberId] }, now())).toEqual({ retried: 1 });
  await refreshMembers(shop, now);
  await retagMembers(shop, now);
  expect([ours(full.customer), others(full.customer)]).toEqual([["perennial:tier:member"], ["vip"]]);
  expect(await live.database.asOwner("SELECT FROM member_refresh WHERE parked_reason IS NOT NULL")).toEqual([]);
});

test("a cause that comes while the tag is written lets the member wait again", async () => {
  const { memberId } = await aMember([]);
  await refreshMembers(shop, now);
  const claimed = await claimRetags(shop.shopId, { most: 10, leaseSeconds: 60 });
  expect(claimed.map((one) => one.memberId)).toEqual([memberId]);
  expect(await claimRetags(shop.shopId, { most: 10, leaseSeconds: 60 })).toEqual([]);
  await inTransaction(shop.shopId, (db) => requestRetags(db, [memberId], now()));
  await finishRetags(shop.shopId, claimed.map(({ cause }) => ({ memberId, cause, refusedReason: null })), now());
  expect(await retagMembers(shop, now)).toBe(1);
  expect(await waiting()).toEqual([]);
});

test("while Shopify throttles every other call, every card and every tag arrives in the end", async () => {
  const members = await Promise.all(Array.from({ length: 3 }, () => aMember(["vip"])));
  live.sandbox.world.faults.throttle = 0.5;
  try {
    await refreshMembers(shop, now);
    await retagMembers(shop, now);
  } finally {
    live.sandbox.world.faults.throttle = 0;
  }
  expect(members.map(({ customer }) => hasCard(customer))).toEqual([true, true, true]);
  expect(members.map(({ customer }) => [ours(customer), others(customer)])).toEqual(members.map(() => [["perennial:tier:member"], ["vip"]]));
});
