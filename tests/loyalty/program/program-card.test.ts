import { expect, test } from "vitest";
import type { ProgramCard } from "../../../extensions/_shared/contract";
import { defaultProgram } from "~/loyalty/program/default-program";
import { programCard } from "~/loyalty/program/program-card";

test("is the ProgramCard of the wire, with rules settled and tags in lower case", () => {
  const program = defaultProgram("USD");
  program.earn.multipliers = [
    { scope: "tag", id: "Sale", title: "Sale", multiplier: { num: 2, den: 1 } },
    { scope: "tag", id: "sale", title: "sale", multiplier: { num: 0, den: 1 } },
    { scope: "product", id: "31", title: "Fern", multiplier: { num: 3, den: 2 } },
    { scope: "product", id: "__proto__", title: "x", multiplier: { num: 5, den: 1 } },
  ];
  const card: ProgramCard = programCard({ program, currency: "USD", launched: true, testCustomers: ["7"], color: "#1f6b4f", radius: 4, hasRewards: false });
  expect(card).toMatchObject({
    v: 1, launched: true, testCustomers: ["7"], color: "#1f6b4f", radius: 4, worth: null, rate: { ...program.earn.rate, currency: "USD" },
    productTags: { sale: { num: 0, den: 1 } }, products: { 31: { num: 3, den: 2 } }, collections: {},
    tiers: program.tiers.ladder.map(({ handle, multiplier }) => ({ handle, num: multiplier.num, den: multiplier.den })),
  });
  expect(Object.keys(card.products)).toEqual(["31", "__proto__"]);
  expect(JSON.parse(JSON.stringify(card))).toEqual(card);
});

test("shows the worth of points once a reward exists", () => {
  const program = defaultProgram("USD");
  expect(programCard({ program, currency: "USD", launched: true, testCustomers: [], color: null, radius: null, hasRewards: true }).worth).toEqual(program.worth);
});
