import type { TierRules } from "../program/program";
import { endOfLocalDay } from "../time/local-day";
import { spendIn } from "./spend-in";

/** Net eligible spend of one order by today's facts, at order time; minor units of the shop's currency. */
export interface Spend { at: string; minor: number }

/** What a member holds. */
export interface HeldTier {
  handle: string;
  since: string;
  /** Set while the spend no longer reaches the tier; it is lost at this moment. */
  graceUntil: string | null;
  /** How the tier was reached: the tier before and the threshold of that day; null when it was not by spend. */
  rise: { from: string; thresholdMinor: number } | null;
}

export interface Qualification {
  tier: HeldTier;
  change: "none" | "up" | "down" | "grace_started" | "grace_ended";
  /** snake_case, for the tier history. */
  reason: "kept" | "entered" | "spend_reached" | "spend_lower" | "grace_over" | "upgrade_undone" | "spend_regained" | "ladder_changed";
  /** Spend in the window that counts today. */
  spendMinor: number;
}

export interface QualifyInput {
  rules: TierRules;
  spends: readonly Spend[];
  /** Null for a member without a tier yet. */
  held: HeldTier | null;
  zone: string;
  now: string;
}

/**
 * The tier a member has now. Spend that reaches a threshold lifts at once. Spend that falls below it starts a grace period,
 * and only its end lowers the tier. An upgrade whose own orders were refunded falls back at once, to the tier before it: by
 * today's facts it was never reached. Depends on nothing later than `now`.
 */
export function qualify(input: QualifyInput): Qualification {
  const { rules, held, now } = input;
  const spendMinor = spendAt(input, now);
  const target = tierFor(rules.ladder, spendMinor);
  const answer = (tier: HeldTier, change: Qualification["change"], reason: Qualification["reason"]): Qualification => ({ tier, change, reason, spendMinor });
  if (held === null) return answer(reached(input, target, rules.ladder[0]!.handle), target === 0 ? "none" : "up", "entered");
  const current = rankOf(rules, held.handle);
  if (current === -1) return answer(lowered(input, target, target), "none", "ladder_changed");
  if (target > current) return answer(reached(input, target, held.handle), "up", "spend_reached");
  if (target === current) return held.graceUntil === null ? answer(held, "none", "kept") : answer({ ...held, graceUntil: null }, "grace_ended", "spend_regained");
  if (wasUndone(input, held)) return answer(lowered(input, Math.max(target, rankOf(rules, held.rise!.from)), target), "down", "upgrade_undone");
  if (held.graceUntil === null) return answer({ ...held, graceUntil: graceEnd(input) }, "grace_started", "spend_lower");
  return held.graceUntil <= now ? answer(lowered(input, target, target), "down", "grace_over") : answer(held, "none", "kept");
}

function reached({ rules, now }: QualifyInput, rank: number, from: string): HeldTier {
  const { handle, thresholdMinor } = rules.ladder[rank]!;
  return { handle, since: now, graceUntil: null, rise: rank === 0 ? null : { from, thresholdMinor } };
}

/** The lower tier; where even that is more than the spend reaches, its own grace begins. */
function lowered(input: QualifyInput, rank: number, target: number): HeldTier {
  return { handle: input.rules.ladder[rank]!.handle, since: input.now, graceUntil: rank > target ? graceEnd(input) : null, rise: null };
}

const rankOf = (rules: TierRules, handle: string) => rules.ladder.findIndex((tier) => tier.handle === handle);

/** The highest tier whose threshold is reached, as an index into the ladder. */
export function tierFor(ladder: TierRules["ladder"], spendMinor: number): number {
  let reached = 0;
  for (let rank = 1; rank < ladder.length; rank++) if (ladder[rank]!.thresholdMinor <= spendMinor) reached = rank;
  return reached;
}

/** Spend that qualifies at a moment: nothing after it, and nothing that left the window. */
function spendAt({ spends, rules, zone }: QualifyInput, moment: string): number {
  return spendIn(spends, rules.window, { zone, moment });
}

/** By today's facts the tier was not reached when it was given. Judged by the threshold of that day: raising it later undoes nothing. */
function wasUndone(input: QualifyInput, held: HeldTier): boolean {
  return held.rise !== null && held.rise.from !== held.handle && spendAt(input, held.since) < held.rise.thresholdMinor;
}

function graceEnd({ rules, zone, now }: QualifyInput): string {
  return endOfLocalDay(now, zone, { days: rules.graceDays });
}
