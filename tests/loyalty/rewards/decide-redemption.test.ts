import { describe, expect, test } from "vitest";
import { decideRedemption, MOST_OPEN, REDEMPTION_REFUSALS, type RedemptionQuestion, type RedemptionRefusal } from "~/loyalty/rewards/decide-redemption";
import { codesToAdd, MOST_CODES, type PoolNeed } from "~/loyalty/rewards/pool-target";
import { aReward } from "./a-reward";

const NOW = "2026-03-02T12:00:00.000Z";
const LATER = "2026-04-01T00:00:00.000Z";
type Member = NonNullable<RedemptionQuestion["member"]>;
type Change = (question: RedemptionQuestion) => RedemptionQuestion;

const sound: RedemptionQuestion = {
  reward: { terms: aReward({ tiers: ["gold"], totalLimit: 10, memberLimit: { count: 2, days: 30 } }), state: "active", stock: 5n, taken: 9n }, points: 100, launched: true, poolFault: false, now: NOW,
  member: { state: "member", tier: "gold", wallet: { memberId: 1n, pending: 0n, available: 100n, held: 0n, debt: 0n }, redeemedInWindow: 1, open: MOST_OPEN - 1 },
};
const member = (change: (member: Member) => Partial<Member>): Change => (question) => ({ ...question, member: question.member && { ...question.member, ...change(question.member) } });
const reward = (change: Partial<NonNullable<RedemptionQuestion["reward"]>>): Change => (question) => ({ ...question, reward: question.reward && { ...question.reward, ...change } });
const terms = (given: Parameters<typeof aReward>[0]): Change => (question) => ({ ...question, reward: question.reward && { ...question.reward, terms: { ...question.reward.terms, ...given } } });
const wallet = (change: Partial<Member["wallet"]>): Change => member((one) => ({ wallet: { ...one.wallet, ...change } }));

/** One way each refusal comes about, just over its edge. */
const CAUSES: Record<RedemptionRefusal, Change> = {
  unknown_reward: (question) => ({ ...question, reward: null }),
  not_launched: (question) => ({ ...question, launched: false }),
  not_a_member: member(() => ({ state: "left" })),
  not_available: member((one) => ({ state: one.state === "left" ? "left" : "blocked" })),
  reward_ended: terms({ endsAt: NOW }),
  reward_paused: reward({ state: "paused" }),
  reward_not_started: terms({ startsAt: LATER }),
  tier_too_low: member(() => ({ tier: "member" })),
  price_changed: (question) => ({ ...question, points: 99 }),
  points_owed: wallet({ debt: -1n }),
  not_enough_points: wallet({ available: 99n }),
  out_of_stock: reward({ stock: 0n }),
  total_limit: reward({ taken: 10n }),
  member_limit: member(() => ({ redeemedInWindow: 2 })),
  too_many_open: member(() => ({ open: MOST_OPEN })),
  reward_unavailable: (question) => ({ ...question, poolFault: true }),
};
const refusalOf = (question: RedemptionQuestion) => { const decided = decideRedemption(question); return "refusal" in decided ? decided.refusal : null; };

describe("whether points may be turned into a reward", () => {
  test("a member at the edge of every limit may", () => expect(decideRedemption(sound)).toEqual({ step: { points: 100, value: { kind: "amount_off", minor: 500 } } }));
  test.each(REDEMPTION_REFUSALS.map((refusal) => [refusal]))("%s", (refusal) => expect(refusalOf(CAUSES[refusal](sound))).toBe(refusal));
  test.each(REDEMPTION_REFUSALS.slice(1).map((later, i) => [REDEMPTION_REFUSALS[i]!, later]))("%s is told before %s", (earlier, later) => {
    expect(refusalOf(CAUSES[earlier](CAUSES[later](sound)))).toBe(earlier);
  });
  test.each([
    ["nobody", (question: RedemptionQuestion) => ({ ...question, member: null }), "not_a_member"], ["somebody excluded", member(() => ({ state: "excluded" })), "not_available"],
    ["an ended reward", reward({ state: "ended" }), "reward_ended"], ["one that begins now", terms({ startsAt: NOW }), null], ["all tiers", (question: RedemptionQuestion) => terms({ tiers: [] })(member(() => ({ tier: "member" }))(question)), null],
    ["no limits", (question: RedemptionQuestion) => terms({ totalLimit: null, memberLimit: null })(reward({ stock: null, taken: 99n })(member(() => ({ redeemedInWindow: 99 }))(question))), null],
  ] as const)("%s", (_who, change, refusal) => expect(refusalOf((change as Change)(sound))).toBe(refusal));
});

describe("how many codes a pool is given", () => {
  const need: PoolNeed = { free: 0, waiting: 0, coming: 0, lastHour: 0, lastDay: 0, onDemand: false, minted: 0 };
  test.each<[string, Partial<PoolNeed>, number]>([
    ["a new one", {}, 25], ["one that is half full", { free: 13 }, 0], ["one that is less than half full", { free: 12 }, 13], ["one whose codes are coming", { coming: 25 }, 0],
    ["those who wait come on top", { waiting: 7 }, 32], ["six hours of the last hour", { lastHour: 20 }, 120], ["or of the last day, rounded up", { lastDay: 241 }, 66], ["never more than a call adds", { lastHour: 900 }, 250],
    ["a step nobody wanted", { onDemand: true }, 0], ["a step somebody waits for", { onDemand: true, waiting: 1 }, 26], ["a step that was wanted today", { onDemand: true, lastDay: 1 }, 25],
    ["never more than a discount takes", { lastHour: 900, minted: MOST_CODES - 3 }, 3], ["a full discount", { waiting: 5, minted: MOST_CODES }, 0],
  ])("%s", (_which, given, codes) => expect(codesToAdd({ ...need, ...given })).toBe(codes));
});
