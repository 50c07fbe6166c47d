import { beforeAll, expect, test } from "vitest";
import { createCustomer } from "../../sandbox/shop-life/create-customer";
import type { Customer, Shop as SandboxShop } from "../../sandbox/world/types";
import { refreshBacklog, refreshMembers } from "~/jobs/tasks/refresh-members";
import { settleOrders } from "~/operations/orders/settle-orders.server";
import { shopById } from "~/store/shops/shop-by-id.server";
import type { Shop } from "~/store/shops/shop-by-domain.server";
import { anOrder } from "../loyalty/orders/an-order";
import { cardOf } from "../support/card-of";
import { useLiveShop } from "../support/live-shop";

const live = useLiveShop({ work: false });
const now = () => new Date();
const LONG_AGO = "2025-05-05T10:00:00.000Z";
let at: SandboxShop;
let shop: Shop;

beforeAll(async () => {
  const { shop: there, shopId } = await live.install("evergreen-goods.myshopify.com");
  at = there;
  shop = (await shopById(shopId))!;
});

async function buys(moment: string): Promise<Customer> {
  const customer = createCustomer(live.sandbox, at, {});
  await settleOrders(shop.shopId, [anOrder({ orderId: `9${customer.id}`, customerId: customer.id, createdAt: moment, processedAt: moment, updatedAt: moment, paidAt: moment })], now());
  return customer;
}

const hasCard = ({ id }: Customer) => cardOf(at, id) !== undefined;
const jobs = async () => (await live.database.asOwner<{ task: string }>("SELECT task_identifier AS task FROM graphile_worker.jobs WHERE task_identifier LIKE 'refresh-%' ORDER BY 1")).map(({ task }) => task);

test("who buys now has a card at once; those of the past are left to a job of their own, which writes them all", async () => {
  const past: Customer[] = [];
  for (let i = 0; i < 30; i++) past.push(await buys(LONG_AGO));
  const present = await buys(now().toISOString());

  expect(await refreshMembers(shop, now)).toBe(1);
  expect(hasCard(present)).toBe(true);
  expect(past.some(hasCard)).toBe(false);
  expect(await jobs()).toContain("refresh-backlog");

  expect(await refreshBacklog(shop, now)).toBe(30);
  expect(past.every(hasCard)).toBe(true);
  expect(await live.database.asOwner("SELECT FROM member_refresh")).toEqual([]);
});

test("two drains at once push each member once, and nobody is forgotten", async () => {
  const past: Customer[] = [];
  for (let i = 0; i < 30; i++) past.push(await buys(LONG_AGO));
  const counts = await Promise.all([refreshBacklog(shop, now), refreshBacklog(shop, now), refreshMembers(shop, now)]);
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(30);
  expect(past.every(hasCard)).toBe(true);
});
