import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkAsyncProperty } from "../check-property";
import { CONFLUENT_LIFE, runs, WHOLE_LIFE } from "./commands";
import type { OpenDriver } from "./driver";
import { InMemoryDriver } from "./in-memory-driver";
import { runModel, type Coverage } from "./run-model";

const RUNS = Number(process.env.MODEL_RUNS ?? 1500);
const inMemory: OpenDriver = async (setup) => new InMemoryDriver(setup);

describe("the ledger in memory against the model", () => {
  it("holds its invariants and agrees with the oracle after every command", async () => {
    const coverage: Coverage = {};
    await checkAsyncProperty(fc.asyncProperty(runs(WHOLE_LIFE), async (run) => void (await runModel(inMemory, run, { coverage }))), { numRuns: RUNS });
    console.info(`came across ${Object.entries(coverage).map(([what, count]) => `${what} ${count}`).join(", ")}`);
    for (const what of ["order", "merge", "adjust posted", "adjust repeated", "adjust conflict", "adjust points_owed", "owing", "dispute", "claim"]) expect(coverage[what] ?? 0, what).toBeGreaterThan(0);
  });

  it("gives the same orders for any permutation of the same facts with duplicates", async () => {
    const shuffled = runs(CONFLUENT_LIFE, 16).chain((run) => fc.record({ run: fc.constant(run), order: fc.infiniteStream(fc.nat()) }));
    await checkAsyncProperty(fc.asyncProperty(shuffled, async ({ run, order }) => {
      const { state, sent, changes, endedAt } = await runModel(inMemory, run);
      const facts = [...sent, ...sent].map(({ fact }) => ({ fact, place: order.next().value as number })).sort((a, b) => a.place - b.place).map(({ fact }) => fact);
      const again = await inMemory(run.setup);
      for (const { program, at } of changes) await again.changeProgram(program, at);
      await again.deliver(facts, endedAt);
      const nets = (orders: typeof state.orders) => orders.map(({ orderId, accrued, reversed }) => `${orderId} ${accrued - reversed}`).sort();
      expect(nets((await again.state()).orders)).toEqual(nets(state.orders));
    }), { numRuns: RUNS / 3 });
  });
});
