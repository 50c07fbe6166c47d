import { describe, expect, test } from "vitest";
import { fractionText, programDraft, type ProgramDraft } from "~/forms/program-draft";
import { programDraftSchema } from "~/forms/program-draft-schema";
import { judgeDraft } from "~/forms/judge-draft";
import { defaultProgram } from "~/loyalty/program/default-program";

const draftOf = (currency: string, change: Partial<ProgramDraft> = {}): ProgramDraft => ({ ...programDraft(defaultProgram(currency), currency), ...change });
const judge = (draft: ProgramDraft, currency = "USD") => judgeDraft(draft, { currency, version: 1 });
const errorsOf = (draft: ProgramDraft, currency = "USD") => {
  const judged = judge(draft, currency);
  return judged.ok ? {} : judged.errors;
};

describe("a draft of a program", () => {
  test.each(["USD", "JPY", "KWD", "SEK"])("of a stored program in %s means that program again", (currency) => {
    const program = { ...defaultProgram(currency), earn: { ...defaultProgram(currency).earn, currencyRates: { EUR: { points: 2, perMinor: 150 } } } };
    const judged = judge(programDraft(program, currency), currency);
    expect(judged).toEqual({ ok: true, program });
  });

  test.each([
    ["1", "1", { points: 1, perMinor: 100 }],
    ["3", "1", { points: 3, perMinor: 100 }],
    ["0.5", "1", { points: 1, perMinor: 200 }],
    ["0,5", "1", { points: 1, perMinor: 200 }],
    ["1", "10", { points: 1, perMinor: 1000 }],
    ["1/3", "1", { points: 1, perMinor: 300 }],
    ["2", "1.50", { points: 2, perMinor: 150 }],
  ])("%s points per %s dollars is the exact rate", (points, per, rate) => {
    const judged = judge(draftOf("USD", { rate: { points, per } }));
    expect(judged.ok && judged.program.earn.rate).toEqual(rate);
  });

  test("yen have no decimals, dinars three", () => {
    const yen = judge(draftOf("JPY", { rate: { points: "1", per: "100" } }), "JPY");
    expect(yen.ok && yen.program.earn.rate).toEqual({ points: 1, perMinor: 100 });
    const dinar = judge(draftOf("KWD", { rate: { points: "1", per: "0.125" } }), "KWD");
    expect(dinar.ok && dinar.program.earn.rate).toEqual({ points: 1, perMinor: 125 });
  });

  test.each<[string, Partial<ProgramDraft>, string, string]>([
    ["a rate of nothing", { rate: { points: "0", per: "1" } }, "rate.points", "positive"],
    ["a zero denominator", { rate: { points: "1/0", per: "1" } }, "rate.points", "number"],
    ["a rate per nothing", { rate: { points: "1", per: "0" } }, "rate.per", "positive"],
    ["a negative rate", { rate: { points: "-1", per: "1" } }, "rate.points", "number"],
    ["an endless rate", { rate: { points: "1e309", per: "1" } }, "rate.points", "number"],
    ["words for a rate", { rate: { points: "many", per: "1" } }, "rate.points", "number"],
    ["more decimals than cents", { minimumOrder: "1.999" }, "minimumOrder", "money"],
    ["a negative minimum", { minimumOrder: "-5" }, "minimumOrder", "notNegative"],
    ["half a day", { windowDays: "1.5" }, "windowDays", "whole"],
    ["a window of years", { windowDays: "366" }, "windowDays", "range"],
    ["half a point of cap", { adjustmentCap: "1.5" }, "adjustmentCap", "whole"],
    ["a nameless point", { pointName: { one: " ", other: "points" } }, "pointName.one", "empty"],
    ["an unknown currency", { currencyRates: [{ currency: "EURO", points: "1", per: "1" }] }, "currencyRates.0.currency", "currency"],
    ["the shop's own currency twice", { currencyRates: [{ currency: "usd", points: "1", per: "1" }] }, "currencyRates.0.currency", "currencyTwice"],
  ])("%s is refused under its field", (_what, change, field, code) => {
    expect(errorsOf(draftOf("USD", change))).toMatchObject({ [field]: { code } });
  });

  test("a ladder that does not climb is refused where it falls", () => {
    const ladder = draftOf("USD").ladder.map((tier, index) => (index === 2 ? { ...tier, threshold: "10" } : tier));
    expect(errorsOf(draftOf("USD", { ladder }))).toEqual({ "ladder.2.threshold": { code: "ladderOrder" } });
  });

  test("what only the domain knows stands under its field, too", () => {
    const multipliers: ProgramDraft["multipliers"] = [
      { scope: "tag", id: "sale", title: "sale", multiplier: "2" }, { scope: "tag", id: "Sale", title: "Sale", multiplier: "3" },
    ];
    expect(errorsOf(draftOf("USD", { multipliers }))).toMatchObject({ "multipliers.1.multiplier": { sentence: expect.stringContaining("expected one multiplier for each tag") } });
  });

  test("a new tier gets a handle of its first name, and never one that is taken", () => {
    const base = draftOf("USD");
    const added = [{ handle: "", name: "Gold", threshold: "5000", multiplier: "3" }, { handle: "", name: "Über Fans!", threshold: "9000", multiplier: "3" }, { handle: "", name: "常青", threshold: "9500", multiplier: "3" }];
    const judged = judge({ ...base, ladder: [...base.ladder, ...added] });
    expect(judged.ok && judged.program.tiers.ladder.slice(-3).map((tier) => tier.handle)).toEqual(["gold-2", "uber-fans", "tier"]);
  });

  test("fractions read as decimals where they end", () => {
    expect([{ num: 5, den: 4 }, { num: 2, den: 1 }, { num: 1, den: 3 }, { num: 1, den: 8 }, { num: 0, den: 1 }].map(fractionText)).toEqual(["1.25", "2", "1/3", "0.125", "0"]);
  });
});

describe("the shape a draft must arrive in", () => {
  test("is the editor's own", () => {
    expect(programDraftSchema.safeParse(draftOf("USD")).success).toBe(true);
  });

  test.each<[string, (draft: Record<string, unknown>) => void]>([
    ["an unknown field", (draft) => { draft.shopId = "1"; }],
    ["a number for a text", (draft) => { draft.windowDays = 14; }],
    ["an object for a text", (draft) => { draft.minimumOrder = { not: "" }; }],
    ["a list for an object", (draft) => { draft.rate = ["1", "1"]; }],
    ["a text for a switch", (draft) => { (draft.counts as Record<string, unknown>).tax = "yes"; }],
    ["no tiers", (draft) => { draft.ladder = []; }],
    ["a text without end", (draft) => { draft.graceDays = "9".repeat(10_000); }],
  ])("with %s is refused", (_what, spoil) => {
    const draft = structuredClone(draftOf("USD")) as unknown as Record<string, unknown>;
    spoil(draft);
    expect(programDraftSchema.safeParse(draft).success).toBe(false);
  });
});
