import { describe, expect, it } from "vitest";
import { REFUSALS, type Refusal } from "~/loyalty/orders/award-basis";
import { appendBasisLines, evaluateOrder, type Evaluation } from "~/loyalty/orders/evaluate-order";
import type { ProductFact } from "~/loyalty/orders/order-fact";
import { mayBeLifted } from "~/loyalty/orders/order-refusal";
import { aProgram } from "../program/a-program";
import { anEvaluation } from "./an-evaluation";
import { aLine, anOrder } from "./an-order";

const member = (state: "member" | "left" | "excluded" | "blocked", enrolledAt = "2026-01-01T00:00:00.000Z") => ({ state, enrolledAt });
const product = (given: Partial<ProductFact>): ProductFact => ({ productId: "31", tags: [], collectionIds: [], giftCard: false, ...given });
const multiplier = (scope: "product" | "collection" | "tag", id: string, num: number, den = 1) => ({ scope, id, title: `${scope} ${id}`, multiplier: { num, den } });

/** One row a refusal, in order of precedence; each row alone refuses, and all rows at once give the first. */
const refusals: Record<Refusal, Partial<Evaluation>> = {
  test_order: { fact: anOrder({ test: true }) },
  imported: { imported: true },
  before_launch: { launchedAt: "2026-03-01T12:00:00.001Z" },
  guest: { fact: anOrder({ customerId: null }), member: null, tier: null },
  blocked: { member: member("blocked") },
  left: { member: member("left") },
  excluded: { member: member("excluded") },
  excluded_tag: { program: aProgram({ enrollment: { mode: "automatic", excludeTags: ["Wholesale"] } }), customerTags: ["vip", "wholesale"] },
  not_enrolled: { program: aProgram({ enrollment: { mode: "opt_in", excludeTags: [] } }), member: member("member", "2026-03-01T12:00:00.001Z") },
  pos_off: { fact: anOrder({ source: "pos" }), program: aProgram({ earn: { counts: { pos: false } } }) },
  draft_off: { fact: anOrder({ source: "draft" }), program: aProgram({ earn: { counts: { draft: false } } }) },
  discount_code_orders_off: { fact: anOrder({ discountCodes: ["SPRING"] }), program: aProgram({ earn: { counts: { discountCodeOrders: false } } }) },
  no_rate_for_currency: { fact: anOrder({ presentmentCurrency: "CAD" }), program: aProgram({ earn: { currencyRates: { CAD: { points: 0, perMinor: 100 } } } }) },
  below_minimum: { program: aProgram({ earn: { minimumOrderMinor: 5001 } }) },
};

describe("refusals", () => {
  it("has a row for each", () => expect(Object.keys(refusals)).toEqual([...REFUSALS]));

  it.each(REFUSALS)("%s", (refusal) => {
    const basis = evaluateOrder(anEvaluation(refusals[refusal]));
    expect(basis.refusal).toBe(refusal);
    expect(basis.reasons.filter(({ rule, outcome }) => outcome === "matched" && rule === refusal)).toHaveLength(1);
  });

  it("answers with the first of several", () => {
    const all = anEvaluation({ ...refusals.test_order, ...refusals.imported, ...refusals.below_minimum });
    const basis = evaluateOrder(all);
    expect(basis.refusal).toBe("test_order");
    expect(basis.reasons.filter(({ outcome, rule }) => outcome === "matched" && (REFUSALS as readonly string[]).includes(rule)).map(({ rule }) => rule)).toEqual(["test_order", "imported", "below_minimum"]);
  });

  it("refuses nothing of a member's order, and says what it tested", () => {
    const basis = evaluateOrder(anEvaluation());
    expect(basis.refusal).toBeNull();
    expect(basis.reasons.map(({ rule, outcome }) => `${rule} ${outcome}`)).toEqual([
      "before_launch skipped", "guest skipped", "not_enrolled skipped", "no_rate_for_currency skipped", "earn_on matched", "earn_rate matched", "tier_multiplier skipped", "gift_card skipped",
    ]);
  });

  it("lets test orders earn where they may, and test customers before launch", () => {
    expect(evaluateOrder(anEvaluation({ ...refusals.test_order, testAllowed: true })).refusal).toBeNull();
    expect(evaluateOrder(anEvaluation({ launchedAt: null, testCustomer: true })).refusal).toBeNull();
  });

  it("tells a customer who did not join from a guest", () => expect(evaluateOrder(anEvaluation({ member: null, tier: null })).refusal).toBe("not_enrolled"));
  it("lets only a missing member be lifted later", () => expect(REFUSALS.filter(mayBeLifted)).toEqual(["guest", "not_enrolled"]));
});

