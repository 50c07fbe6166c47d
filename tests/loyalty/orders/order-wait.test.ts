import { describe, expect, test } from "vitest";
import { orderWait, type OrderWait, type WaitingOrder } from "~/loyalty/orders/order-wait";

const LAUNCH = "2026-06-01T00:00:00.000Z";
const order: WaitingOrder = { seen: true, processedAt: "2026-06-02T00:00:00.000Z", status: null, needs: [] };

describe("what an order waits for", () => {
  test.each<[string, Partial<WaitingOrder>, string | null, OrderWait | null]>([
    ["only a refund was told", { seen: false, processedAt: "" }, LAUNCH, "not_seen"],
    ["only a refund was told, before the launch", { seen: false, processedAt: "" }, null, "not_seen"],
    ["no launch yet", {}, null, "not_launched"],
    ["no launch yet, products not read", { needs: ["products"] }, null, "not_launched"],
    ["launched since, not looked at again", { processedAt: "2026-05-31T23:59:59.000Z" }, LAUNCH, "placed_before_launch"],
    ["placed in the second of the launch", { processedAt: LAUNCH }, LAUNCH, "pricing"],
    ["products of a rule are not read", { needs: ["products"] }, LAUNCH, "products"],
    ["not paid", { status: "not_paid" }, LAUNCH, "not_paid"],
    ["a test customer's, before the launch, not paid", { status: "not_paid" }, null, "not_paid"],
    ["not fulfilled", { status: "not_fulfilled" }, LAUNCH, "not_fulfilled"],
    ["refused for good", { status: "refused" }, null, null],
    ["earning", { status: "earns", needs: ["payments"] }, LAUNCH, null],
    ["cancelled", { status: "cancelled" }, LAUNCH, null],
  ])("%s", (_what, change, launchedAt, expected) => {
    expect(orderWait({ ...order, ...change }, launchedAt)).toBe(expected);
  });
});
