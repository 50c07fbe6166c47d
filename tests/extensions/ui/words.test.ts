import { expect, test } from "vitest";
import { wordsOf, type I18n } from "../../../extensions/_shared/ui/words";

const i18n: I18n = { translate: (key, values) => `${key} ${Object.values(values ?? {}).join()}`.trim(), formatNumber: String, formatCurrency: (value) => `$${value}`, formatDate: String };
const five = (title: string) => wordsOf(i18n).name({ title, kind: "amount_off", minor: 500, percent: null }, "USD");
const isolated = (name: string) => `\u2068${name}\u2069`;

test("a name turns the direction of its own letters only, not of the amount and the number beside it", () => {
  expect([five("Tea"), five("شاي"), five("\u202ETea")]).toEqual(["Tea · amount_off $5", `${isolated("شاي")} · amount_off $5`, `${isolated("\u202ETea")} · amount_off $5`]);
  const points = (other: string) => wordsOf(i18n, { one: other, other }).points(1_240);
  expect([points("stars"), points("نقاط")]).toEqual(["1240 stars", `1240 ${isolated("نقاط")}`]);
});
