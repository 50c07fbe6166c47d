import { beforeAll, expect, test } from "vitest";
import { defaultProgram } from "~/loyalty/program/default-program";
import { createCustomer } from "../../sandbox/shop-life/create-customer";
import { payOrder } from "../../sandbox/shop-life/pay-order";
import { placeOrder, type PlaceOrder } from "../../sandbox/shop-life/place-order";
import { updateProduct } from "../../sandbox/shop-life/update-product";
import type { Shop } from "../../sandbox/world/types";
import { aProgramVersion } from "../support/a-shop";
import { cardOf } from "../support/card-of";
import { eventually, useLiveShop } from "../support/live-shop";

const live = useLiveShop({ work: true });
let shop: Shop, plain: string, reduced: string;

/** A program in which what is on sale earns nothing, nor what begins a subscription: no webhook tells either. */
beforeAll(async () => {
  const installed = await live.install("evergreen-goods.myshopify.com");
  shop = installed.shop;
  const program = defaultProgram("USD");
  const counts = { ...program.earn.counts, onSale: false, subscriptionFirst: false };
  await aProgramVersion(live.database, installed.shopId, { program: { ...program, version: 2, earn: { ...program.earn, counts } }, effectiveFrom: "2001-01-01T00:00:00.000Z" });
  const products = Object.values(shop.products).filter((product) => !product.giftCard);
  const [one, other] = products.map((product) => product.variants[0]!);
  updateProduct(live.sandbox, shop, { productId: products[0]!.id, variants: [{ id: one!.id, priceMinor: 5_000, compareAtMinor: null }] });
  updateProduct(live.sandbox, shop, { productId: products[1]!.id, variants: [{ id: other!.id, priceMinor: 3_000, compareAtMinor: 4_000 }] });
  [plain, reduced] = [one!.id, other!.id];
});

async function pointsOf(name: string, lines: PlaceOrder["lines"]): Promise<number> {
  const customer = createCustomer(live.sandbox, shop, { email: `${name}@example.com`, firstName: name });
  const order = placeOrder(live.sandbox, shop, { customerId: customer.id, email: customer.email, lines });
  payOrder(live.sandbox, shop, { orderId: order.id });
  await eventually("an order that is priced", async () => (await live.database.asOwner("SELECT 1 FROM shop_order WHERE order_id = $1 AND basis IS NOT NULL", [order.id])).length > 0);
  return eventually("a card with points", () => {
    const card = JSON.parse(cardOf(shop, customer.id) ?? "null") as { available: number; pending: number } | null;
    return card ? card.available + card.pending || null : null;
  });
}

test("what is sold below the price it is compared at earns nothing where the program says so, as the product page told", async () => {
  expect(await pointsOf("ada", [{ variantId: plain, quantity: 1 }, { variantId: reduced, quantity: 1 }])).toBe(50);
});

test("what begins a subscription earns nothing where the program says so; what is bought once beside it does", async () => {
  expect(await pointsOf("bea", [{ variantId: plain, quantity: 1 }, { variantId: plain, quantity: 1, subscription: "first" }])).toBe(50);
});
