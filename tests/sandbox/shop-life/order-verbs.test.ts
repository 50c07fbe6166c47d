import { describe, expect, it } from "vitest";
import { deleteOrder } from "../../../sandbox/shop-life/delete-order";
import { editOrder } from "../../../sandbox/shop-life/edit-order";
import { fulfillOrder } from "../../../sandbox/shop-life/fulfill-order";
import { openDispute } from "../../../sandbox/shop-life/open-dispute";
import { payOrder } from "../../../sandbox/shop-life/pay-order";
import { placeOrder } from "../../../sandbox/shop-life/place-order";
import { resolveDispute } from "../../../sandbox/shop-life/resolve-dispute";
import { setRisk } from "../../../sandbox/shop-life/set-risk";
import { updateOrder } from "../../../sandbox/shop-life/update-order";
import { updateProduct } from "../../../sandbox/shop-life/update-product";
import { orderTotals } from "../../../sandbox/world/order-totals";
import { openWorld, productOf } from "./open-life";

function paid() {
  const world = openWorld();
  const { id } = placeOrder(world.sandbox, world.usd, { lines: [{ title: "A", unitPriceMinor: 2000, quantity: 2 }, { title: "B", unitPriceMinor: 1000, quantity: 1 }], discounts: [], shippingMinor: 0 });
  const order = payOrder(world.sandbox, world.usd, { orderId: id });
  world.topics();
  return { ...world, order };
}

describe("editOrder", () => {
  it("tells the changes alone, then the order", () => {
    const { sandbox, usd, told, order } = paid();
    const [a, b] = order.lines.map(({ id }) => id) as [string, string];
    editOrder(sandbox, usd, { orderId: order.id, set: [{ lineId: a, quantity: 3 }, { lineId: b, quantity: 0 }], add: [{ title: "C", unitPriceMinor: 500, quantity: 4 }] });
    const edit = told[0]!.resource.order_edit;
    expect(told.map(({ topic }) => topic)).toEqual(["orders/edited", "orders/updated"]);
    expect(edit.line_items).toEqual({ additions: [{ id: BigInt(a), delta: 1 }, { id: BigInt(order.lines[2]!.id), delta: 4 }], removals: [{ id: BigInt(b), delta: 1 }] });
    expect(order.lines.map((line) => [line.quantity, line.currentQuantity, line.taxMinor])).toEqual([[3, 3, 533], [1, 0, 89], [4, 4, 178]]);
    expect([order.financialStatus, orderTotals(order).outstanding]).toEqual(["partially_paid", 6000 + 533 + 2000 + 178 - 5444]);
  });

  it("refuses nothing, unknown lines and more of a line that was partly taken off", () => {
    const { sandbox, usd, order } = paid();
    const lineId = order.lines[0]!.id;
    expect(() => editOrder(sandbox, usd, { orderId: order.id, set: [{ lineId, quantity: 2 }] })).toThrow(/changes nothing/);
    expect(() => editOrder(sandbox, usd, { orderId: order.id, set: [{ lineId: "7", quantity: 2 }] })).toThrow(/^lineId 7: expected a line/);
    expect(() => editOrder(sandbox, usd, { orderId: order.id, set: [{ lineId, quantity: -1 }] })).toThrow(/expected a whole number, zero or more/);
    editOrder(sandbox, usd, { orderId: order.id, set: [{ lineId, quantity: 1 }] });
    expect(() => editOrder(sandbox, usd, { orderId: order.id, set: [{ lineId, quantity: 2 }] })).toThrow(/expected more to be added as a new line/);
  });
});

describe("disputes", () => {
  it("open once, go on and end", () => {
    const { sandbox, usd, order, topics } = paid();
    expect(openDispute(sandbox, usd, { orderId: order.id })).toMatchObject({ status: "needs_response", amountMinor: 5444 });
    expect(() => openDispute(sandbox, usd, { orderId: order.id })).toThrow(/expected it to be resolved first/);
    resolveDispute(sandbox, usd, { orderId: order.id, outcome: "under_review" });
    expect(resolveDispute(sandbox, usd, { orderId: order.id, outcome: "lost" }).status).toBe("lost");
    expect(() => resolveDispute(sandbox, usd, { orderId: order.id, outcome: "won" })).toThrow(/no dispute is open/);
    expect(topics()).toEqual(["disputes/create", "orders/updated", "disputes/update", "orders/updated", "disputes/update", "orders/updated"]);
  });

  it("need a payment, and no more than it", () => {
    const { sandbox, usd, order } = paid();
    const unpaid = placeOrder(sandbox, usd, { lines: [{ title: "A", unitPriceMinor: 1, quantity: 1 }] });
    expect(() => openDispute(sandbox, usd, { orderId: unpaid.id })).toThrow(/nothing was paid/);
    expect(() => openDispute(sandbox, usd, { orderId: order.id, amountMinor: 5445 })).toThrow(/5444 was paid/);
  });
});

describe("other verbs on orders", () => {
  it("fulfills once", () => {
    const { sandbox, usd, order, topics } = paid();
    fulfillOrder(sandbox, usd, { orderId: order.id });
    expect([order.fulfillmentStatus, topics()]).toEqual(["fulfilled", ["orders/fulfilled", "orders/updated"]]);
    expect(() => fulfillOrder(sandbox, usd, { orderId: order.id })).toThrow(/it was fulfilled at/);
  });

  it("changes the risk", () => {
    const { sandbox, usd, order, told } = paid();
    setRisk(sandbox, usd, { orderId: order.id, risk: "high" });
    expect(told.map(({ topic, resource }) => [topic, resource.risk_level])).toEqual([["orders/risk_assessment_changed", "high"], ["orders/updated", undefined]]);
  });

  it("deletes with the id alone, and for good", () => {
    const { sandbox, usd, order, told } = paid();
    deleteOrder(sandbox, usd, { orderId: order.id });
    expect(told).toEqual([{ topic: "orders/delete", resource: { id: BigInt(order.id) } }]);
    expect(() => deleteOrder(sandbox, usd, { orderId: order.id })).toThrow(/it was deleted/);
  });

  it("gives a guest order its customer", () => {
    const { sandbox, usd, order, told } = paid();
    const customerId = Object.keys(usd.customers)[1]!;
    updateOrder(sandbox, usd, { orderId: order.id, customerId, tags: ["vip", "gift"] });
    expect([told[0]!.resource.customer.id, told[0]!.resource.tags]).toEqual([BigInt(customerId), "vip, gift"]);
  });

  it("changes a product", () => {
    const { sandbox, usd, told } = paid();
    const product = productOf(usd);
    updateProduct(sandbox, usd, { productId: product.id, tags: ["new"], variants: [{ id: product.variants[0]!.id, priceMinor: 1, compareAtMinor: 2 }] });
    expect(told[0]).toMatchObject({ topic: "products/update", resource: { tags: "new" } });
    expect(told[0]!.resource.variants[0]).toMatchObject({ price: "0.01", compare_at_price: "0.02" });
    expect(() => updateProduct(sandbox, usd, { productId: "1" })).toThrow(/^product 1 of evergreen-goods/);
    expect(() => updateProduct(sandbox, usd, { productId: product.id, variants: [{ id: "1", priceMinor: 1 }] })).toThrow(/^variant 1: expected a variant/);
  });
});
