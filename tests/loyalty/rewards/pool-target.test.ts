import fc from "fast-check";
import { expect, test } from "vitest";
import { CODES_A_CALL, codesToAdd, lowMark, MOST_CODES, type PoolNeed } from "~/loyalty/rewards/pool-target";
import { checkProperty } from "../check-property";

const need = (given: Partial<PoolNeed>): PoolNeed => ({ free: 0, waiting: 0, coming: 0, lastHour: 0, lastDay: 0, onDemand: false, minted: 0, ...given });

test.each<[string, Partial<PoolNeed>, { add: number; mark: number }]>([
  ["a quiet pool has 25", {}, { add: 25, mark: 13 }],
  ["and is filled up when half is gone, not before", { free: 13 }, { add: 0, mark: 13 }],
  ["with one fewer it is", { free: 12 }, { add: 13, mark: 13 }],
  ["what is on its way counts", { free: 3, coming: 10 }, { add: 0, mark: 13 }],
  ["who waits gets theirs beside", { waiting: 40 }, { add: 65, mark: 13 }],
  ["a busy one has six hours of its rate", { free: 29, lastHour: 10 }, { add: 31, mark: 30 }],
  ["or of the day's", { free: 30, lastDay: 240 }, { add: 0, mark: 30 }],
  ["no more at once than a call adds", { lastHour: 1_000 }, { add: CODES_A_CALL, mark: CODES_A_CALL }],
  ["a step of a slider sleeps until somebody wants it", { onDemand: true }, { add: 0, mark: 0 }],
  ["and wakes then", { onDemand: true, waiting: 1 }, { add: 26, mark: 13 }],
  ["a discount that is nearly full takes what it can", { minted: MOST_CODES - 3 }, { add: 3, mark: 13 }],
  ["one that is full is looked at when its last code is gone", { free: 1, minted: MOST_CODES }, { add: 0, mark: 1 }],
])("%s", (_what, given, expected) => {
  expect({ add: codesToAdd(need(given)), mark: lowMark(need(given)) }).toEqual(expected);
});

test("where nobody waits and nothing is on its way, a pool below its mark gets codes and one above it does not, up to what a call adds", () => {
  const pool = fc.record({ free: fc.integer({ min: 0, max: 300 }), lastHour: fc.integer({ min: 0, max: 83 }), lastDay: fc.integer({ min: 0, max: 1_000 }), onDemand: fc.boolean() });
  checkProperty(fc.property(pool, (given) => { expect(codesToAdd(need(given)) > 0).toBe(given.free < lowMark(need(given))); }));
});
