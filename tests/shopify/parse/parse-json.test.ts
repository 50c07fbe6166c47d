import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseOrderWebhook } from "~/shopify/parse/order-webhook";
import { parseJson } from "~/shopify/parse/parse-json";
import { checkProperty } from "../../loyalty/check-property";

const of = (text: string) => parseJson(Buffer.from(text));

describe("bytes that are no JSON are refused without quoting them", () => {
  test.each([["", 0], ["not json", 8], ["{", 1], ['{"a":1,}', 8], ["NaN", 3], ["{'email':'ada@example.com'}", 27], ['{"a":9007199254740993', 21], ["[9007199254740993,]", 19]])("%j", (text, bytes) => {
    expect(() => of(text)).toThrow(new RangeError(`body of ${bytes} bytes: expected JSON`));
  });

  test("and what is no UTF-8", () => {
    expect(() => parseJson(Buffer.from([0x22, 0xff, 0x22]))).toThrow(new RangeError("body of 3 bytes: expected UTF-8"));
  });

  test("and what is nested without end, by this or by the parser of its topic", () => {
    for (const inner of ["1", "9007199254740993"]) {
      const text = "[".repeat(200_000) + inner + "]".repeat(200_000);
      expect(() => parseOrderWebhook(of(text), { emailHash: () => null })).toThrow(RangeError);
    }
  });
});

describe("numbers", () => {
  test("whole ones beyond 2^53 come as their digits, others as numbers", () => {
    expect(of('{"a":9007199254740993,"b":-9007199254740993,"c":9007199254740991,"d":0.1,"e":[18446744073709551617]}'))
      .toEqual({ a: "9007199254740993", b: "-9007199254740993", c: 9007199254740991, d: 0.1, e: ["18446744073709551617"] });
  });

  test("digits inside texts stay texts, wherever they stand", () => {
    expect(of('{"a":": 9007199254740993","b":"[9007199254740993,"}')).toEqual({ a: ": 9007199254740993", b: "[9007199254740993," });
  });
});

test("a key that comes twice has its last value, with and without long numbers", () => {
  expect([of('{"a":1,"a":2}'), of('{"a":1,"a":2,"b":9007199254740993}')]).toEqual([{ a: 2 }, { a: 2, b: "9007199254740993" }]);
});

test("everything else is as JSON.parse has it, whichever parser reads it", () => {
  const jsonValue = fc.jsonValue({ maxDepth: 4, stringUnit: "binary" });
  checkProperty(fc.property(jsonValue, (value) => {
    // Whole numbers beyond 2^53 are told apart above.
    const text = JSON.stringify(value, (_key, inner: unknown) => (Number.isInteger(inner) && !Number.isSafeInteger(inner) ? 0 : inner));
    const wanted = JSON.parse(text) as unknown;
    expect(of(text)).toEqual(wanted);
    expect(of(`{"value":${text},"long":9007199254740993}`)).toEqual({ value: wanted, long: "9007199254740993" });
  }), { numRuns: 500 });
});
