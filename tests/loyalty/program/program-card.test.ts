import { expect, test } from "vitest";
import type { ProgramCard } from "../../../extensions/_shared/contract";
import { defaultProgram } from "~/loyalty/program/default-program";
import { rewardCards } from "~/loyalty/rewards/reward-card";
import { aReward } from "../rewards/a-reward";
import { programCard } from "~/loyalty/program/program-card";

test("is the ProgramCard of the wire, with rules settled and tags in lower case", () => {
  const program = defaultProgram("USD");
  program.earn.multipliers = [
    { scope: "tag", id: "Sale", title: "Sale", multiplier: { num: 2, den: 1 } },
    { scope: "tag", id: "sale", title: "sale", multiplier: { num: 0, den: 1 } },
    { scope: "product", id: "31", title: "Fern", multiplier: { num: 3, den: 2 } },
    { scope: "product", id: "__proto__", title: "x", multiplier: { num: 5, den: 1 } },
  ];
  const card: ProgramCard = programCard({ program, currency: "USD", launched: true, testCustomers: ["7"], color: "#1f6b4f", radius: 4, rewards: [], proxyPath: null });
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
  expect(programCard({ program, currency: "USD", launched: true, testCustomers: [], color: null, radius: null, rewards: rewardCards([{ rewardId: 7n, terms: aReward(), state: "active" }], { zone: "UTC", now: "2026-03-01T12:00:00.000Z" }), proxyPath: null }).worth).toEqual(program.worth);
});

test("says where the app proxy answers once it is another path", () => {
  const given = { program: defaultProgram("USD"), currency: "USD", launched: true, testCustomers: [], color: null, radius: null, rewards: [] };
  expect(programCard({ ...given, proxyPath: "/apps/rewards" })).toMatchObject({ proxyPath: "/apps/rewards" });
  expect(programCard({ ...given, proxyPath: null })).not.toHaveProperty("proxyPath");
});

test.each([["USD", 4_299], ["JPY", 429_900], ["KWD", 42_990]])("points of a Liquid price in %s are those of the program", (currency, price) => {
  const program = defaultProgram(currency);
  program.earn.rate.points = 3;
  const { prepared } = programCard({ program, currency, launched: true, testCustomers: [], color: null, radius: null, rewards: [], proxyPath: null });
  const minor = currency === "JPY" ? price / 100 : price;
  for (const { handle, multiplier } of program.tiers.ladder) {
    const { num, den } = prepared.earns[handle]!;
    expect(Math.floor((price * num) / den), handle).toBe(Math.floor((minor * 3 * multiplier.num) / (program.earn.rate.perMinor * multiplier.den)));
  }
});
