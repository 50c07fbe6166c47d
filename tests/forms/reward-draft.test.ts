import { describe, expect, test } from "vitest";
import { errorsOfReward, judgeReward } from "~/forms/judge-reward";
import { blankReward, rewardDraft, type RewardDraft } from "~/forms/reward-draft";
import { rewardDraftSchema } from "~/forms/reward-draft-schema";
import type { Reward } from "~/loyalty/rewards/reward";
import { aReward } from "../loyalty/rewards/a-reward";

const US = { currency: "USD", timeZone: "America/New_York" };
const draftOf = (change: Partial<RewardDraft> = {}): RewardDraft => ({ ...rewardDraft(aReward(), null, US), ...change });
const errorsOf = (draft: RewardDraft) => {
  const judged = judgeReward(draft, US);
  return judged.ok ? {} : judged.errors;
};

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
    ["no amount", { amount: "" }, "amount", "money"],
    ["an amount of nothing", { amount: "0" }, "amount", "positive"],
    ["an amount finer than cents", { amount: "1.999" }, "amount", "money"],
    ["an endless amount", { amount: "1e309" }, "amount", "money"],
    ["101 percent", { kind: "percentage_off", percent: "101" }, "percent", "range"],
    ["half a percent", { kind: "percentage_off", percent: "0.5" }, "percent", "whole"],
    ["words for shipping", { kind: "free_shipping", maximumShipping: "cheap" }, "maximumShipping", "money"],
    ["no goods", { kind: "product_discount" }, "goods", "goodsMissing"],
    ["no product", { kind: "free_product" }, "product", "productMissing"],
    ["a product that is free already", { kind: "free_product", product: { productId: "1", variantId: "2", title: "x", price: "0.00" } }, "product", "positive"],
    ["no price", { points: "" }, "points", "whole"],
    ["half a point", { points: "1.5" }, "points", "whole"],
    ["a price of nothing", { points: "0" }, "points", "range"],
    ["21 steps", { pricing: "slider", steps: "21" }, "steps", "range"],
    ["one step", { pricing: "slider", steps: "1" }, "steps", "range"],
    ["a negative minimum", { minimumSpend: "-1" }, "minimumSpend", "notNegative"],
    ["no times at all", { memberLimit: { count: "0", days: "" } }, "memberLimit.count", "range"],
    ["eleven years", { memberLimit: { count: "1", days: "4000" } }, "memberLimit.days", "range"],
    ["a total of nothing", { totalLimit: "0" }, "totalLimit", "range"],
    ["a negative stock", { stock: "-1" }, "stock", "whole"],
    ["no validity", { validityDays: "" }, "validityDays", "whole"],
    ["a day that is none", { startDate: "2026-02-30" }, "startDate", "day"],
    ["an end before the start", { startDate: "2026-12-02", endDate: "2026-12-01" }, "endDate", "endBeforeStart"],
  ])("%s is refused under its field", (_what, change, field, code) => {
    expect(errorsOf(draftOf(change))).toEqual({ [field]: expect.objectContaining({ code }) });
  });

  test("what only the domain knows stands under its field, too", () => {
    expect(errorsOf(draftOf({ title: "\ud800" }))).toEqual({ title: { sentence: expect.stringContaining("expected a title") } });
    expect(errorsOf(draftOf({ kind: "product_discount", goods: { of: "products", items: Array.from({ length: 101 }, (_, i) => ({ id: String(i), title: "x" })) } }))).toEqual({ goods: { sentence: expect.stringContaining("at most 100") } });
    expect(errorsOfReward([{ path: "price.kind", message: "a" }, { path: "value.minor", message: "b" }, { path: "else", message: "c" }], { kind: "free_product" })).toEqual({ pricing: { sentence: "a" }, product: { sentence: "b" }, form: { sentence: "c" } });
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
