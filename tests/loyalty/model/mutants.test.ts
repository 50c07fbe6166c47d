import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { runs, WHOLE_LIFE } from "./commands";
import { InMemoryDriver, SOUND_CORE } from "./in-memory-driver";
import { MUTANTS } from "./mutants";
import { runModel } from "./run-model";

/** Fixed, so that a mutant that dies once dies always; `PROPERTY_SEED` tries another. */
const SEED = Number(process.env.PROPERTY_SEED ?? 20_261_122);
const MOST_RUNS = 4000;

const check = (open: () => typeof SOUND_CORE, numRuns: number) => fc.check(
  fc.asyncProperty(runs(WHOLE_LIFE), async (run) => void (await runModel(async (setup) => new InMemoryDriver(setup, open()), run))),
  { seed: SEED, numRuns, endOnFailure: true },
);

describe("the model bites", () => {
  const deaths: string[] = [];
  afterAll(() => console.info(`mutants, seed ${SEED}, died in run:\n${deaths.join("\n")}`));

  it.each(Object.keys(MUTANTS))("%s dies", async (name) => {
    const result = await check(MUTANTS[name]!, MOST_RUNS);
    const cause = result.errorInstance instanceof Error ? result.errorInstance.message.split("\n")[0] : "";
    deaths.push(`${name}: ${result.numRuns} (${cause})`);
    expect(result.failed, `${name} survived ${result.numRuns} runs`).toBe(true);
  });

  it("and the sound core lives", async () => expect((await check(() => SOUND_CORE, 500)).failed).toBe(false));
});
