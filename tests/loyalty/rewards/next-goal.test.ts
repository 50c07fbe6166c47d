import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { goalBands, goalText, nextGoal } from "~/loyalty/rewards/next-goal";
import { rewardGoals } from "~/loyalty/rewards/offered-rewards";
import type { Reward, RewardState } from "~/loyalty/rewards/reward";
import { checkProperty } from "../check-property";
import { aReward } from "./a-reward";

const NOW = "2026-03-02T12:00:00.000Z";
const offered = (given: Partial<Reward>, state: RewardState = "active") => ({ terms: aReward(given), state });
const at = (points: number, title: string, more: Partial<Reward> = {}) => offered({ title, price: { kind: "fixed", points }, ...more });

describe("what members save up for", () => {
  test("by tier and balance: the cheapest out of reach, and the dearest once all are within reach", () => {
    const rewards = [at(300, "Big"), at(100, "Small"), at(200, "For gold", { tiers: ["gold"] }), at(50, "Ended", { endsAt: NOW }), offered({ title: "Paused", price: { kind: "fixed", points: 60 } }, "paused")];
    expect(goalBands(rewards, ["member", "gold"], NOW)).toEqual([
      { tier: "member", from: 0, below: 100, goal: "100 Small" }, { tier: "member", from: 100, below: 300, goal: "300 Big" }, { tier: "member", from: 300, below: null, goal: "300 Big" },
      { tier: "gold", from: 0, below: 100, goal: "100 Small" }, { tier: "gold", from: 100, below: 200, goal: "200 For gold" }, { tier: "gold", from: 200, below: 300, goal: "300 Big" }, { tier: "gold", from: 300, below: null, goal: "300 Big" },
    ]);
  });

  test("nothing where nothing is offered", () => {
    expect(goalBands([], ["member"], NOW)).toEqual([{ tier: "member", from: 0, below: null, goal: "" }]);
  });

  test("whatever is offered, one band alone has each balance, and says what the card says", () => {
    const some = fc.record({ points: fc.integer({ min: 1, max: 40 }), title: fc.constantFrom("a", "b", "c"), tiers: fc.subarray(["member", "gold"]), state: fc.constantFrom<RewardState>("active", "paused", "ended") });
    checkProperty(fc.property(fc.array(some, { maxLength: 8 }), fc.constantFrom("member", "gold"), fc.integer({ min: 0, max: 50 }), (rewards, tier, available) => {
      const given = rewards.map(({ points, title, tiers, state }) => offered({ title, tiers, price: { kind: "fixed", points } }, state));
      const bands = goalBands(given, ["member", "gold"], NOW).filter((band) => band.tier === tier && band.from <= available && (band.below === null || available < band.below));
      expect(bands.map(({ goal }) => goal)).toEqual([goalText(nextGoal(rewardGoals(given, { tier, now: NOW }), available))]);
    }));
  });
});
