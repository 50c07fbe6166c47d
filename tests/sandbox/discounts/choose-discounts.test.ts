import { beforeAll, describe, expect, it } from "vitest";
import { chooseDiscounts } from "../../../sandbox/discounts/choose-discounts";
import type { Scene, WhyNot } from "../../../sandbox/discounts/why-not";
import { deleteDiscount } from "../../../sandbox/shop-life/change-discount";
import { discountLines } from "../../../sandbox/shop-life/discount-lines";
import { orderLines } from "../../../sandbox/shop-life/order-lines";
import type { DiscountClass, DiscountTerms, Product, Shop } from "../../../sandbox/world/types";
import { openWorld } from "../shop-life/open-life";
import { aDiscount, COMBINES_WITH_ALL } from "./a-discount";

const NOW = "2026-06-01T12:00:00.000Z";
let world: ReturnType<typeof openWorld>;
let shop: Shop;
let fern: Product;
let pot: Product;
let made = 0;
beforeAll(() => {
  world = openWorld();
  shop = world.usd;
  [fern, pot] = Object.values(shop.products).filter(({ giftCard }) => !giftCard) as [Product, Product];
});

/** A new discount of this class, worth a little less than the one before. */
function of(kind: DiscountClass, terms: Partial<DiscountTerms> = {}): string {
  made += 1;
  const value: DiscountTerms["value"] = kind === "shipping" ? { freeShipping: true } : { percent: String(40 - (made % 20)) };
  const code = `C${made}`;
  aDiscount(world.sandbox, shop, { code, value, items: kind === "product" ? { productIds: [fern.id], variantIds: [] } : null, ...terms });
  return code;
}

function scene(changes: Partial<Scene> = {}): Scene {
  const lines = orderLines({ ...world.sandbox.world }, shop, [{ variantId: fern.variants[0]!.id, quantity: 2, unitPriceMinor: 2000 }, { variantId: pot.variants[0]!.id, quantity: 1, unitPriceMinor: 999 }]);
  return { lines, shippingMinor: 700, customer: null, email: null, now: NOW, ...changes };
}

function whyNot(code: string, changes: Partial<Scene> = {}): WhyNot | null {
  return chooseDiscounts(shop, [code], scene(changes)).answers[0]!.why;
}

function takenOff(codes: string[], at = scene()) {
  const { answers, discounts } = chooseDiscounts(shop, codes, at);
  const result = discountLines(at.lines, discounts, { shippingMinor: at.shippingMinor ?? 0, currency: shop.currency });
  return { why: answers.map(({ why }) => why), lines: at.lines.map(({ discountMinor }) => discountMinor), shipping: result.shippingDiscountMinor, codes: result.discountCodes, applications: result.discountApplications };
}

describe("two codes", () => {
  const classes: DiscountClass[] = ["order", "product", "shipping"];
  const cases = classes.flatMap((a) => classes.flatMap((b) => [[true, true], [true, false], [false, true], [false, false]].map(([ab, ba]) => [a, b, ab!, ba!] as const)));

  it.each(cases)("%s and %s apply together only when both sides allow it (%s, %s)", (a, b, ab, ba) => {
    const first = of(a, { combinesWith: { order: false, product: false, shipping: false, [b]: ab } });
    // Product discounts combine on different lines only.
    const second = of(b, { combinesWith: { order: false, product: false, shipping: false, [a]: ba }, ...(a === "product" && b === "product" ? { items: { productIds: [pot.id], variantIds: [] } } : {}) });
    const applied = takenOff([first, second]).why.filter((why) => why === null).length;
    expect(applied).toBe(ab && ba && !(a === "shipping" && b === "shipping") ? 2 : 1);
  });

  it("that do not combine leave the one that saves more", () => {
    const [less, more] = [of("order", { value: { amountMinor: 500 } }), of("product", { value: { percent: "20" } })];
    expect(takenOff([less, more])).toMatchObject({ why: ["combine", null], lines: [800, 0] });
    expect(takenOff([more, less])).toMatchObject({ why: [null, "combine"], lines: [800, 0] });
  });

  it("of products never take off the same line twice: the better one counts", () => {
    const [ten, thirty] = [of("product", { value: { percent: "10" }, combinesWith: COMBINES_WITH_ALL }), of("product", { value: { percent: "30" }, combinesWith: COMBINES_WITH_ALL })];
    expect(takenOff([ten, thirty])).toMatchObject({ why: ["combine", null], lines: [1200, 0] });
    const both = of("product", { value: { percent: "10" }, items: { productIds: [fern.id, pot.id], variantIds: [] }, combinesWith: COMBINES_WITH_ALL });
    expect(takenOff([both, thirty])).toMatchObject({ why: [null, null], lines: [1200, 100] });
  });

  it("of one discount count once", () => {
    const code = of("order", { combinesWith: COMBINES_WITH_ALL });
    const discount = Object.values(shop.discounts).at(-1)!;
    discount.codes["#twin"] = { id: "1", code: "TWIN", createdAt: NOW, uses: [] };
    expect(takenOff([code, "TWIN"]).why.sort()).toEqual(["combine", null].sort());
  });
});

