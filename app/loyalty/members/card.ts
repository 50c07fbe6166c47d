import type { Lot, Wallet } from "../ledger/posting";
import type { Fraction, TierRules } from "../program/program";
import { nextGoal } from "../rewards/next-goal";
import { progressToNext } from "../tiers/progress-to-next";
import type { HeldTier } from "../tiers/qualify";
import { lastLocalDate, localDate, plusLocalDays } from "../time/local-day";

/** Days ahead in which expiring points are shown. */
export const SOON_DAYS = 30;
const NEWEST = 5;

/** Everything a member's card is painted from. */
export interface CardInput {
  /** Grows with every change of the member. */
  version: number;
  state: "member" | "left" | "excluded" | "blocked";
  wallet: Wallet;
  /** Lots with anything pending or free. */
  lots: readonly Lot[];
  ladder: TierRules["ladder"];
  tier: Pick<HeldTier, "handle" | "since">;
  /** Qualifying spend in the window, minor units of the shop's currency. */
  spentMinor: number;
  currency: string;
  rewards: readonly { title: string; cost: number }[];
  /** Any order, any number. `points` signed; `at` an instant. */
  activity: readonly { at: string; points: number; reason: string; values?: Record<string, string | number> }[];
  /** Codes that can be used now, by reward. */
  codes?: readonly { reward: string; points: number; minor: number | null; percent: number | null; mark: string }[] | null;
  /** A consent to e-mails was ever seen: the newsletter brings points for the first one alone. */
  consented: boolean;
  zone: string;
  now: string;
}

/** Structurally the MemberCard of the wire (a test holds them equal); dates are days of the shop. */
export type Card = ReturnType<typeof memberCard>;

/** What the storefront shows of a member. */
export function memberCard(input: CardInput) {
  const { wallet, zone } = input;
  const rank = Math.max(0, input.ladder.findIndex((tier) => tier.handle === input.tier.handle));
  const held = input.ladder[rank]!;
  const progress = progressToNext(input.ladder, input.spentMinor, held.handle);
  return {
    v: 1 as const,
    version: input.version,
    state: input.state,
    available: Number(wallet.available),
    pending: Number(wallet.pending),
    owed: Number(-wallet.debt),
    nextRelease: nextRelease(input),
    tier: { handle: held.handle, name: held.name, since: localDate(input.tier.since, zone), multiplier: multiplierText(held.multiplier) },
    progress: progress && { next: progress.next, spentMinor: progress.spentMinor, thresholdMinor: progress.thresholdMinor, currency: input.currency },
    expiringSoon: expiringSoon(input),
    nextReward: nextReward(input),
    activity: newest(input),
    ...(input.consented ? { newsletter: true as const } : {}),
    ...(input.codes ? { codes: [...input.codes] } : {}),
  };
}

/** "1.25"; what has no end is cut after two decimals (4/3 = "1.33"). */
export function multiplierText({ num, den }: Fraction): string {
  const hundredths = (BigInt(num) * 100n) / BigInt(den);
  const decimals = String(hundredths % 100n).padStart(2, "0").replace(/0+$/, "");
  return decimals === "" ? String(hundredths / 100n) : `${hundredths / 100n}.${decimals}`;
}

function nextRelease({ lots, zone }: CardInput): { on: string; points: number } | null {
  return firstDay(lots.flatMap((lot) => (lot.pending > 0n && lot.releaseAt !== null ? [{ on: localDate(lot.releaseAt, zone), points: lot.pending }] : [])));
}

/** Points hold until the end of a day: the day shown is the last one they can be used. */
function expiringSoon({ lots, zone, now }: CardInput): { on: string; points: number } | null {
  const horizon = plusLocalDays(now, zone, SOON_DAYS);
  return firstDay(lots.flatMap((lot) => {
    if (lot.free === 0n || lot.expiresAt === null || lot.expiresAt > horizon || lot.expiresAt <= now) return [];
    return [{ on: lastLocalDate(lot.expiresAt, zone), points: lot.free }];
  }));
}

/** Everything that falls on the earliest of the days. */
function firstDay(days: { on: string; points: bigint }[]): { on: string; points: number } | null {
  const first = days.reduce<string | null>((earliest, { on }) => (earliest === null || on < earliest ? on : earliest), null);
  if (first === null) return null;
  return { on: first, points: Number(days.reduce((sum, { on, points }) => (on === first ? sum + points : sum), 0n)) };
}

function nextReward({ rewards, wallet }: CardInput): { title: string; cost: number; missing: number } | null {
  const available = Number(wallet.available);
  const reward = nextGoal(rewards, available);
  return reward ? { title: reward.title, cost: reward.cost, missing: Math.max(0, reward.cost - available) } : null;
}

function newest({ activity, zone }: CardInput) {
  return [...activity]
    .sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0))
    .slice(0, NEWEST)
    .map(({ at, values, ...shown }) => ({ on: localDate(at, zone), ...shown, ...forShopper(values) }));
}

/** A staff member's note is for the staff. */
function forShopper(values: Record<string, string | number> | undefined) {
  if (!values) return {};
  const { note: _note, ...shown } = values;
  return { values: shown };
}
