import fc from "fast-check";
import { CONFLUENT_LIFE, runs } from "../../loyalty/model/commands";
import type { Shuffled } from "./play";

/** Runs whose prices hang on no order of arrival, with an order of arrival drawn by chance. */
export function shuffles(): fc.Arbitrary<Shuffled> {
  return fc.record({ run: runs(CONFLUENT_LIFE, 16), places: fc.infiniteStream(fc.nat()), batch: fc.integer({ min: 1, max: 6 }) });
}