describe("what is taken off", () => {
  it("goes from products over the order to shipping, whatever the order of the codes", () => {
    const codes = [of("shipping", { combinesWith: COMBINES_WITH_ALL }), of("order", { value: { percent: "10" }, combinesWith: COMBINES_WITH_ALL }), of("product", { value: { percent: "50" }, combinesWith: COMBINES_WITH_ALL })];
    const { lines, shipping, applications, codes: taken } = takenOff(codes);
    expect({ lines, shipping }).toEqual({ lines: [2200, 100], shipping: 700 });
    expect(applications.map(({ target, selection }) => [target, selection ?? "all"])).toEqual([["line_item", "entitled"], ["line_item", "all"], ["shipping_line", "all"]]);
    expect(taken.map(({ amountMinor, type }) => [amountMinor, type])).toEqual([[2000, "percentage"], [300, "percentage"], [700, "shipping"]]);
  });

  it.each([["collection", () => ({ collectionIds: [Object.values(shop.collections).find(({ productIds }) => productIds.includes(fern.id))!.id] })], ["variant", () => ({ productIds: [], variantIds: [fern.variants[0]!.id] })]])("reaches a %s's lines", (_name, items) => {
    expect(takenOff([of("product", { value: { amountMinor: 1000 }, items: items() })]).lines[0]).toBeGreaterThan(0);
  });

  it("is no more than the goods, and is spread to the last unit in every currency", () => {
    expect(takenOff([of("order", { value: { amountMinor: 999_999 } })])).toMatchObject({ lines: [4000, 999] });
    for (const other of [world.jpy, world.kwd]) {
      const lines = orderLines({ ...world.sandbox.world }, other, [{ title: "A", unitPriceMinor: 333, quantity: 1 }, { title: "B", unitPriceMinor: 334, quantity: 2 }]);
      aDiscount(world.sandbox, other, { code: "ODD", value: { amountMinor: 100 } });
      const { discounts } = chooseDiscounts(other, ["odd"], { ...scene(), lines });
      discountLines(lines, discounts, { shippingMinor: 0, currency: other.currency });
      expect(lines.map(({ discountMinor }) => discountMinor)).toEqual([33, 67]);
    }
  });

  it("comes from five codes of goods and one of shipping at most", () => {
    const goods = Array.from({ length: 6 }, () => of("order", { value: { amountMinor: 100 }, combinesWith: COMBINES_WITH_ALL }));
    expect(takenOff([...goods, of("shipping", { combinesWith: COMBINES_WITH_ALL })])).toMatchObject({ why: [null, null, null, null, null, "too_many", null], shipping: 700 });
  });
});

describe("a code does nothing", () => {
  const customer = () => Object.values(shop.customers)[0]!;
  it.each<[WhyNot | null, string, Partial<DiscountTerms>, (() => Partial<Scene>)?]>([
    ["expired", "after its end", { endsAt: NOW }],
    ["early", "before its start", { startsAt: "2026-06-01T12:00:00.001Z" }],
    ["amount", "below the minimum", { minimum: { subtotalMinor: 5000 } }],
    [null, "at the minimum", { minimum: { subtotalMinor: 4999 } }],
    ["amount", "when only other goods reach the minimum", { items: { productIds: ["0"], variantIds: [] }, minimum: { subtotalMinor: 1000 } }],
    ["quantity", "with too few items", { minimum: { quantity: 4 } }],
    [null, "with enough items", { minimum: { quantity: 3 } }],
    ["items", "for other products", { items: { collectionIds: ["0"] } }],
    ["no_shipping", "for shipping where nothing is shipped", { value: { freeShipping: true } }, () => ({ shippingMinor: null })],
    ["shipping_price", "for dearer shipping", { value: { freeShipping: true }, maximumShippingMinor: 699 }],
    [null, "for shipping at the price", { value: { freeShipping: true }, maximumShippingMinor: 700 }],
    ["log_in", "of somebody who did not say who they are", { customerIds: ["0"] }],
    ["other_customer", "of somebody else", { customerIds: ["0"] }, () => ({ customer: customer() })],
  ])("%s: %s", (why, _name, terms, changes) => {
    const items = terms.items && "productIds" in terms.items ? { items: { productIds: [pot.id], variantIds: [] } } : {};
    expect(whyNot(of("order", { ...terms, ...items }), changes?.() ?? {})).toBe(why);
  });

  it("when nobody has it, when it is used up, and when this buyer used it", () => {
    expect(whyNot("NOBODY")).toBe("unknown");
    const code = of("order", { usageLimit: 1 });
    const { codes } = Object.values(shop.discounts).at(-1)!;
    codes[`#${code.toLowerCase()}`]!.uses.push({ at: NOW, by: null });
    expect(whyNot(code)).toBe("used");
    codes["#fresh"] = { id: "2", code: "FRESH", createdAt: NOW, uses: [] };
    expect(whyNot("fresh")).toBeNull();
    const once = of("order", { appliesOncePerCustomer: true });
    Object.values(shop.discounts).at(-1)!.codes[`#${once.toLowerCase()}`]!.uses.push({ at: NOW, by: "me@example.com" }, { at: NOW, by: customer().id });
    expect([whyNot(once, { email: "Me@example.com " }), whyNot(once, { email: "you@example.com" }), whyNot(once, { customer: customer() })]).toEqual(["once", null, "once"]);
  });

  it("unless it was entered in time: then it is as good as it was", () => {
    const code = of("order", { endsAt: "2026-01-01T00:00:00.000Z", value: { amountMinor: 100 } });
    deleteDiscount(world.sandbox, shop, Object.values(shop.discounts).at(-1)!);
    expect([whyNot(code), whyNot(code, { late: true })]).toEqual(["unknown", null]);
    expect(takenOff([code], scene({ late: true })).lines).toEqual([80, 20]);
  });
});
