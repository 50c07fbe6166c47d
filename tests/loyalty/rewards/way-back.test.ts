import { expect, test } from "vitest";
import { nextOfClosing, NOTHING_TO_DELETE, type ClosingFacts } from "~/loyalty/rewards/closing-code";
import { mayEnd } from "~/loyalty/rewards/may-end";
import { wayBack } from "~/loyalty/rewards/way-back";

const at = (time: string) => new Date(`2026-03-01T${time}Z`);
const NOW = at("12:00:00");

test.each<[string, Parameters<typeof wayBack>, ReturnType<typeof wayBack>]>([
  ["without a code: at once", [{ status: "held", expiresAt: null }, "reward_canceled", NOW], "at_once"],
  ["with a code: it has to go first", [{ status: "issued", expiresAt: at("12:00:01") }, "reward_canceled", NOW], { closingAs: "reward_canceled" }],
  ["whose code is over: as what its time ended", [{ status: "issued", expiresAt: NOW }, "reward_canceled", NOW], { closingAs: "code_expired" }],
  ["of somebody who is forgotten: as that", [{ status: "issued", expiresAt: NOW }, "customer_erased", NOW], { closingAs: "customer_erased" }],
  ["on its way already: not again", [{ status: "closing", expiresAt: NOW }, "reward_canceled", NOW], null],
  ["that is over: not any more", [{ status: "burned", expiresAt: NOW }, "reward_canceled", NOW], null],
])("a redemption %s", (_what, given, way) => {
  expect(wayBack(...given)).toEqual(way);
});

test.each<[string, ClosingFacts, ReturnType<typeof nextOfClosing>]>([
  ["nobody asked for", { deleteJob: null }, "delete"], ["asked for", { deleteJob: "1" }, "ask_job"], ["Shopify is at", { deleteJob: "1", jobDone: false }, "wait"], ["whose job is done", { deleteJob: "1", jobDone: true }, "look"],
  ["there was nothing to delete of", { deleteJob: NOTHING_TO_DELETE }, "look"], ["that is still there", { deleteJob: "1", jobDone: true, there: true }, "delete"], ["that is not there any more", { deleteJob: "1", jobDone: true, there: false }, "gone"],
])("a code %s", (_what, facts, next) => {
  expect(nextOfClosing(facts)).toBe(next);
});

test.each<[string, Parameters<typeof mayEnd>, boolean]>([
  ["gone a minute before the reading began", [{ status: "closing", codeGoneAt: at("11:59:00") }, NOW], true], ["gone less than a minute before it", [{ status: "closing", codeGoneAt: at("11:59:01") }, NOW], false],
  ["not gone", [{ status: "closing", codeGoneAt: null }, NOW], false], ["gone, and no reading", [{ status: "closing", codeGoneAt: at("11:00:00") }, null], false], ["gone, of one that was given back", [{ status: "voided", codeGoneAt: at("11:00:00") }, NOW], false],
])("a code %s decides, or not", (_what, given, may) => {
  expect(mayEnd(...given)).toBe(may);
});
