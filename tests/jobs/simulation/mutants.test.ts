import type * as Timers from "node:timers/promises";
import { expect, onTestFinished, test, vi } from "vitest";
import { seededRandom } from "../../../sandbox/world/random";
import { withSqlDefect, type SqlDefect } from "../../operations/model/mutate-sql";
import { useLiveShop } from "../../support/live-shop";
import { virtualClock } from "../../support/virtual-clock";
import { judge } from "./judge";
import { openShop } from "./open-shop";
import { simulate } from "./simulate";
import { watch } from "./watchdog";

vi.mock("node:timers/promises", async (original) => (await import("./quick-timers")).quickTimers(original as () => Promise<typeof Timers>));

/** Fixed, so that a mutant that dies once dies always; `PROPERTY_SEED` tries another. */
const SEED = Number(process.env.PROPERTY_SEED ?? 20_261_126);
const live = useLiveShop({ work: false });
const clock = virtualClock(live);

/** Defects of the statements, and what they do to shoppers or merchants. A code without an id at Shopify cannot be deleted either: that redemption is stuck. */
const MUTANTS: Record<string, SqlDefect & { lives: number; harm: RegExp }> = {
  "points come back though nobody deleted the code": {
    pieces: [["SET status = 'closing', closing_at = $1", "SET status = 'closing', code_gone_at = $1::timestamptz - interval '1 hour', closing_at = $1"]], lives: 20, harm: /its points came back though the code can be used|free money/,
  },
  "a code of an unfinished batch is handed out": { pieces: [["c.state = 'free' AND NOT EXISTS", "c.state IN ('free', 'minted') AND NOT EXISTS"], ["AND c.state = 'free') ORDER BY", "AND c.state IN ('free', 'minted')) ORDER BY"]], lives: 20, harm: /its code is not at Shopify|no discount of this shop has it|stuck/ },
  "a redemption is burned twice": { pieces: [["SET status = x.status, spent", "SET status = r.status, spent"]], lives: 20, harm: /the key of a transaction was posted meanwhile|stuck/ },
};

test.each(Object.entries(MUTANTS))("the simulation with the product's own jobs bites: %s", async (name, { harm, lives: count, ...defect }) => {
  Object.assign(live.sandbox, { random: seededRandom(SEED + 1) });
  live.sandbox.world.seed = SEED;
  const watchdog = watch(live.database);
  onTestFinished(watchdog.stop);
  const { run, lives } = await openShop({ live, clock, random: seededRandom(SEED), watchdog }, { domain: `mutant-${Object.keys(MUTANTS).indexOf(name)}.myshopify.com`, lives: count });
  const found = await withSqlDefect(name, defect, async () => (await judge(run, await simulate(run, lives))).problems).catch((error: Error) => [error.message]);
  console.info(`${name}: ${found.slice(0, 3).join("; ") || "nothing noticed"}`);
  expect(found.join("; ")).toMatch(harm);
});
