import { expect, test } from "vitest";
import { seededRandom } from "../../../sandbox/world/random";
import { liveOnce, SOUND, type Policy } from "./simulation";

const SEED = Number(process.env.PROPERTY_SEED ?? Date.now() % 2_147_483_647);
const REDEMPTIONS = Number(process.env.SIMULATED_REDEMPTIONS ?? 30_000);

/** Lives of redemptions one after the other; with `stop` only until the first problem. */
function simulate(policy: Policy, { stop }: { stop: boolean }) {
  const chance = seededRandom(SEED);
  const fates: Record<string, number> = {};
  const problems: string[] = [];
  for (let n = 1; n <= REDEMPTIONS && !(stop && problems.length > 0); n++) {
    const outcome = liveOnce(n, chance, policy);
    fates[outcome.fate] = (fates[outcome.fate] ?? 0) + 1;
    problems.push(...outcome.problems.map((problem) => `redemption ${n} (${outcome.fate}): ${problem}`));
  }
  return { fates, problems };
}

test("30,000 redemptions under heavy faults: no point lost, no money given away, none stuck, none charged late that the watermark should have prevented", () => {
  const { fates, problems } = simulate(SOUND, { stop: false });
  console.info(`simulation seed ${SEED}, ${REDEMPTIONS} redemptions: ${JSON.stringify(fates)}`);
  expect(problems.slice(0, 5)).toEqual([]);
});

test.each<[string, Partial<Policy>]>([
  ["orders are looked at only before the code is deleted", { lookAfterDelete: false }],
  ["points come back before all orders were read", { readAfterGone: null }],
  ["a reading that began when the code was gone vouches at once", { readAfterGone: 0 }],
  ["a code of an unfinished batch is handed out", { mayHandOut: () => true }],
  ["a redemption is burned twice", { burnTwice: true }],
])("it bites: %s", (name, defect) => {
  const { problems } = simulate({ ...SOUND, ...defect }, { stop: true });
  console.info(`${name}: ${problems[0] ?? "nothing noticed"}`);
  expect(problems).not.toEqual([]);
});
