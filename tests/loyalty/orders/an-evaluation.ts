import type { Evaluation } from "~/loyalty/orders/evaluate-order";
import { aProgram } from "../program/a-program";
import { anOrder } from "./an-order";

/** A member's paid order in a launched program. */
export function anEvaluation(given: Partial<Evaluation> = {}): Evaluation {
  return {
    fact: anOrder(), program: aProgram(), tier: { handle: "member", multiplier: { num: 1, den: 1 } }, products: new Map(),
    member: { state: "member", enrolledAt: "2026-01-01T00:00:00.000Z" }, customerTags: [],
    launchedAt: "2026-01-01T00:00:00.000Z", testCustomer: false, testAllowed: false, imported: false,
    ...given,
  };
}
