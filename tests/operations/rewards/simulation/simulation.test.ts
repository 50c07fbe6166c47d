import { expect, test } from "vitest";
import { seededRandom } from "../../../../sandbox/world/random";
import { liveOnce, REDEMPTIONS_A_WORLD } from "./world";

const SEED = Number(process.env.PROPERTY_SEED ?? Date.now() % 2_147_483_647);
const REDEMPTIONS = Number(process.env.SIMULATED_REDEMPTIONS ?? 30_000);
const EVERY = ["kept", "canceled", "ended"];
const EVENTS = ["used by nobody's order", "leaked", "merged", "forgotten", "expired", "graced"];
const WHENEVER = ["unused", "used before", "used meanwhile", "used later"];

test("30,000 redemptions under heavy faults: no point lost, no money given away, none stuck, none charged late that the watermark should have prevented", () => {
  const fates: Record<string, number> = {};
  const happened: Record<string, number> = {};
  const problems: string[] = [];
  for (let n = 0; n < REDEMPTIONS / REDEMPTIONS_A_WORLD; n++) {
    const outcome = liveOnce(seededRandom(SEED + n));
    for (const fate of outcome.fates) fates[fate] = (fates[fate] ?? 0) + 1;
    for (const event of outcome.events) happened[event] = (happened[event] ?? 0) + 1;
    problems.push(...outcome.problems.map((problem) => `world ${SEED + n}: ${problem}`));
  }
  console.info(`simulation seed ${SEED}, ${REDEMPTIONS} redemptions: ${JSON.stringify({ ...fates, ...happened })}`);
  expect(problems.slice(0, 5)).toEqual([]);
  for (const event of EVENTS) expect(happened[event] ?? 0, event).toBeGreaterThan(REDEMPTIONS / 3_000);
  for (const [how, when] of EVERY.flatMap((how) => WHENEVER.map((when) => [how, when] as const))) if (how !== "kept" || when === "unused") expect(fates[`${how}, ${when}`] ?? 0, `${how}, ${when}`).toBeGreaterThan(REDEMPTIONS / 1000);
});
