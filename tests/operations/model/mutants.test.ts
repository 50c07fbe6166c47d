import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { runs, WHOLE_LIFE } from "../../loyalty/model/commands";
import { aShop } from "../../support/a-shop";
import { useDatabase } from "../../support/use-database";
import { DRIVER_MUTANTS, RACING_MUTANTS, renamesRefunds, SQL_MUTANTS, type SqlMutant } from "./mutants";
import { withSqlDefect } from "./mutate-sql";
import { playAtOnce, playRun } from "./play";
import { spendAtOnce } from "../ledger/spend-at-once";
import { shuffles } from "./shuffles";

/** Fixed, so that a mutant that dies once dies always (those that race: nearly always); `PROPERTY_SEED` tries another. */
const SEED = Number(process.env.PROPERTY_SEED ?? 20_261_122);
const MOST_RUNS = 300;
const database = useDatabase();

const outcome = (property: fc.IAsyncProperty<[unknown]>) => fc.check(property, { seed: SEED, numRuns: MOST_RUNS, endOnFailure: true });
type How = Parameters<typeof playRun>[2] & Pick<SqlMutant, "where">;
const byCommands = ({ where, ...how }: How = {}) => outcome(fc.asyncProperty(runs(WHOLE_LIFE), async (run) => {
  if (where) fc.pre(await where(run));
  await playRun(database, run, how);
}) as fc.IAsyncProperty<[unknown]>);
const atOnce = (alter?: typeof renamesRefunds) => outcome(fc.asyncProperty(shuffles(), (shuffled) => playAtOnce(database, shuffled, alter)) as fc.IAsyncProperty<[unknown]>);

describe("the model of the service bites", () => {
  const deaths: string[] = [];
  afterAll(() => console.info(`mutants, seed ${SEED}, died in run:\n${deaths.join("\n")}`));

  function expectDead(name: string, result: Awaited<ReturnType<typeof outcome>>): void {
    const cause = result.errorInstance instanceof Error ? result.errorInstance.message.split("\n")[0] : "";
    deaths.push(`${name}: ${result.numRuns} (${cause})`);
    expect(result.failed, `${name} survived ${result.numRuns} runs`).toBe(true);
  }

  test.each(Object.keys(SQL_MUTANTS))("%s dies", async (name) => {
    expectDead(name, await withSqlDefect(name, SQL_MUTANTS[name]!, () => byCommands({ where: SQL_MUTANTS[name]!.where })));
  });

  test.each(Object.keys(DRIVER_MUTANTS))("%s dies", async (name) => {
    expectDead(name, await byCommands(DRIVER_MUTANTS[name]!));
  });

  test.each(Object.keys(RACING_MUTANTS))("%s dies when everything happens at once", async (name) => {
    expectDead(name, await withSqlDefect(name, RACING_MUTANTS[name]!, () => atOnce()));
  });

  test("wallets-not-locked dies when points are spent at once", async () => {
    const shopId = await aShop(database);
    await expect(withSqlDefect("wallets-not-locked", { pieces: [["ORDER BY member_id FOR NO KEY UPDATE", "ORDER BY member_id"]] }, () => spendAtOnce(database, shopId))).rejects.toThrow();
  });

  test("duplicates-are-new-refunds dies also when everything happens at once", async () => expectDead("duplicates-are-new-refunds, at once", await atOnce(renamesRefunds)));

  test("one-point-out-of-nothing dies also where the database would let it pass", async () => {
    await database.asOwner("ALTER TABLE ledger_entry DISABLE TRIGGER ledger_entry_balance");
    try {
      expectDead("one-point-out-of-nothing, no trigger", await withSqlDefect("no trigger", SQL_MUTANTS["one-point-out-of-nothing"]!, () => byCommands()));
    } finally {
      await database.asOwner("ALTER TABLE ledger_entry ENABLE TRIGGER ledger_entry_balance");
    }
  });
});
