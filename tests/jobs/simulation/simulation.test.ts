import type * as Timers from "node:timers/promises";
import { expect, onTestFinished, test, vi } from "vitest";
import { seededRandom } from "../../../sandbox/world/random";
import { aMemberWith, aStockedReward } from "../../support/a-stocked-reward";
import { expectBooks } from "../../support/expect-books";
import { useLiveShop } from "../../support/live-shop";
import { twinShop } from "../../support/twin-shop";
import { virtualClock } from "../../support/virtual-clock";
import { judge } from "./judge";
import { drawLives } from "./lives";
import { simulate, type Simulation } from "./simulate";
import { watch } from "./watchdog";

// What waits for a call to be tried again waits a moment: time passes on the virtual clock alone.
vi.mock("node:timers/promises", async (original) => {
  const timers = await original<typeof Timers>();
  return { ...timers, setTimeout: (ms: number, ...more: [unknown?, object?]) => timers.setTimeout(Math.min(ms, 5), ...more) };
});

const SEED = Number(process.env.PROPERTY_SEED ?? Date.now() % 2_147_483_647);
const LIVES = Number(process.env.SIMULATED_LIVES ?? 200);
const live = useLiveShop({ work: false });
const clock = virtualClock(live);

test(`${LIVES} redemptions with the product's own jobs, every fault at once and workers that die: no point lost, no money given away, none stuck, none charged late that the watermark should have prevented`, async () => {
  console.info(`simulation seed ${SEED}, PROPERTY_SEED=${SEED} plays it again`);
  const random = seededRandom(SEED);
  Object.assign(live.sandbox, { random: seededRandom(SEED + 1) });
  live.sandbox.world.seed = SEED;
  const twin = twinShop(live.sandbox, "simulated.myshopify.com");
  twin.plan = "enterprise";
  const watchdog = watch(live.database);
  onTestFinished(watchdog.stop);
  const { shop, shopId } = await watchdog.during("the install", () => live.install(twin.domain));
  const now = clock.now();
  const rewards = [500, 700].map((minor) => aStockedReward(live.database, shopId, { codes: 0, now, terms: { value: { kind: "amount_off", minor } } }));
  const lives = drawLives(LIVES, random, (await watchdog.during("the rewards", () => Promise.all(rewards))).map(({ rewardId }) => rewardId));
  for (const customerId of new Set(lives.map((one) => one.customerId))) await watchdog.during(`member ${customerId}`, () => aMemberWith(shopId, { customerId, points: 1000, now }));
  const run: Simulation = { live, clock, random, watchdog, shop, shopId, deaths: 0, faults: 0 };
  const lived = await simulate(run, lives);
  const { problems, fates } = await judge(run, lived);
  console.info(`${JSON.stringify(fates)}; ${run.faults} jobs failed, ${run.deaths} died`);
  expect(problems).toEqual([]);
  expect(run.deaths).toBeGreaterThan(0);
  expect(run.faults).toBeGreaterThan(0);
  await expectBooks(shopId);
}, 240_000);
