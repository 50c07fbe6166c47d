import { describe, expect, it } from "vitest";
import { CDNOW, meanSpend } from "../../../sandbox/simulator/cdnow";
import { drawBeta, drawGamma } from "../../../sandbox/simulator/draw";
import { purchaseTimes } from "../../../sandbox/simulator/purchase-times";
import { afterBusyWeeks, busyWeeks, MONTH_FACTORS } from "../../../sandbox/simulator/season";
import { seededRandom } from "../../../sandbox/world/random";

const SEED = 1997;
const PEOPLE = 40_000;
const WEEKS = 39;

describe("purchaseTimes", () => {
  const { r, alpha, a, b } = CDNOW.purchase;
  const histories = (() => {
    const random = seededRandom(SEED);
    return Array.from({ length: PEOPLE }, () => purchaseTimes(random, WEEKS));
  })();

  it(`brings back as many as BG/NBD says (seed ${SEED}, four standard errors)`, () => {
    // Nobody leaves before the first repeat purchase, so P(X = 0) is the NBD's: (alpha / (alpha + t))^r.
    const expected = 1 - (alpha / (alpha + WEEKS)) ** r;
    const observed = histories.filter((times) => times.length > 1).length / PEOPLE;
    expect(Math.abs(observed - expected)).toBeLessThan(4 * Math.sqrt((expected * (1 - expected)) / PEOPLE));
    expect(expected).toBeCloseTo(0.4257, 3);
  });

  it(`makes as many repeat purchases as BG/NBD expects (seed ${SEED}, four standard errors)`, () => {
    // E[X(t)] = (a + b - 1) / (a - 1) * (1 - (alpha / (alpha + t))^r * 2F1(r, b; a + b - 1; t / (alpha + t)))
    const expected = ((a + b - 1) / (a - 1)) * (1 - (alpha / (alpha + WEEKS)) ** r * hypergeometric(r, b, a + b - 1, WEEKS / (alpha + WEEKS)));
    const repeats = histories.map((times) => times.length - 1);
    const mean = repeats.reduce((sum, count) => sum + count, 0) / PEOPLE;
    const deviation = Math.sqrt(repeats.reduce((sum, count) => sum + (count - mean) ** 2, 0) / PEOPLE);
    expect(Math.abs(mean - expected)).toBeLessThan((4 * deviation) / Math.sqrt(PEOPLE));
  });

  it("starts with the first purchase and keeps within its weeks", () => {
    expect(histories.every((times) => times[0] === 0 && times.every((time, index) => time <= WEEKS && (index === 0 || time > times[index - 1]!)))).toBe(true);
  });
});

describe("draws", () => {
  it.each([[0.2426, 4.414], [6.25, 2], [1, 1]])("gamma of shape %f and rate %f has its mean (four standard errors)", (shape, rate) => {
    const random = seededRandom(SEED);
    const values = Array.from({ length: 100_000 }, () => drawGamma(random, shape, rate));
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(Math.abs(mean - shape / rate)).toBeLessThan((4 * Math.sqrt(shape)) / rate / Math.sqrt(values.length));
    expect(Math.min(...values.slice(0, 1000))).toBeGreaterThanOrEqual(0);
  });

  it("beta has its mean (four standard errors)", () => {
    const random = seededRandom(SEED);
    const { a, b } = CDNOW.purchase;
    const values = Array.from({ length: 100_000 }, () => drawBeta(random, a, b));
    const variance = (a * b) / ((a + b) ** 2 * (a + b + 1));
    expect(Math.abs(values.reduce((sum, value) => sum + value, 0) / values.length - a / (a + b))).toBeLessThan(4 * Math.sqrt(variance / values.length));
  });

  it("spend has the mean of Gamma-Gamma", () => {
    const { p, q, v } = CDNOW.spend;
    const random = seededRandom(SEED);
    const means = Array.from({ length: 200_000 }, () => p / drawGamma(random, q, v));
    expect(meanSpend()).toBeCloseTo(35.22, 2);
    expect(Math.abs(means.reduce((sum, value) => sum + value, 0) / means.length - meanSpend())).toBeLessThan(0.35);
  });
});

describe("seasons", () => {
  it("average to one and can be gone forth and back", () => {
    expect(MONTH_FACTORS.reduce((sum, factor) => sum + factor, 0)).toBeCloseTo(12, 10);
    const from = Date.UTC(2025, 10, 20, 7);
    for (const weeks of [0.01, 1, 5.5, 30, 120]) expect(busyWeeks(from, afterBusyWeeks(from, weeks))).toBeCloseTo(weeks, 6);
    expect(busyWeeks(Date.UTC(2025, 3, 1), Date.UTC(2025, 4, 1))).toBeCloseTo((30 / 7) * 1.22, 10);
  });
});

/** Gauss's series; it converges for |z| < 1 with c > a + b as here. */
function hypergeometric(a: number, b: number, c: number, z: number): number {
  let term = 1;
  let sum = 1;
  for (let n = 0; n < 2_000; n += 1) {
    term *= ((a + n) * (b + n) * z) / ((c + n) * (n + 1));
    sum += term;
  }
  return sum;
}
