import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { ACTIVITIES } from "~/loyalty/activities/activity";
import { REDEMPTION_REASONS } from "~/loyalty/ledger/hold";
import { themeFile } from "./theme";

const APP = path.resolve(import.meta.dirname, "../../app");
const english = JSON.parse(themeFile("locales/en.default.json")) as { reasons: Record<string, string> };
const rules = JSON.parse(themeFile("assets/rules.en.json")) as Record<string, string>;

/** Kinds of transactions no shopper sees: they belong to somebody who is not a customer any more; and why a reward was paused, which moves no points. */
const UNSEEN = new Set(["customer_erased", "discount_ended"]);

test("every reason the ledger is given has a sentence for shoppers, and no sentence is left over", () => {
  const sources = ["loyalty/ledger", "loyalty/orders/settle-order.ts", "operations"].flatMap((at) => sourcesIn(path.join(APP, at))).join("\n");
  const literal = [...sources.matchAll(/(?:\breason: |\btold\(|common\(wallet, adjustment, )"([a-z]+(?:_[a-z]+)+)"/g)].map(([, reason]) => reason!);
  const chosen = [...sources.matchAll(/told\(accrued === reversed \? "([a-z_]+)" : "([a-z_]+)"/g)].flatMap(([, a, b]) => [a!, b!]);
  const built = sources.includes("told(`order_${status}`") ? ["order_deleted", "order_voided"] : [];
  const done = ACTIVITIES.map((kind) => `activity_${kind}`);
  const reasons = new Set([...literal, ...chosen, ...built, ...done, ...REDEMPTION_REASONS].filter((reason) => !UNSEEN.has(reason)));
  expect(reasons.size).toBeGreaterThan(8);
  const { other: _other, ...told } = english.reasons;
  expect(Object.keys(told).sort()).toEqual([...reasons].sort());
});

test("every sentence of the why-screen exists", () => {
  const source = readFileSync(path.join(APP, "buyer/why-sentences.ts"), "utf8");
  const direct = [...source.matchAll(/rule: "([a-z_]+)"/g)].map(([, key]) => key!);
  const mapped = [...source.matchAll(/\b[a-z_]+: "([a-z_]+)"/g)].map(([, key]) => key!);
  const ownName = [...source.matchAll(/([a-z_]+): (?:excluded|notCounted)\b/g)].map(([, key]) => key!);
  const used = new Set([...direct, ...mapped, ...ownName]);
  expect(Object.keys(rules).sort()).toEqual([...used].sort());
});

function sourcesIn(at: string): string[] {
  if (at.endsWith(".ts")) return [readFileSync(at, "utf8")];
  return readdirSync(at, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() || entry.name.endsWith(".ts") ? sourcesIn(path.join(at, entry.name)) : []));
}
