import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { errorsOfReward, judgeReward } from "~/forms/judge-reward";
import { blankReward, rewardDraft, type RewardDraft } from "~/forms/reward-draft";
import { inPageOrder, REWARD_FIELDS } from "~/forms/reward-fields";
import { rewardDraftSchema } from "~/forms/reward-draft-schema";
import english from "~/locales/en.json";
import { parseReward } from "~/loyalty/rewards/parse-reward";
import type { Reward } from "~/loyalty/rewards/reward";
import { checkProperty } from "../loyalty/check-property";
import { aReward } from "../loyalty/rewards/a-reward";

const US = { currency: "USD", timeZone: "America/New_York" };
const draftOf = (change: Partial<RewardDraft> = {}): RewardDraft => ({ ...rewardDraft(aReward(), null, US), ...change });
const errorsOf = (draft: RewardDraft) => {
  const judged = judgeReward(draft, US);
  return judged.ok ? {} : judged.errors;
};

describe("mistakes of a draft", () => {
  const nothing = { title: "", amount: "x", percent: "x", maximumShipping: "x", points: "x", steps: "x", minimumSpend: "x", memberLimit: { count: "x", days: "x" }, totalLimit: "x", stock: "x", validityDays: "x", startDate: "x", endDate: "x", pricing: "slider" as const };
  const kinds: Partial<RewardDraft>[] = [{ kind: "amount_off" }, { kind: "percentage_off" }, { kind: "free_shipping" }, { kind: "free_product" }, { kind: "product_discount", off: "amount" }];

  test.each(kinds)("of $kind are told down the page, whatever field they are in", (kind) => {
    const mistakes = Object.keys(errorsOf({ ...blankReward("USD"), ...nothing, ...kind }));
    expect(mistakes.length).toBeGreaterThan(8);
    expect(mistakes.filter((field) => !(REWARD_FIELDS as readonly string[]).includes(field))).toEqual([]);
    const told = inPageOrder([...mistakes].reverse());
    expect([told[0], told.at(-2), told.at(-1)]).toEqual(["title", "startDate", "endDate"]);
    expect(told.indexOf("minimumSpend")).toBeLessThan(told.indexOf("validityDays"));
  });

  test("what no field is to blame for comes last", () => {
    expect(inPageOrder(["form", "endDate", "goods", "title", "amount"])).toEqual(["title", "goods", "amount", "endDate", "form"]);
  });
});

