import { expect, test } from "vitest";
import { codesToGive, nextOfBatch, stateAfterFault, type BatchUnderWay, type Creation } from "~/loyalty/rewards/code-batch";

const SENT = new Date("2026-03-01T12:00:00Z");
const after = (seconds: number) => new Date(SENT.getTime() + seconds * 1000);
const batch = (state: BatchUnderWay["state"]): BatchUnderWay => ({ state, sentAt: state === "planned" ? null : SENT });

test.each<[string, BatchUnderWay, number, ReturnType<typeof nextOfBatch>]>([
  ["not sent yet", batch("planned"), 0, "send"], ["sent just now", batch("sent"), 120, "wait"], ["sent without an answer for too long", batch("sent"), 121, "give_up"], ["being added", batch("adding"), 3_600, "ask"],
  ["sent nobody knows when", { state: "sent", sentAt: null }, 0, "give_up"],
])("a batch %s", (_what, given, seconds, next) => {
  expect(nextOfBatch(given, after(seconds))).toBe(next);
});

const codes = [{ code: "GOOD", redeemCodeId: "1", refused: null }, { code: "REFUSED", redeemCodeId: "2", refused: "taken" }, { code: "LOST", redeemCodeId: null, refused: null }];
test.each<[string, Creation, number, unknown]>([
  ["is done: what it lists without an error", { done: true, codes }, 10, [codes[0]]], ["is done late: all the same", { done: true, codes }, 3_600, [codes[0]]],
  ["is not done: none yet, whatever it lists", { done: false, codes }, 900, "wait"], ["is not done after a quarter: none ever", { done: false, codes }, 901, "give_up"], ["is not known: none yet", null, 10, "wait"],
])("a batch that %s", (_what, creation, seconds, given) => {
  expect(codesToGive(batch("adding"), creation, after(seconds))).toEqual(given);
});

test("a batch being added since nobody knows when gets no codes any more, unless it is done", () => {
  const given: BatchUnderWay = { state: "adding", sentAt: null };
  expect([codesToGive(given, { done: false, codes }, SENT), codesToGive(given, { done: true, codes }, SENT)]).toEqual(["give_up", [codes[0]]]);
});

test("only what was surely not made is sent again", () => {
  expect(["throttled", "unauthorized", "denied"].map(stateAfterFault)).toEqual(["planned", "planned", "planned"]);
  expect(["unavailable", "invalid", null].map(stateAfterFault)).toEqual(["unknown", "unknown", "unknown"]);
});
