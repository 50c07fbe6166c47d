import { beforeEach, expect, it } from "vitest";
import { runCodeWork } from "../../../sandbox/discounts/run-code-work";
import { addCode, removeCodes } from "../../../sandbox/shop-life/add-codes";
import { advanceClock } from "../../../sandbox/shop-life/advance-clock";
import { activateDiscount, changeDiscount, deactivateDiscount, deleteDiscount } from "../../../sandbox/shop-life/change-discount";
import { placeOrder } from "../../../sandbox/shop-life/place-order";
import { gid } from "../../../sandbox/world/ids";
import { aDiscount } from "../discounts/a-discount";
import { openWorld } from "./open-life";

let world: ReturnType<typeof openWorld>;
beforeEach(() => { world = openWorld(); });

it("each tells its topic with the node's global id", () => {
  const { sandbox, usd, told } = world;
  const discount = aDiscount(sandbox, usd, { code: "TEN" });
  changeDiscount(sandbox, usd, { discount, terms: { title: "Ten off" } });
  deactivateDiscount(sandbox, usd, discount);
  activateDiscount(sandbox, usd, discount);
  const redeem = addCode(sandbox, usd, { discount, code: "MORE" });
  removeCodes(sandbox, usd, { discount, codeIds: [redeem.id, "404"] });
  deleteDiscount(sandbox, usd, discount);
  const node = gid("DiscountCodeNode", discount.id);
  expect(told.map(({ topic }) => topic)).toEqual(["discounts/create", "discounts/update", "discounts/update", "discounts/update", "discounts/redeemcode_added", "discounts/redeemcode_removed", "discounts/delete"]);
  expect(told.every(({ resource }) => resource.admin_graphql_api_id === node)).toBe(true);
  expect(told.map(({ resource }) => resource.status).slice(0, 4)).toEqual(["ACTIVE", "ACTIVE", "EXPIRED", "ACTIVE"]);
  expect(told[4]!.resource).toMatchObject({ redeem_code: { id: gid("DiscountRedeemCode", redeem.id), code: "MORE" }, updated_at: expect.stringMatching(/^\d{4}-.*-0[45]:00$/) });
  expect(told[6]!.resource).toEqual({ admin_graphql_api_id: node, deleted_at: expect.any(String) });
});

it("another code for a discount takes the place of its only one", () => {
  const { sandbox, usd } = world;
  const discount = aDiscount(sandbox, usd, { code: "OLD" });
  changeDiscount(sandbox, usd, { discount, terms: {}, code: "NEW" });
  expect(Object.values(discount.codes).map(({ code }) => code)).toEqual(["NEW"]);
  changeDiscount(sandbox, usd, { discount, terms: {}, code: "new" });
  expect(Object.values(discount.codes).map(({ code }) => code)).toEqual(["new"]);
});

it("an order shows its codes in applications and allocations that add up, and is counted as a use when it was placed", () => {
  const { sandbox, kwd, told } = world;
  const discount = aDiscount(sandbox, kwd, { code: "DINAR", value: { amountMinor: 1_000 } });
  const order = placeOrder(sandbox, kwd, { email: "a@example.com", lines: [{ title: "A", unitPriceMinor: 3_333, quantity: 1 }, { title: "B", unitPriceMinor: 1_667, quantity: 2 }], codes: ["dinar"], at: "2026-01-01T00:00:00.000Z" });
  const payload = told.find(({ topic }) => topic === "orders/create")!.resource;
  expect(payload.discount_codes).toEqual([{ code: "DINAR", amount: "1.000", type: "fixed_amount" }]);
  expect(payload.discount_applications).toMatchObject([{ type: "discount_code", code: "DINAR", value: "1.000", value_type: "fixed_amount", target_type: "line_item", target_selection: "all", allocation_method: "across" }]);
  const allocated = payload.line_items.flatMap((line: { discount_allocations: { amount: string; discount_application_index: number }[] }) => line.discount_allocations);
  expect(allocated.map(({ amount }: { amount: string }) => amount)).toEqual(["0.500", "0.500"]);
  expect(Object.values(discount.codes)[0]!.uses).toEqual([{ at: order.createdAt, by: "a@example.com" }]);
});

it("work on codes that falls due on the way is done in its time, when the clock is moved", async () => {
  const { sandbox, usd } = world;
  const discount = aDiscount(sandbox, usd, { code: "TEN" });
  const now = sandbox.now().getTime();
  const at = (seconds: number) => new Date(now + seconds * 1000).toISOString();
  usd.bulkCreations["1"] = { id: "1", discountId: discount.id, createdAt: at(0), dueAt: at(60), results: null, codes: ["A"] };
  usd.bulkCreations["2"] = { id: "2", discountId: discount.id, createdAt: at(0), dueAt: at(30), results: null, codes: ["A", "B"] };
  runCodeWork(sandbox);
  expect(usd.bulkCreations["2"]!.results).toBeNull();
  await advanceClock(sandbox, { ms: 3_600_000 });
  expect([usd.bulkCreations["2"]!.results!.map(({ error }) => error), usd.bulkCreations["1"]!.results!.map(({ error }) => error)]).toEqual([[null, null], ["must be unique. Please try a different code."]]);
  const made = Date.parse(discount.codes["#a"]!.createdAt) - now;
  expect(made).toBeGreaterThanOrEqual(30_000);
  expect(made).toBeLessThan(60_000);
});
