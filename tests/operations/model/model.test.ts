import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkAsyncProperty } from "../../loyalty/check-property";
import { runs, WHOLE_LIFE } from "../../loyalty/model/commands";
import { runModel, type Coverage } from "../../loyalty/model/run-model";
import { useDatabase } from "../../support/use-database";
import { openPostgresDriver } from "./postgres-driver";

const RUNS = Number(process.env.MODEL_RUNS ?? 40);
const database = useDatabase();

describe("the service on its database against the model", () => {
  test("holds its invariants and agrees with the oracle after every command", async () => {
    const coverage: Coverage = {};
    await checkAsyncProperty(fc.asyncProperty(runs(WHOLE_LIFE), async (run) => {
      await runModel((setup) => openPostgresDriver(database, setup), run, { coverage });
    }), { numRuns: RUNS, endOnFailure: process.env.MODEL_SHRINK === undefined });
    console.info(`came across ${Object.entries(coverage).map(([what, count]) => `${what} ${count}`).join(", ")}`);
    for (const what of ["order", "merge", "adjust posted", "claim", "release"]) expect(coverage[what] ?? 0, what).toBeGreaterThan(0);
  });
});
