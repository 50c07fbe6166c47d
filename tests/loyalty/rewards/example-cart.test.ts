import { expect, test } from "vitest";
import { exampleCart } from "~/loyalty/rewards/example-cart";
import type { Reward } from "~/loyalty/rewards/reward";
import { aReward } from "./a-reward";

const ferns = { of: "collections" as const, items: [{ id: "1", title: "Ferns" }, { id: "2", title: "Mosses" }] };

test.each<[string, Partial<Reward>, { lines: string[]; shipping: number | null; off: number; total: number }]>([
  ["an amount", {}, { lines: ["goods 5000"], shipping: null, off: 500, total: 4_500 }],
  ["an amount above a usual order", { value: { kind: "amount_off", minor: 9_000 } }, { lines: ["goods 9000"], shipping: null, off: 9_000, total: 0 }],
  ["a percentage, a minimum", { value: { kind: "percentage_off", percent: 10 }, minimumSpendMinor: 8_000 }, { lines: ["goods 8000"], shipping: null, off: 800, total: 7_200 }],
  ["a percentage of collections: of their goods alone", { value: { kind: "product_discount", off: { percent: 20 }, goods: ferns } }, { lines: ["Ferns 5000", "goods 2500"], shipping: null, off: 1_000, total: 6_500 }],
  ["an amount on collections: no more than they cost", { value: { kind: "product_discount", off: { minor: 7_000 }, goods: ferns } }, { lines: ["Ferns 7000", "goods 2500"], shipping: null, off: 7_000, total: 2_500 }],
  ["a percentage of collections, a minimum of them", { value: { kind: "product_discount", off: { percent: 20 }, goods: ferns }, minimumSpendMinor: 8_000 }, { lines: ["Ferns 8000", "goods 2500"], shipping: null, off: 1_600, total: 8_900 }],
  ["a free product", { value: { kind: "free_product", productId: "1", variantId: "2", productTitle: "Fern", minor: 1_995 } }, { lines: ["Fern 1995", "goods 5000"], shipping: null, off: 1_995, total: 5_000 }],
  ["free shipping up to less than usual", { value: { kind: "free_shipping", maximumMinor: 250 } }, { lines: ["goods 5000"], shipping: 250, off: 250, total: 5_000 }],
  ["a slider halfway", { value: { kind: "amount_off", minor: 100 }, price: { kind: "slider", stepPoints: 20, steps: 10 } }, { lines: ["goods 5000"], shipping: null, off: 500, total: 4_500 }],
])("an example cart of %s", (_what, given, cart) => {
  const { lines, shippingMinor, offMinor, totalMinor } = exampleCart(aReward(given), "USD");
  expect({ lines: lines.map(({ title, minor }) => `${title ?? "goods"} ${minor}`), shipping: shippingMinor, off: offMinor, total: totalMinor }).toEqual(cart);
});