describe("rates of lines", () => {
  const rateOf = (given: Partial<Evaluation>) => evaluateOrder(anEvaluation(given)).lines.map(({ rate }) => `${rate.num}/${rate.den}`);
  const with_ = (...multipliers: ReturnType<typeof multiplier>[]) => aProgram({ earn: { multipliers } });
  const products = (given: Partial<ProductFact>) => new Map([["31", product(given)]]);

  it.each<[string, Partial<Evaluation>, string[]]>([
    ["base rate", {}, ["1/100"]],
    ["half a point", { program: aProgram({ earn: { rate: { points: 1, perMinor: 200 } } }) }, ["1/200"]],
    ["times the tier", { tier: { handle: "gold", multiplier: { num: 3, den: 2 } } }, ["3/200"]],
    ["product before collection before tag", { program: with_(multiplier("tag", "new", 5), multiplier("collection", "8", 4), multiplier("product", "31", 2)), products: products({ tags: ["new"], collectionIds: ["8"] }) }, ["1/50"]],
    ["collection before tag", { program: with_(multiplier("tag", "new", 5), multiplier("collection", "8", 4)), products: products({ tags: ["new"], collectionIds: ["8"] }) }, ["1/25"]],
    ["highest among equals", { program: with_(multiplier("collection", "8", 2), multiplier("collection", "9", 5, 2)), products: products({ collectionIds: ["8", "9"] }) }, ["1/40"]],
    ["exclusion among equals", { program: with_(multiplier("collection", "8", 5), multiplier("collection", "9", 0)), products: products({ collectionIds: ["8", "9"] }) }, ["0/1"]],
    ["tags without regard to case", { program: with_(multiplier("tag", "NEW", 2)), products: products({ tags: ["New"] }) }, ["1/50"]],
    ["an unknown product", { program: with_(multiplier("collection", "8", 4)) }, ["1/100"]],
    ["gift cards", { fact: anOrder({ lines: [aLine({ giftCard: true })] }) }, ["0/1"]],
    ["gift cards, counted", { fact: anOrder({ lines: [aLine({ giftCard: true })] }), program: aProgram({ earn: { counts: { giftCards: true } } }) }, ["1/100"]],
    ["sale off", { fact: anOrder({ lines: [aLine({ onSale: true })] }), program: aProgram({ earn: { counts: { onSale: false } } }) }, ["0/1"]],
    ["subscription renewals off", { fact: anOrder({ lines: [aLine({ subscription: "renewal" })] }), program: aProgram({ earn: { counts: { subscriptionRenewal: false } } }) }, ["0/1"]],
    ["shipping and tip", { program: aProgram({ earn: { counts: { shipping: true, tips: true } } }) }, ["1/100", "1/100", "1/100"]],
    ["a rate of the market", { fact: anOrder({ presentmentCurrency: "JPY" }), program: aProgram({ earn: { currencyRates: { JPY: { points: 3, perMinor: 100 } } } }) }, ["3/100"]],
    ["a market named like a method", { fact: anOrder({ presentmentCurrency: "constructor" }) }, ["1/100"]],
  ])("%s", (_name, given, expected) => expect(rateOf(given)).toEqual(expected));

  it("tells which rule excluded which line", () => {
    const basis = evaluateOrder(anEvaluation({ fact: anOrder({ lines: [aLine(), aLine({ lineId: "2", giftCard: true })] }), program: with_(multiplier("product", "31", 2)) }));
    expect(basis.reasons.filter(({ lineId }) => lineId)).toEqual([
      { rule: "product_multiplier", outcome: "matched", lineId: "1", values: { effect: "multiplied", id: "31", title: "product 31", num: 2, den: 1 } },
      { rule: "gift_card", outcome: "matched", lineId: "2", values: { effect: "excluded" } },
    ]);
  });

  it("counts only what earns towards the minimum", () => {
    const program = aProgram({ earn: { minimumOrderMinor: 6000 } });
    const lines = [aLine(), aLine({ lineId: "2", giftCard: true })];
    expect(evaluateOrder(anEvaluation({ program, fact: anOrder({ lines }) })).refusal).toBe("below_minimum");
  });
});

describe("lines added by an edit", () => {
  const basis = evaluateOrder(anEvaluation({ tier: { handle: "gold", multiplier: { num: 3, den: 2 } } }));
  const edited = anOrder({ lines: [aLine(), aLine({ lineId: "2" })] });

  it("are priced as the order was", () => {
    const appended = appendBasisLines(basis, anEvaluation({ fact: edited }));
    expect(appended.lines).toEqual([...basis.lines, { lineId: "2", rate: { num: "3", den: "200" } }]);
    expect(appended.reasons.at(-1)).toEqual({ rule: "edited_line", outcome: "matched", lineId: "2", values: { effect: "counted" } });
  });
  it("leave the basis itself alone when there are none", () => expect(appendBasisLines(basis, anEvaluation())).toBe(basis));
  it("need the program version of the basis", () => {
    expect(() => appendBasisLines(basis, anEvaluation({ fact: edited, program: aProgram({ version: 2 }) }))).toThrow("program version 2 for order 1001: expected version 1 of its basis");
  });
});
