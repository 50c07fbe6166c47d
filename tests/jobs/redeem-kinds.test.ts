import { randomUUID } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import type { BuyerRedemption } from "../../extensions/_shared/contract";
import type { RewardValue } from "~/loyalty/rewards/reward";
import { adjustPoints } from "~/operations/ledger/adjust-points.server";
import { action as redeemAction } from "~/routes/buyer.redeem";
import { loader as redemptionLoader } from "~/routes/buyer.redemption";
import { createCustomer } from "../../sandbox/shop-life/create-customer";
import { refundOrder } from "../../sandbox/shop-life/refund-order";
import type { Collection, Order, Product, Shop } from "../../sandbox/world/types";
import { type Asked, command, proxied, read } from "../routes/buyer-request";
import { offered } from "../routes/reward-shop";
import { aVisitor, form, post } from "../sandbox/storefront/a-front";
import { expectBooks, memberIdOf } from "../support/expect-books";
import { eventually, useLiveShop } from "../support/live-shop";

/** A reward of every kind, from the shopper's wish to the order that used it and the goods that come back. */
const live = useLiveShop({ work: true });
const DOMAIN = "evergreen-goods.myshopify.com";
const PAY = { first_name: "Ada", last_name: "Walker", address1: "1 Fern Road", city: "Portland", zip: "97201", country: "US", intent: "pay" };
let shop: Shop;
let shopId: bigint;
let plant: Product;
let other: Product;
let collection: Collection;

beforeAll(async () => {
  ({ shop, shopId } = await live.install(DOMAIN));
  collection = Object.values(shop.collections).find(({ productIds }) => productIds.length < Object.keys(shop.products).length - 2)!;
  const goods = Object.values(shop.products).filter(({ giftCard }) => !giftCard);
  plant = goods.find(({ id }) => collection.productIds.includes(id))!;
  other = goods.find(({ id }) => !collection.productIds.includes(id))!;
});

const price = () => plant.variants[0]!.priceMinor;
const half = (minor: number) => Math.floor((minor + 1) / 2);
const goodsOf = (of: "products" | "collections") => ({ of, items: [of === "products" ? { id: plant.id, title: plant.title } : { id: collection.id, title: collection.title }] });

interface Kind { value: () => RewardValue; takes: () => { goods: number; shipping: number }; /** What is bought beside two of the plant, and is not among its goods. */ beside?: true }
const KINDS: Record<string, Kind> = {
  "an amount off": { value: () => ({ kind: "amount_off", minor: 500 }), takes: () => ({ goods: 500, shipping: 0 }) },
  "a percentage off": { value: () => ({ kind: "percentage_off", percent: 50 }), takes: () => ({ goods: half(2 * price()), shipping: 0 }) },
  "free shipping": { value: () => ({ kind: "free_shipping", maximumMinor: null }), takes: () => ({ goods: 0, shipping: shop.shippingMinor }) },
  "an amount off a product": { value: () => ({ kind: "product_discount", off: { minor: 300 }, goods: goodsOf("products") }), takes: () => ({ goods: 300, shipping: 0 }), beside: true },
  "a percentage off a collection": { value: () => ({ kind: "product_discount", off: { percent: 50 }, goods: goodsOf("collections") }), takes: () => ({ goods: half(2 * price()), shipping: 0 }), beside: true },
  "a free product": { value: () => ({ kind: "free_product", productId: plant.id, variantId: plant.variants[0]!.id, productTitle: plant.title, minor: price() }), takes: () => ({ goods: price(), shipping: 0 }), beside: true },
};

type Args = Parameters<typeof redemptionLoader>[0];
const args = (request: Request, params: Record<string, string> = {}) => ({ request, params, context: {} }) as Args;
const as = (customer: string): Asked => ({ shop: DOMAIN, customer, secret: live.secret });
const see = async (customer: string, redemptionId: string): Promise<BuyerRedemption> =>
  (await read(redemptionLoader(args(proxied(`redemptions/${redemptionId}`, as(customer)), { redemptionId })) as Promise<Response>)).body.redemption;

