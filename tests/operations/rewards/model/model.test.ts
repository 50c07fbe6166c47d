import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkAsyncProperty } from "../../../loyalty/check-property";
import { useDatabase } from "../../../support/use-database";
import { runs } from "./commands";
import { openPostgresDriver } from "./postgres-driver";
import { runModel } from "./run-model";

const RUNS = Number(process.env.MODEL_RUNS ?? 6);
const database = useDatabase();

describe("redeeming on its database against the model", () => {
  test("every point and every redemption is where the oracle has it, after every command", async () => {
    const coverage: Record<string, number> = {};
    await checkAsyncProperty(fc.asyncProperty(runs(), async (commands) => runModel(await openPostgresDriver(database), commands, coverage)), { numRuns: RUNS });
    console.info(`came across ${Object.entries(coverage).map(([what, count]) => `${what} ${count}`).join(", ")}`);
    for (const what of ["redeem issued", "cancel", "use", "resolve", "edit"]) expect(coverage[what] ?? 0, what).toBeGreaterThan(0);
  }, RUNS * 20_000);
});