describe("a draft of a reward", () => {
  test.each<[string, Partial<Reward>]>([
    ["an amount", {}],
    ["a slider", { price: { kind: "slider", stepPoints: 20, steps: 20 } }],
    ["a percentage with every limit", { value: { kind: "percentage_off", percent: 15 }, memberLimit: { count: 2, days: 30 }, totalLimit: 500, tiers: ["gold"], minimumSpendMinor: 5_050, onExpiry: "lapse" }],
    ["a limit for ever", { memberLimit: { count: 1, days: null } }],
    ["free shipping up to an amount", { value: { kind: "free_shipping", maximumMinor: 1_000 }, combinesWith: { order: true, product: true, shipping: false } }],
    ["any free shipping", { value: { kind: "free_shipping", maximumMinor: null }, combinesWith: { order: true, product: true, shipping: false } }],
    ["an amount on collections", { value: { kind: "product_discount", off: { minor: 750 }, goods: { of: "collections", items: [{ id: "1", title: "Ferns" }] } } }],
    ["a percentage on products", { value: { kind: "product_discount", off: { percent: 20 }, goods: { of: "products", items: [{ id: "1", title: "Fern" }, { id: "2", title: "Moss" }] } } }],
    ["a free product", { value: { kind: "free_product", productId: "1", variantId: "2", productTitle: "Fern", minor: 1_995 } }],
    ["days of the shop's zone, a change of clocks between them", { startsAt: "2026-11-01T04:00:00.000Z", endsAt: "2026-11-02T05:00:00.000Z" }],
  ])("of %s means that reward again", (_what, given) => {
    const reward = aReward(given);
    expect(judgeReward(rewardDraft(reward, 7n, US), US)).toEqual({ ok: true, reward, stock: 7n });
  });

  test("yen have no decimals, dinars three", () => {
    const read = (currency: string, amount: string) => judgeReward({ ...blankReward(currency), title: "x", points: "10", amount }, { ...US, currency });
    expect(read("JPY", "500")).toMatchObject({ ok: true, reward: { value: { minor: 500 } } });
    expect(read("KWD", "1.5")).toMatchObject({ ok: true, reward: { value: { minor: 1_500 } } });
    expect(read("JPY", "5.5")).toMatchObject({ ok: false, errors: { amount: { code: "money" } } });
  });

  test("days are the shop's: the last one is over with its end", () => {
    const judged = judgeReward(draftOf({ startDate: "2026-12-01", endDate: "2026-12-01" }), US);
    expect(judged).toMatchObject({ ok: true, reward: { startsAt: "2026-12-01T05:00:00.000Z", endsAt: "2026-12-02T05:00:00.000Z" } });
  });

  test.each<[string, Partial<RewardDraft>, string, string]>([
    ["no title", { title: "  " }, "title", "empty"],
    ["a long title", { title: "x".repeat(61) }, "title", "tooLong"],
    ["no amount", { amount: "" }, "amount", "moneyMissing"],
    ["an amount beyond all reason", { amount: "10000000.01" }, "amount", "moneyMost"],
    ["a minimum beyond all reason", { minimumSpend: "99999999999999999999" }, "minimumSpend", "moneyMost"],
    ["an amount of nothing", { amount: "0" }, "amount", "positive"],
    ["an amount finer than cents", { amount: "1.999" }, "amount", "money"],
    ["an amount below nothing", { amount: "-1" }, "amount", "positive"],
    ["an endless amount", { amount: "1e309" }, "amount", "money"],
    ["101 percent", { kind: "percentage_off", percent: "101" }, "percent", "range"],
    ["half a percent", { kind: "percentage_off", percent: "0.5" }, "percent", "whole"],
    ["words for shipping", { kind: "free_shipping", maximumShipping: "cheap" }, "maximumShipping", "money"],
    ["no goods", { kind: "product_discount" }, "goods", "goodsMissing"],
    ["no product", { kind: "free_product" }, "product", "productMissing"],
    ["a product that is free already", { kind: "free_product", product: { productId: "1", variantId: "2", title: "x", price: "0.00" } }, "product", "positive"],
    ["no price", { points: "" }, "points", "wholeMissing"],
    ["a price that may be two", { points: "1.000" }, "points", "twoWaysWhole"],
    ["half a point", { points: "1.5" }, "points", "whole"],
    ["a price of nothing", { points: "0" }, "points", "range"],
    ["a price below nothing", { points: "-1" }, "points", "range"],
    ["an endless price", { points: "1e309" }, "points", "whole"],
    ["an endless price of a step", { pricing: "slider", steps: "2", points: "1e309" }, "points", "whole"],
    ["21 steps", { pricing: "slider", steps: "21" }, "steps", "range"],
    ["one step", { pricing: "slider", steps: "1" }, "steps", "range"],
    ["a negative minimum", { minimumSpend: "-1" }, "minimumSpend", "notNegative"],
    ["no times at all", { memberLimit: { count: "0", days: "" } }, "memberLimit.count", "range"],
    ["eleven years", { memberLimit: { count: "1", days: "4000" } }, "memberLimit.days", "range"],
    ["a total of nothing", { totalLimit: "0" }, "totalLimit", "range"],
    ["a negative stock", { stock: "-1" }, "stock", "range"],
    ["no validity", { validityDays: "" }, "validityDays", "wholeMissing"],
    ["a day that is none", { startDate: "2026-02-30" }, "startDate", "day"],
    ["an end before the start", { startDate: "2026-12-02", endDate: "2026-12-01" }, "endDate", "endBeforeStart"],
  ])("%s is refused under its field", (_what, change, field, code) => {
    expect(errorsOf(draftOf(change))).toEqual({ [field]: expect.objectContaining({ code }) });
  });

  test("what only the domain knows stands under its field, too", () => {
    expect(errorsOf(draftOf({ title: "\ud800" }))).toEqual({ title: { code: "brokenText" } });
    expect(errorsOf(draftOf({ kind: "product_discount", goods: { of: "products", items: Array.from({ length: 101 }, (_, i) => ({ id: String(i), title: "x" })) } }))).toEqual({ goods: { code: "goodsMost", values: { chosen: 101, max: 100 } } });
    expect(errorsOf(draftOf({ tiers: Array.from({ length: 21 }, (_, i) => `tier-${i}`) }))).toEqual({ tiers: { code: "unusable" } });
    expect(errorsOfReward([{ path: "price.kind", message: "a" }, { path: "value.minor", message: "b" }, { path: "else", message: "c" }], draftOf({ kind: "free_product" }))).toEqual({ pricing: { code: "unusable" }, product: { code: "unusable" }, form: { code: "unusableForm" } });
  });

  test("whatever is typed where, every mistake is one of its words and no place of the code is named", () => {
    const junk = fc.oneof(fc.string({ unit: "binary", maxLength: 40 }), fc.stringMatching(/^[-+ 0-9.,'eE]{0,24}$/), fc.constantFrom("", "0", "-0", "1,000", "1.000", "1e9", "999999999999", "NaN", "2026-12-01"));
    const texts = fc.record({ title: junk, amount: junk, percent: junk, maximumShipping: junk, points: junk, steps: junk, minimumSpend: junk, totalLimit: junk, stock: junk, validityDays: junk, startDate: junk, endDate: junk });
    const more = fc.record({
      kind: fc.constantFrom("amount_off", "percentage_off", "free_shipping", "product_discount", "free_product" as const), pricing: fc.constantFrom("fixed", "slider" as const), off: fc.constantFrom("amount", "percent" as const),
      memberLimit: fc.record({ count: junk, days: junk }), product: fc.option(fc.record({ productId: fc.constant("1"), variantId: fc.constant("2"), title: fc.string({ maxLength: 255 }), price: junk })),
    });
    checkProperty(fc.property(texts, more, (typed, chosen) => {
      const draft = { ...draftOf(), ...typed, ...chosen };
      const judged = judgeReward(draft, US);
      if (judged.ok) expect("reward" in parseReward(judged.reward)).toBe(true);
      else for (const [field, error] of Object.entries(judged.errors)) expect({ field, told: "code" in error && error.code in english.errors }).toEqual({ field, told: true });
    }));
  });

  test("what was typed for another kind neither counts nor is judged", () => {
    expect(judgeReward(draftOf({ kind: "percentage_off", percent: "10", amount: "x", pricing: "slider", steps: "x" }), US)).toMatchObject({ ok: true, reward: { price: { kind: "fixed" }, value: { kind: "percentage_off", percent: 10 } } });
  });
});

describe("the shape a draft must arrive in", () => {
  test("is the editor's own", () => {
    expect(rewardDraftSchema.safeParse(draftOf({ product: { productId: "1", variantId: "2", title: "x", price: "1" } })).success).toBe(true);
  });

  test.each<[string, object]>([
    ["an unknown field", { shopId: "1" }], ["a number for a text", { points: 100 }], ["an unknown kind", { kind: "gift_card" }], ["an id that is none", { goods: { of: "products", items: [{ id: "gid://x/1", title: "" }] } }],
    ["a text for a switch", { combinesWith: { order: "yes", product: true, shipping: true } }], ["a text without end", { amount: "9".repeat(10_000) }],
  ])("with %s is refused", (_what, change) => {
    expect(rewardDraftSchema.safeParse({ ...draftOf(), ...change }).success).toBe(false);
  });
});
