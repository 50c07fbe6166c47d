import { expect, test } from "vitest";
import { createCustomer } from "../../sandbox/shop-life/create-customer";
import { payOrder } from "../../sandbox/shop-life/pay-order";
import { placeOrder } from "../../sandbox/shop-life/place-order";
import { refundOrder } from "../../sandbox/shop-life/refund-order";
import type { Shop } from "../../sandbox/world/types";
import { cardOf } from "../support/card-of";
import { eventually, useLiveShop } from "../support/live-shop";

const live = useLiveShop({ work: true });

const readCard = (shop: Shop, customerId: string) => {
  const found = cardOf(shop, customerId);
  return found ? JSON.parse(found) as { available: number; pending: number; tier: { handle: string }; version: number; activity: unknown[] } : null;
};
const total = (card: { available: number; pending: number } | null) => (card ? card.available + card.pending : -1);

test("an order becomes a card, a tier tag and a published program at Shopify; a refund takes it back", async () => {
  const { shop } = await live.install("evergreen-goods.myshopify.com");
  const customer = createCustomer(live.sandbox, shop, { email: "ada@example.com", firstName: "Ada", lastName: "L", tags: ["vip"] });
  const variantId = Object.values(shop.products).find((product) => !product.giftCard)!.variants[0]!.id;
  const order = placeOrder(live.sandbox, shop, { customerId: customer.id, email: customer.email, lines: [{ variantId, quantity: 2, unitPriceMinor: 5_000 }] });
  payOrder(live.sandbox, shop, { orderId: order.id });

  const card = await eventually("a card with points", () => { const found = readCard(shop, customer.id); return total(found) > 0 ? found : null; });
  expect(total(card)).toBe(100);
  expect(card.activity).toHaveLength(1);
  await eventually("the tier's tag", () => customer.tags.some((tag) => tag.startsWith("perennial:tier:")));
  expect(customer.tags).toContain("vip");
  expect(customer.tags.filter((tag) => tag.startsWith("perennial:tier:"))).toHaveLength(1);

  refundOrder(live.sandbox, shop, { orderId: order.id, lines: [{ lineId: order.lines[0]!.id, quantity: 1 }] });
  await eventually("half of the points", () => total(readCard(shop, customer.id)) === 50);

  await eventually("the program", () => Object.values(shop.metafields).flatMap((all) => Object.values(all)).find(({ key, namespace }) => key === "program" && namespace === "perennial"));
  const states = await live.database.asOwner<{ state: string; n: number }>("SELECT state, count(*)::int AS n FROM inbox GROUP BY state");
  expect(states.filter(({ state }) => state === "parked")).toEqual([]);
});
