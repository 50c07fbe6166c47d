import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { useDatabase } from "../../../support/use-database";
import { withSqlDefect } from "../../model/mutate-sql";
import { BEGIN } from "./commands";
import { EPISODES, LEFT_OPEN } from "./episodes";
import { openPostgresDriver } from "./postgres-driver";
import { runModel } from "./run-model";
import { REWARD_SQL_MUTANTS } from "./sql-mutants";

/** Fixed, so that a mutant that dies once dies always; `PROPERTY_SEED` tries another. */
const SEED = Number(process.env.PROPERTY_SEED ?? 20_261_126);
/** An episode takes one of a few turns. */
const MOST_RUNS = 12;
const database = useDatabase();

const outcome = (by: keyof typeof EPISODES) => fc.check(
  fc.asyncProperty(EPISODES[by], async (episode) => runModel(await openPostgresDriver(database), [...BEGIN, ...episode])), { seed: SEED, numRuns: MOST_RUNS, endOnFailure: true });

describe("the model of redeeming on its database bites", () => {
  const deaths: string[] = [];
  // Another shop, in which something of each kind is left to do.
  beforeAll(async () => runModel(await openPostgresDriver(database), [...BEGIN, ...LEFT_OPEN]));
  afterAll(() => console.info(`mutants, seed ${SEED}, died in run:\n${deaths.join("\n")}`));

  test.each(Object.entries(REWARD_SQL_MUTANTS))("%s dies", async (name, { by, unguarded = [], ...defect }) => {
    for (const table of unguarded) await database.asOwner(`ALTER TABLE ${table} DISABLE ROW LEVEL SECURITY`);
    const result = await withSqlDefect(name, defect, () => outcome(by)).finally(async () => {
      for (const table of unguarded) await database.asOwner(`ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`);
    });
    const cause = result.errorInstance instanceof Error ? result.errorInstance.message.split("\n")[0] : "";
    deaths.push(`${name}: ${result.numRuns} (${cause})`);
    expect(result.failed, `${name} survived ${result.numRuns} runs`).toBe(true);
  });
});
