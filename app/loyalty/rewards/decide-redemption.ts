import type { Wallet } from "../ledger/posting";
import type { Reward, RewardState } from "./reward";
import { stepAt, type RewardStep } from "./reward-steps";

/** So many codes one member may have unused at a time, of all rewards. One on its way back counts: it can be used until it is gone. */
export const MOST_OPEN = 10;

/** In the order they are told: what the shop decided, what the member is, what they asked for, what they have, what is left. */
export const REDEMPTION_REFUSALS = [
  "unknown_reward", "not_launched", "not_a_member", "not_available", "reward_ended", "reward_paused", "reward_not_started", "tier_too_low", "price_changed",
  "points_owed", "not_enough_points", "out_of_stock", "total_limit", "member_limit", "too_many_open", "reward_unavailable",
] as const;
export type RedemptionRefusal = (typeof REDEMPTION_REFUSALS)[number];

/** Everything a redemption depends on, read under lock. */
export interface RedemptionQuestion {
  reward: { terms: Reward; state: RewardState; stock: bigint | null; taken: bigint } | null;
  /** Points the shopper was shown as the price. */
  points: number;
  launched: boolean;
  /** Null for somebody who is no member. `left` may not redeem, `blocked` and `excluded` neither. */
  member: { state: "member" | "left" | "excluded" | "blocked"; tier: string; wallet: Wallet; redeemedInWindow: number; open: number } | null;
  /** Shopify refuses the discount, so no code will come. */
  poolFault: boolean;
  now: string;
}

/** Whether points may be turned into this reward now. The first reason that holds, in the order of `REDEMPTION_REFUSALS`. */
export function decideRedemption(question: RedemptionQuestion): { step: RewardStep } | { refusal: RedemptionRefusal } {
  const { reward, member } = question;
  if (!reward) return { refusal: "unknown_reward" };
  if (!question.launched) return { refusal: "not_launched" };
  if (!member || member.state === "left") return { refusal: "not_a_member" };
  if (member.state !== "member") return { refusal: "not_available" };
  const closed = closedNow(reward, question.now);
  if (closed) return { refusal: closed };
  if (!isForTier(reward.terms, member.tier)) return { refusal: "tier_too_low" };
  const step = stepAt(reward.terms, question.points);
  if (!step) return { refusal: "price_changed" };
  const short = lacking(question, step);
  return short ? { refusal: short } : { step };
}

/** Whether the reward is open at this moment, whoever asks. */
export function closedNow({ terms, state }: { terms: Reward; state: RewardState }, now: string): "reward_ended" | "reward_paused" | "reward_not_started" | null {
  if (state === "ended" || (terms.endsAt !== null && terms.endsAt <= now)) return "reward_ended";
  if (state === "paused") return "reward_paused";
  return terms.startsAt !== null && terms.startsAt > now ? "reward_not_started" : null;
}

export const isForTier = ({ tiers }: Pick<Reward, "tiers">, tier: string) => tiers.length === 0 || tiers.includes(tier);

function lacking({ reward, member, poolFault }: RedemptionQuestion, { points }: RewardStep): RedemptionRefusal | null {
  const { terms, stock, taken } = reward!;
  const { wallet, redeemedInWindow, open } = member!;
  if (wallet.debt < 0n) return "points_owed";
  if (wallet.available < BigInt(points)) return "not_enough_points";
  if (stock !== null && stock <= 0n) return "out_of_stock";
  if (terms.totalLimit !== null && taken >= BigInt(terms.totalLimit)) return "total_limit";
  if (terms.memberLimit !== null && redeemedInWindow >= terms.memberLimit.count) return "member_limit";
  if (open >= MOST_OPEN) return "too_many_open";
  return poolFault ? "reward_unavailable" : null;
}