/** Looks past the buyer API, which lets nobody ask as often as a test that waits. */
const stored = async (redemptionId: string) => (await live.database.asOwner<{ status: string; restored: string }>("SELECT status, restored FROM redemption WHERE shop_id = $1 AND redemption_id = $2", [String(shopId), redemptionId]))[0]!;

/** As the storefront's script asks for it, until there is a code. */
async function redeem(customer: string, rewardId: string): Promise<BuyerRedemption> {
  const { body } = await read(redeemAction(args(command("redeem", { ...as(customer), body: JSON.stringify({ rewardId, points: 100, surface: "cart" }) }))) as Promise<Response>);
  expect(body.available).toBe(150);
  await eventually("a code", async () => (await stored(body.redemption.id)).status === "issued");
  return see(customer, body.redemption.id);
}

/** Puts goods and the code into a cart and pays, as a browser does. @returns what the cart said of it, and the order. */
async function buy(customer: string, { code, lines }: { code: string; lines: { id: string; quantity: number }[] }): Promise<{ applicable: boolean; order: Order }> {
  const visit = aVisitor();
  const root = `${live.url}/shop/evergreen-goods`;
  await visit(`${root}/account/login`, form({ customer_id: customer }));
  await visit(`${root}/cart/add.js`, post({ items: lines }));
  const cart = await (await visit(`${root}/cart/update.js`, post({ discount: code }))).json() as { discount_codes: { applicable: boolean }[] };
  const page = await (await visit(`${root}/checkout`)).text();
  const field = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(page)![1]!;
  const paid = await visit(`${root}/checkout`, form({ token: field("token"), applied: field("applied"), email: `${customer}@example.com`, ...PAY }));
  expect(paid.status).toBe(303);
  return { applicable: cart.discount_codes[0]!.applicable, order: Object.values(shop.orders).findLast(({ customerId }) => customerId === customer)! };
}

test.each(Object.entries(KINDS))("%s: the discount is what the reward says, the order burns the points, and half of its goods bring half of them back", async (_name, { value, takes, beside }) => {
  const rewardId = await offered(shopId, { title: _name, value: value(), combinesWith: { order: false, product: false, shipping: false } });
  const { id: customer } = createCustomer(live.sandbox, shop, { email: `${rewardId}@example.com`, firstName: "Ada", lastName: "Walker" });
  const memberId = await eventually("a member", () => memberIdOf(live.database, shopId, customer).catch(() => null));
  await adjustPoints(shopId, { memberId, points: 250n, note: "test", actor: "staff:1", commandId: randomUUID() }, new Date());

  const redeemed = await redeem(customer, rewardId);
  const { applicable, order } = await buy(customer, { code: redeemed.code!, lines: [{ id: plant.variants[0]!.id, quantity: 2 }, ...(beside ? [{ id: other.variants[0]!.id, quantity: 1 }] : [])] });
  expect(applicable).toBe(true);
  expect(order.financialStatus).toBe("paid");
  expect({ goods: order.lines.reduce((sum, line) => sum + line.discountMinor, 0), shipping: order.shippingDiscountMinor }).toEqual(takes());
  if (beside) expect(order.lines.find(({ productId }) => productId === other.id)!.discountMinor).toBe(0);
  if (redeemed.minor !== null) expect(order.discountCodes).toMatchObject([{ code: redeemed.code, amountMinor: redeemed.minor }]);

  await eventually("the burn", async () => (await stored(redeemed.id)).status === "burned");
  expect(await see(customer, redeemed.id)).toMatchObject({ status: "used", order: order.name, restored: 0, code: null });
  const back = (productId: string) => refundOrder(live.sandbox, shop, { orderId: order.id, lines: [{ lineId: order.lines.find((line) => line.productId === productId)!.id, quantity: 1 }] });
  if (beside) back(other.id);
  back(plant.id);
  await eventually("half of it back", async () => (await stored(redeemed.id)).restored === "50");
  expect((await see(customer, redeemed.id)).restored).toBe(50);
  await expectBooks(shopId);
});
