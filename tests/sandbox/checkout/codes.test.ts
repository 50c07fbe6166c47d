import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { cancelOrder } from "../../../sandbox/shop-life/cancel-order";
import { deleteDiscount } from "../../../sandbox/shop-life/change-discount";
import { editOrder } from "../../../sandbox/shop-life/edit-order";
import { orderTotals } from "../../../sandbox/world/order-totals";
import type { Discount, Order } from "../../../sandbox/world/types";
import { aDiscount, COMBINES_WITH_ALL } from "../discounts/a-discount";
import { aFront, aVisitor, form, type Front, post } from "../storefront/a-front";

const GUEST = { email: "guest@example.com", last_name: "Guest", address1: "1 Main St", city: "Troy", intent: "pay" };
let front: Front;
beforeEach(async () => { front = await aFront(); });
afterEach(() => front.close());

const product = (index = 0) => Object.values(front.shop.products)[index]!;
const orders = (): Order[] => Object.values(front.shop.orders);
const uses = (discount: Discount) => Object.values(discount.codes).map(({ uses }) => uses.length);

async function json(answer: Promise<Response>) {
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- the cart's JSON is what these tests look into
  return (await answer).json() as Promise<any>;
}

/** What is listed above a total sums to it; tax does where it is not in the prices. */
function expectToAddUp(page: string): void {
  const rows = [.../<dl data-part="totals">(.*?)<\/dl>/s.exec(page)![1]!.matchAll(/<dt[^>]*>([^<]*)<\/dt><dd[^>]*>(.*?)<\/dd>/gs)].map(([, name, amount]) => ({ name: name!, cents: Number(amount!.replace(/<[^>]*>/g, "").replace("−", "-").replace(/[^\d-]/g, "")) }));
  const total = rows.pop()!;
  expect(rows.map(({ name }) => name)).toEqual(["Subtotal", "Discount", "Shipping", "Tip", "Tax"]);
  expect(rows.reduce((sum, { cents }) => sum + cents, 0)).toBe(total.cents);
}

/** A buyer whose cart holds two of the first product and one of the second. */
async function aBuyer() {
  const visit = aVisitor();
  const root = front.storefront;
  await visit(`${root}/cart/add.js`, post({ items: [{ id: product(0).variants[0]!.id, quantity: 2 }, { id: product(1).variants[0]!.id, quantity: 1 }] }));
  const fieldsOf = (page: string) => ({ token: /name="token" value="([^"]+)"/.exec(page)![1]!, applied: /name="applied" value="([^"]*)"/.exec(page)![1]! });
  let shown = fieldsOf(await (await visit(`${root}/checkout`)).text());
  const send = async (fields: Record<string, string>) => {
    const answer = await visit(`${root}/checkout`, form({ ...shown, ...fields }));
    const page = await answer.text();
    if (answer.status !== 303) shown = fieldsOf(page);
    return { status: answer.status, page };
  };
  return { visit, root, send, setCodes: (discount: string) => json(visit(`${root}/cart/update.js`, post({ discount }))) };
}

