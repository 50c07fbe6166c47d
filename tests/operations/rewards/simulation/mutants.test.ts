import { describe, expect, test } from "vitest";
import { seededRandom } from "../../../../sandbox/world/random";
import { SOUND } from "./deciders";
import { MUTANTS } from "./mutants";
import { liveOnce } from "./world";

/** Fixed, so that a mutant that dies once dies always; `PROPERTY_SEED` tries another. */
const SEED = Number(process.env.PROPERTY_SEED ?? 20_261_126);
const MOST_WORLDS = 6_000;

describe("the simulation of redeeming bites", () => {
  test.each(Object.entries(MUTANTS))("%s", (name, { decides, harm }) => {
    const decide = { ...SOUND, ...decides };
    const problems: string[] = [];
    let worlds = 0;
    for (; worlds < MOST_WORLDS && !harm.test(problems.join("; ")); worlds++) problems.push(...liveOnce(seededRandom(SEED + worlds), decide).problems);
    console.info(`${name}: world ${worlds}: ${problems.at(-1) ?? "nothing noticed"}`);
    expect(problems.join("; ")).toMatch(harm);
  });
});
