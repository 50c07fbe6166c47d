import type * as Timers from "node:timers/promises";
import { expect, onTestFinished, test, vi } from "vitest";
import { seededRandom } from "../../../sandbox/world/random";
import { expectBooks } from "../../support/expect-books";
import { useLiveShop } from "../../support/live-shop";
import { virtualClock } from "../../support/virtual-clock";
import { judge } from "./judge";
import { openShop } from "./open-shop";
import { simulate } from "./simulate";
import { watch } from "./watchdog";

vi.mock("node:timers/promises", async (original) => (await import("./quick-timers")).quickTimers(original as () => Promise<typeof Timers>));

const SEED = Number(process.env.PROPERTY_SEED ?? Date.now() % 2_147_483_647);
const LIVES = Number(process.env.SIMULATED_LIVES ?? 160);
const live = useLiveShop({ work: false });
const clock = virtualClock(live);

test(`${LIVES} redemptions with the product's own jobs, every fault at once and workers that die: no point lost, no money given away, none stuck, none charged late that the watermark should have prevented`, async () => {
  console.info(`simulation seed ${SEED}, PROPERTY_SEED=${SEED} plays it again`);
  const random = seededRandom(SEED);
  Object.assign(live.sandbox, { random: seededRandom(SEED + 1) });
  live.sandbox.world.seed = SEED;
  const watchdog = watch(live.database);
  onTestFinished(watchdog.stop);
  const { run, lives } = await openShop({ live, clock, random, watchdog }, { domain: "simulated.myshopify.com", lives: LIVES });
  const lived = await simulate(run, lives);
  const { problems, fates } = await judge(run, lived);
  console.info(`${JSON.stringify(fates)}; ${run.faults} jobs failed, ${run.deaths} died`);
  expect(problems).toEqual([]);
  expect(run.deaths).toBeGreaterThan(0);
  expect((fates.ended ?? 0) + (fates.lapsed ?? 0), "codes that ended").toBeGreaterThan(0);
  expect(run.faults).toBeGreaterThan(0);
  await expectBooks(run.shopId);
});