describe("the cart", () => {
  it("shows what codes take off the order below its lines, and what they take off a product at its line", async () => {
    const cents = product(0).variants[0]!.priceMinor * 2;
    aDiscount(front.sandbox, front.shop, { code: "ORDER", value: { amountMinor: 300 }, combinesWith: COMBINES_WITH_ALL });
    aDiscount(front.sandbox, front.shop, { code: "HALF", value: { percent: "50" }, items: { productIds: [product(0).id], variantIds: [] }, combinesWith: COMBINES_WITH_ALL });
    aDiscount(front.sandbox, front.shop, { code: "SHIP", value: { freeShipping: true }, combinesWith: { order: true, product: true, shipping: false } });
    const { setCodes, visit, root } = await aBuyer();
    const cart = await setCodes("ship,half,ORDER,NOPE");
    expect(cart.discount_codes).toEqual([{ code: "ship", applicable: true }, { code: "half", applicable: true }, { code: "ORDER", applicable: true }, { code: "NOPE", applicable: false }]);
    expect(cart.cart_level_discount_applications).toMatchObject([{ type: "discount_code", title: "ORDER", value_type: "fixed_amount", value: "3.00", target_selection: "all", total_allocated_amount: 300 }]);
    const item = cart.items.find(({ product_id: id }: { product_id: number }) => String(id) === product(0).id);
    expect(item).toMatchObject({ original_line_price: cents, final_line_price: cents / 2, line_level_total_discount: cents / 2, discounts: [{ title: "HALF", amount: cents / 2 }], line_level_discount_allocations: [{ amount: cents / 2, discount_application: { title: "HALF", target_selection: "entitled" } }] });
    expect(cart).toMatchObject({ items_subtotal_price: cart.original_total_price - cents / 2, total_price: cart.original_total_price - cents / 2 - 300, total_discount: cents / 2 + 300 });
    expect(await setCodes("")).toMatchObject({ discount_codes: [], total_discount: 0 });
    expect((await visit(`${root}/discount/ORDER?redirect=/cart`)).headers.get("location")).toBe("/shop/evergreen-goods/cart");
    expect(await json(visit(`${root}/cart.js`))).toMatchObject({ total_discount: 300 });
    expect(await (await visit(`${root}/cart`)).text()).toMatch(/data-code="ORDER"[\s\S]*name="discount" value=""/);
  });
});

