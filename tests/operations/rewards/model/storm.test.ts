import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { checkAsyncProperty } from "../../../loyalty/check-property";
import { useDatabase } from "../../../support/use-database";
import { withSqlDefect } from "../../model/mutate-sql";
import { RACING_MUTANTS } from "./racing-mutants";
import { storms, weather } from "./storm";

const RUNS = Number(process.env.MODEL_RUNS ?? 3);
const SEED = Number(process.env.PROPERTY_SEED ?? 20_261_126);
const MOST_RUNS = 80;
const database = useDatabase();

describe("redeemed, used, canceled, edited, merged and forgotten at once", () => {
  const deaths: string[] = [];
  afterAll(() => console.info(`mutants, seed ${SEED}, died in storm:\n${deaths.join("\n")}`));

  test("every point is somewhere and every code is one member's, whatever meets", async () => {
    await checkAsyncProperty(fc.asyncProperty(storms(), (gusts) => weather(database, gusts)), { numRuns: RUNS });
  });

  test.each(Object.entries(RACING_MUTANTS))("%s dies", async (name, { among, ...defect }) => {
    const run = fc.asyncProperty(storms(), fc.array(fc.record({ n: fc.nat(20), do: fc.constantFrom(...among) }), { minLength: 16, maxLength: 24 }), async (more, own) => weather(database, [...own, ...more.slice(0, 4)]));
    const result = await withSqlDefect(name, defect, () => fc.check(run, { seed: SEED, numRuns: MOST_RUNS, endOnFailure: true }));
    const cause = result.errorInstance instanceof Error ? result.errorInstance.message.split("\n")[0] : "";
    deaths.push(`${name}: ${result.numRuns} (${cause})`);
    expect(result.failed, `${name} survived ${result.numRuns} storms`).toBe(true);
  });
});
