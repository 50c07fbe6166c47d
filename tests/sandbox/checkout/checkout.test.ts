import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { onTopic } from "../../../sandbox/world/emit";
import { orderTotals } from "../../../sandbox/world/order-totals";
import type { Order, Shop } from "../../../sandbox/world/types";
import { formatMoney } from "../../../sandbox/storefront/liquid/format-money";
import { aDiscount } from "../discounts/a-discount";
import { aFront, aVisitor, form, type Front, post } from "../storefront/a-front";

const GUEST = { email: "guest@example.com", last_name: "Guest", address1: "1 Main St", city: "Troy", intent: "pay" };

describe("checkout", () => {
  let front: Front;
  beforeAll(async () => { front = await aFront(); });
  afterAll(() => front.close());

  async function withCart(shop: Shop = front.shop, lines = [{ index: 0, quantity: 2 }]) {
    const visit = aVisitor();
    const root = `${front.url}/shop/${shop.domain.split(".")[0]}`;
    const products = Object.values(shop.products);
    await visit(`${root}/cart/add.js`, post({ items: lines.map(({ index, quantity }) => ({ id: products[index]!.variants[0]!.id, quantity })) }));
    const token = /name="token" value="([^"]+)"/.exec(await (await visit(`${root}/checkout`)).text())![1]!;
    const send = (fields: Record<string, string>) => visit(`${root}/checkout`, form({ token, ...fields }));
    return { visit, root, send };
  }
  const newest = (shop: Shop = front.shop): Order => Object.values(shop.orders).at(-1)!;

  it("places and pays a guest's order, and tells of both", async () => {
    const topics: string[] = [];
    const stop = onTopic(front.sandbox.world, (_shop, topic) => topics.push(topic));
    const { visit, root, send } = await withCart();
    const answer = await send(GUEST);
    stop();
    const order = newest();
    expect([answer.status, answer.headers.get("location")]).toEqual([303, `/shop/evergreen-goods/checkout/thank-you/${order.token}`]);
    expect(order).toMatchObject({ customerId: null, email: "guest@example.com", financialStatus: "paid", test: false, source: "web" });
    expect(topics.filter((topic) => topic.startsWith("orders/"))).toEqual(["orders/create", "orders/paid", "orders/updated"]);
    const thanks = await (await visit(`${front.url}${answer.headers.get("location")}`)).text();
    expect(thanks).toContain(order.name);
    expect(thanks).toContain(formatMoney(orderTotals(order).total, "USD"));
    expect(await (await visit(`${root}/cart.js`)).json()).toMatchObject({ item_count: 0 });
  });

  it("shows the total that the order then has, in every currency", async () => {
    for (const shop of Object.values(front.sandbox.world.shops)) {
      const { send } = await withCart(shop, [{ index: 0, quantity: 1 }, { index: 2, quantity: 3 }]);
      const shown = await (await send({ tip: "15", intent: "apply" })).text();
      await send({ ...GUEST, email: `guest-${shop.currency.toLowerCase()}@example.com`, tip: "15" });
      const order = newest(shop);
      expect(shown).toContain(`</small> <bdi>${formatMoney(orderTotals(order).total, shop.currency)}</bdi>`);
      expect(order.lines.some(({ isTip }) => isTip)).toBe(true);
    }
  });

  it("gives a logged-in customer the order, and a guest with a customer's address too", async () => {
    const customer = Object.values(front.shop.customers)[0]!;
    const { visit, root, send } = await withCart();
    await visit(`${root}/account/login`, form({ customer_id: customer.id }));
    await send({ ...GUEST, email: "" });
    expect(newest()).toMatchObject({ customerId: customer.id, email: customer.email });
    const guest = await withCart();
    await guest.send({ ...GUEST, email: customer.email!.toUpperCase() });
    expect(newest().customerId).toBe(customer.id);
  });

  it("makes an account when asked to, and logs in", async () => {
    const { visit, root, send } = await withCart();
    await send({ ...GUEST, email: "new@example.com", first_name: "Ada", account: "on" });
    const created = front.shop.customers[newest().customerId!]!;
    expect(created).toMatchObject({ email: "new@example.com", firstName: "Ada", address: { city: "Troy" } });
    expect(await (await visit(`${root}/`)).text()).toContain("Ada");
  });

  it("sends the same checkout twice for one order", async () => {
    const { send } = await withCart();
    const before = Object.keys(front.shop.orders).length;
    const [first, second] = [await send(GUEST), await send(GUEST)];
    expect(Object.keys(front.shop.orders)).toHaveLength(before + 1);
    expect(second.headers.get("location")).toBe(first.headers.get("location"));
  });

  it("takes test orders, unpaid orders, gift cards and store credit", async () => {
    await (await withCart()).send({ ...GUEST, test: "on" });
    expect(newest()).toMatchObject({ test: true, financialStatus: "paid" });
    await (await withCart()).send({ ...GUEST, payment: "later" });
    expect(newest()).toMatchObject({ financialStatus: "pending", transactions: [] });
    await (await withCart()).send({ ...GUEST, payment: "gift_card" });
    expect(newest().transactions).toMatchObject([{ gateway: "gift_card" }]);
    const customer = Object.values(front.shop.customers)[1]!;
    customer.storeCreditMinor = 1000;
    const { visit, root, send } = await withCart();
    await visit(`${root}/account/login`, form({ customer_id: customer.id }));
    await send({ ...GUEST, payment: "shopify_store_credit" });
    expect(newest().transactions).toMatchObject([{ gateway: "shopify_store_credit", amountMinor: 1000 }, { gateway: "shopify_payments" }]);
    expect(customer.storeCreditMinor).toBe(0);
  });

  it("takes a discount code once for each use it has", async () => {
    aDiscount(front.sandbox, front.shop, { code: "FIVE", value: { amountMinor: 500 }, usageLimit: 1 });
    const { send } = await withCart();
    expect(await (await send({ code: "five", intent: "apply" })).text()).toContain("−<bdi>$5.00</bdi>");
    await send(GUEST);
    expect(newest().discountCodes).toEqual([{ code: "FIVE", amountMinor: 500, type: "fixed_amount" }]);
    expect(await (await (await withCart()).send({ code: "FIVE", intent: "apply" })).text()).toContain("FIVE has been used.");
  });

  it.each([
    [{ email: "nobody" }, "email", "Enter an email address"],
    [{ address1: "" }, "address1", "Enter an address"],
    [{ tip: "own", own_tip: "lots" }, "own_tip", "Enter an amount"],
  ])("answers 422 to %j and says why at the field", async (wrong, field, sentence) => {
    const { send } = await withCart();
    const before = Object.keys(front.shop.orders).length;
    const answer = await send({ ...GUEST, ...wrong });
    expect(answer.status).toBe(422);
    expect(await answer.text()).toMatch(new RegExp(`name="${field}"[^>]*aria-invalid="true"[\\s\\S]*id="${field}-error">${sentence}`));
    expect(Object.keys(front.shop.orders)).toHaveLength(before);
  });

  it("leads back to the cart when it is empty, and knows no other order", async () => {
    expect((await fetch(`${front.storefront}/checkout`, { redirect: "manual" })).headers.get("location")).toBe("/shop/evergreen-goods/cart");
    expect((await fetch(`${front.storefront}/checkout/thank-you/nothing`)).status).toBe(404);
  });
});
