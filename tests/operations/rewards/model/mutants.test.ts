import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { checkAsyncProperty } from "../../../loyalty/check-property";
import { runs } from "./commands";
import { SOUND_CORE, type Core } from "./core";
import { InMemoryDriver } from "./in-memory-driver";
import { MUTANTS } from "./mutants";
import { runModel } from "./run-model";

/** Fixed, so that a mutant that dies once dies always; `PROPERTY_SEED` tries another. */
const SEED = Number(process.env.PROPERTY_SEED ?? 20_261_126);
const MOST_RUNS = 1500;
const RUNS = Number(process.env.MODEL_RUNS ?? 120);

describe("the model of redeeming", () => {
  const deaths: string[] = [];
  afterAll(() => console.info(`mutants, seed ${SEED}, died in run:\n${deaths.join("\n")}`));

  test("the sound core lives", async () => {
    const coverage: Record<string, number> = {};
    await checkAsyncProperty(fc.asyncProperty(runs(), (commands) => runModel(new InMemoryDriver(), commands, coverage)), { numRuns: RUNS });
    console.info(`came across ${Object.entries(coverage).map(([what, count]) => `${what} ${count}`).join(", ")}`);
    for (const what of ["redeem issued", "redeem held", "redeem points_owed", "redeem not_enough_points", "merge", "use_second", "undo"]) expect(coverage[what] ?? 0, what).toBeGreaterThan(0);
  });

  test.each(Object.keys(MUTANTS))("%s dies", async (name) => {
    const core: Core = MUTANTS[name] ?? SOUND_CORE;
    const result = await fc.check(fc.asyncProperty(runs(), (commands) => runModel(new InMemoryDriver(core), commands)), { seed: SEED, numRuns: MOST_RUNS, endOnFailure: true });
    const cause = result.errorInstance instanceof Error ? result.errorInstance.message.split("\n")[0] : "";
    deaths.push(`${name}: ${result.numRuns} (${cause})`);
    expect(result.failed, `${name} survived ${result.numRuns} runs`).toBe(true);
  });
});