describe("the checkout", () => {
  it("takes several codes, says of each why it does nothing, and gives one back", async () => {
    aDiscount(front.sandbox, front.shop, { code: "A", value: { amountMinor: 100 }, combinesWith: COMBINES_WITH_ALL });
    aDiscount(front.sandbox, front.shop, { code: "B", value: { amountMinor: 200 }, combinesWith: COMBINES_WITH_ALL });
    aDiscount(front.sandbox, front.shop, { code: "ALONE", value: { amountMinor: 50 } });
    aDiscount(front.sandbox, front.shop, { code: "BIG", minimum: { subtotalMinor: 999_999_00 } });
    const { send } = await aBuyer();
    for (const code of ["a", "B", "alone", "BIG"]) await send({ code, intent: "apply" });
    const { page } = await send({ intent: "apply" });
    expect(page).toContain("−<bdi>$3.00</bdi>");
    for (const sentence of ["alone cannot be combined with your other discounts.", "BIG needs a larger order."]) expect(page).toContain(sentence);
    expect((await send({ remove_code: "b", intent: "apply" })).page).toContain("−<bdi>$1.00</bdi>");
    expect((await send(GUEST)).status).toBe(303);
    expect(orders().at(-1)!.discountCodes).toEqual([{ code: "A", amountMinor: 100, type: "fixed_amount" }]);
  });

  it("shows sums that add up, before and after it is paid: a free shipping is taken off once, tips and tax are told", async () => {
    aDiscount(front.sandbox, front.shop, { code: "SHIP", value: { freeShipping: true }, combinesWith: { order: true, product: true, shipping: false } });
    aDiscount(front.sandbox, front.shop, { code: "ORDER", value: { amountMinor: 300 }, combinesWith: COMBINES_WITH_ALL });
    const { send, visit, root } = await aBuyer();
    await send({ code: "SHIP", intent: "apply" });
    const { page } = await send({ code: "ORDER", tip: "10", intent: "apply" });
    expectToAddUp(page);
    const [customer] = Object.values(front.shop.customers);
    await visit(`${root}/account/login`, form({ customer_id: customer!.id }));
    expect((await send({ ...GUEST, tip: "10" })).status).toBe(303);
    const order = orders().at(-1)!;
    expect([order.shippingDiscountMinor, orderTotals(order).tip > 0, orderTotals(order).tax > 0]).toEqual([front.shop.shippingMinor, true, true]);
    expectToAddUp(await (await visit(`${root}/account/orders/${order.id}`)).text());
  });

  it("looks again when it is paid: a code that is gone stops it once, then it goes through without", async () => {
    const discount = aDiscount(front.sandbox, front.shop, { code: "GOES", value: { amountMinor: 100 } });
    const { send } = await aBuyer();
    await send({ code: "GOES", intent: "apply" });
    deleteDiscount(front.sandbox, front.shop, discount);
    const stopped = await send(GUEST);
    expect([stopped.status, orders().length]).toEqual([422, 0]);
    expect(stopped.page).toContain("A discount code no longer applies.");
    expect(stopped.page).toContain("GOES is not a discount code of this shop.");
    expect((await send(GUEST)).status).toBe(303);
    expect(orders().at(-1)).toMatchObject({ discountCodes: [] });
  });

  it("lets one of two buyers have a code for one use, whoever pays first", async () => {
    const discount = aDiscount(front.sandbox, front.shop, { code: "ONE", usageLimit: 1 });
    const [first, second] = [await aBuyer(), await aBuyer()];
    for (const buyer of [first, second]) await buyer.send({ code: "ONE", intent: "apply" });
    expect([(await first.send({ ...GUEST, payment: "later" })).status, (await second.send(GUEST)).status]).toEqual([303, 422]);
    expect([uses(discount), orders()[0]!.financialStatus]).toEqual([[1], "pending"]);
  });

  it("by a fault, lets both have it, and one have a code that was deleted", async () => {
    const discount = aDiscount(front.sandbox, front.shop, { code: "ONE", usageLimit: 1, value: { amountMinor: 100 } });
    front.sandbox.world.faults.lateCode = 1;
    const buyers = [await aBuyer(), await aBuyer(), await aBuyer()];
    for (const buyer of buyers) await buyer.send({ code: "ONE", intent: "apply" });
    for (const buyer of buyers.slice(1)) expect((await buyer.send(GUEST)).status).toBe(303);
    deleteDiscount(front.sandbox, front.shop, discount);
    expect((await buyers[0]!.send(GUEST)).status).toBe(303);
    expect(orders().map(({ discountCodes }) => discountCodes)).toEqual(orders().map(() => [{ code: "ONE", amountMinor: 100, type: "fixed_amount" }]));
    expect(uses(discount)).toEqual([3]);
  });

  it("knows a guest by the address: once a customer is once", async () => {
    aDiscount(front.sandbox, front.shop, { code: "WELCOME", appliesOncePerCustomer: true });
    const first = await aBuyer();
    await first.send({ code: "WELCOME", intent: "apply" });
    await first.send(GUEST);
    const again = await aBuyer();
    await again.send({ code: "WELCOME", intent: "apply" });
    expect((await again.send({ ...GUEST, email: "GUEST@example.com" })).page).toContain("You have used WELCOME before; it is for one order.");
  });

  it("gives a customer's code to the customer, logged in or known by the address", async () => {
    const [mine, other] = Object.values(front.shop.customers);
    const discount = aDiscount(front.sandbox, front.shop, { code: "MINE", customerIds: [mine!.id] });
    const { send, visit, root } = await aBuyer();
    expect((await send({ code: "MINE", intent: "apply" })).page).toContain("Log in to use MINE.");
    await visit(`${root}/account/login`, form({ customer_id: other!.id }));
    expect((await send({ intent: "apply" })).page).toContain("MINE belongs to another customer.");
    const guest = await aBuyer();
    await guest.send({ code: "MINE", email: mine!.email!, intent: "apply" });
    expect((await guest.send({ ...GUEST, email: mine!.email! })).status).toBe(303);
    expect(uses(discount)).toEqual([1]);
  });

  it("keeps the codes of an order that is edited and canceled, and their use", async () => {
    const discount = aDiscount(front.sandbox, front.shop, { code: "KEEP", value: { percent: "10" } });
    const { send } = await aBuyer();
    await send({ code: "KEEP", intent: "apply" });
    await send({ ...GUEST, payment: "later" });
    const order = orders()[0]!;
    const total = orderTotals(order).total;
    editOrder(front.sandbox, front.shop, { orderId: order.id, add: [{ title: "Moss", unitPriceMinor: 1000, quantity: 1 }] });
    expect(orderTotals(order).currentTotal).toBeGreaterThan(total);
    cancelOrder(front.sandbox, front.shop, { orderId: order.id });
    expect(order).toMatchObject({ discountCodes: [{ code: "KEEP" }], discountApplications: [{ title: "KEEP", value: "10.0" }], cancelledAt: expect.any(String) });
    expect(uses(discount)).toEqual([1]);
  });
});
