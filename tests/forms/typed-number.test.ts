import { describe, expect, test } from "vitest";
import { typedNumber } from "~/forms/typed-number";
import { TextReader } from "~/forms/read-text";

const NB = "\u00a0";
const NARROW = "\u202f";

describe("a number as somebody typed it", () => {
  test.each<[string, number, string]>([
    ["1000", 0, "1000"], ["1,000", 0, "1000"], ["12,000,000", 0, "12000000"], ["1.000.000", 0, "1000000"], ["1 000", 0, "1000"], [`1${NB}000`, 0, "1000"], [`12${NARROW}000`, 0, "12000"], ["1'000", 0, "1000"], ["1’000", 0, "1000"],
    ["１０００", 0, "1000"], ["-5", 0, "-5"], ["−5", 0, "-5"], ["+5", 0, "5"], [" 5 ", 0, "5"], ["1.5", 0, "1.5"],
    ["1,000", 2, "1000"], ["1,000.50", 2, "1000.50"], ["1.000,50", 2, "1000.50"], ["1 000,5", 2, "1000.5"], ["1'234'567.89", 2, "1234567.89"], ["4,50", 2, "4.50"], ["4,5", 2, "4.5"], ["0,500", 2, "0.500"],
    ["1.999", 2, "1.999"], ["1.250", 3, "1.250"], ["1,000,000", 3, "1000000"], ["1.000,250", 3, "1000.250"], ["1.125", 6, "1.125"],
  ])("%s with %s decimals is %s", (text, decimals, plain) => {
    expect(typedNumber(text, decimals)).toEqual({ plain });
  });

  test.each<[string, number, string, string]>([
    ["1.000", 0, "1000", "1"], ["1.500", 2, "1500", "1.5"], ["12.000", 2, "12000", "12"], ["1,250", 3, "1250", "1.250"], ["1,125", 6, "1125", "1.125"],
  ])("%s with %s decimals may be %s or %s, and what is offered is understood", (text, decimals, whole, decimal) => {
    expect(typedNumber(text, decimals)).toEqual({ twoWays: { whole, decimal } });
    expect([typedNumber(whole, decimals), typedNumber(decimal, decimals)]).toEqual([{ plain: whole }, { plain: decimal }]);
  });

  test.each(["five", "1e3", "0x10", "1_000", "--1", "1,00,0", "1,000 000", "1.000.50", "1,0000,000", "12,34,567", "٣", "Infinity", "NaN", "1/3", "$5", ".", ",", "-", "+"])("%s is none", (text) => {
    expect(typedNumber(text, 2)).toBe("none");
  });

  test.each(["", "   ", NB])("nothing is missing, not wrong", (text) => {
    expect(typedNumber(text, 2)).toBe("missing");
  });
});

describe("what is said of it", () => {
  const said = (read: (reader: TextReader) => unknown) => {
    const reader = new TextReader();
    read(reader);
    return reader.errors.field ?? null;
  };
  const whole = (text: string) => said((reader) => reader.whole("field", text, { min: 1, max: 1_000 }));
  const money = (text: string, currency = "USD") => said((reader) => reader.minor("field", text, currency, { positive: true }));

  test("of whole numbers", () => {
    expect(whole("1,000")).toBeNull();
    expect(whole("")).toEqual({ code: "wholeMissing", values: { min: 1, max: 1_000 } });
    expect([whole("-5"), whole("1,001"), whole("9".repeat(40))]).toEqual(["-5", "1,001", "9".repeat(40)].map((value) => ({ code: "range", values: { value, min: 1, max: 1_000 } })));
    expect([whole("1.5"), whole("ten")]).toEqual(["1.5", "ten"].map((value) => ({ code: "whole", values: { value, min: 1, max: 1_000 } })));
    expect(whole("1.000")).toEqual({ code: "twoWaysWhole", values: { value: "1.000", whole: "1000" } });
  });

  test("of amounts", () => {
    expect([money("1,000"), money("10,000,000.00"), money("1,000", "JPY")]).toEqual([null, null, null]);
    expect(money(" ")).toEqual({ code: "moneyMissing", values: { currency: "USD" } });
    for (const value of ["10,000,000.01", "9".repeat(40)]) expect(money(value)).toEqual({ code: "moneyMost", values: { value }, money: { most: { minor: 1_000_000_000, currency: "USD" } } });
    expect([money("-9999999999999999"), money("0.00")]).toEqual(["-9999999999999999", "0.00"].map((value) => ({ code: "positive", values: { value } })));
    expect(money("1.500")).toEqual({ code: "twoWays", values: { value: "1.500", whole: "1500", decimal: "1.5" } });
    expect(money("1.500", "JPY")).toEqual({ code: "twoWaysWhole", values: { value: "1.500", whole: "1500" } });
    expect(money("1.999")).toEqual({ code: "money", values: { value: "1.999", currency: "USD" } });
  });
});
