import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkAsyncProperty } from "../../loyalty/check-property";
import { runs, WHOLE_LIFE } from "../../loyalty/model/commands";
import type { Coverage } from "../../loyalty/model/run-model";
import { useDatabase } from "../../support/use-database";
import { playAtOnce, playRun } from "./play";
import { shuffles } from "./shuffles";

const RUNS = Number(process.env.MODEL_RUNS ?? 30);
const database = useDatabase();

describe("the service on its database against the model", () => {
  test("holds its invariants and agrees with the oracle after every command", async () => {
    const coverage: Coverage = {};
    await checkAsyncProperty(fc.asyncProperty(runs(WHOLE_LIFE), async (run) => void (await playRun(database, run, { coverage }))), { numRuns: RUNS });
    console.info(`came across ${Object.entries(coverage).map(([what, count]) => `${what} ${count}`).join(", ")}`);
    for (const what of ["order", "merge", "adjust posted", "claim", "release"]) expect(coverage[what] ?? 0, what).toBeGreaterThan(0);
  }, RUNS * 5_000);

  test("gives the same orders for the same facts doubled, shuffled and settled at once", async () => {
    await checkAsyncProperty(fc.asyncProperty(shuffles(), (shuffled) => playAtOnce(database, shuffled)), { numRuns: RUNS });
  }, RUNS * 5_000);
});
