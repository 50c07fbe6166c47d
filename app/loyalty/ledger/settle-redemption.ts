import type { Points } from "../points";
import { allocateFifo, compareLots } from "./allocate-fifo";
import { creditAvailable } from "./credit";
import { redemptionTransaction, type LotPart, type RedemptionEvent } from "./hold";
import type { LedgerTransaction, Lot, NewLot, Posting, Wallet } from "./posting";
import { intoLots, type ComeBack } from "./void-hold";

/** What a redemption that is over has cost so far, and what it must cost by what is known of the orders that used its code. */
export interface SpentStanding {
  redemptionId: bigint;
  /** Points taken for good and points of them that came back; `spent - restored` is what it costs. */
  spent: Points;
  restored: Points;
  target: Points;
  parts: readonly LotPart[];
  /** The member's spendable lots, for what is charged. */
  spendable: readonly Lot[];
  back: ComeBack;
}

export interface SpentChange { transaction: LedgerTransaction; spent: Points; restored: Points; parts: LotPart[] }

/**
 * Brings what a redemption costs to its target: goods that came back give points back to their lots; a code used after its
 * points were given back charges them again, from what is available, the rest is owed. Null when it costs that already. The
 * key names the totals after it, which only grow.
 */
export function spentDifference(wallet: Wallet, standing: SpentStanding, event: Omit<RedemptionEvent, "key">): SpentChange | null {
  const difference = standing.target - (standing.spent - standing.restored);
  if (difference === 0n) return null;
  return difference > 0n ? charge(wallet, standing, { ...event, points: difference }) : restore(wallet, standing, { ...event, points: -difference });
}

type Change = Omit<RedemptionEvent, "key"> & { points: Points };

function charge(wallet: Wallet, standing: SpentStanding, { points, ...event }: Change): SpentChange {
  const spent = standing.spent + points;
  const { taken, left } = allocateFifo(standing.spendable, "free", points);
  const postings: Posting[] = [{ from: "available", to: "redeemed", points: points - left }, { from: "debt", to: "redeemed", points: left }];
  const transaction = redemptionTransaction(wallet, "late_use", { ...event, key: keyOf(standing, spent, standing.restored) }, {
    postings: postings.filter((posting) => posting.points > 0n),
    lots: taken.map((one) => ({ lotId: one.lotId, free: -one.points, spent: one.points })),
  });
  return { transaction, spent, restored: standing.restored, parts: added(standing.parts, taken) };
}

function restore(wallet: Wallet, standing: SpentStanding, { points, ...event }: Change): SpentChange {
  const restored = standing.restored + points;
  const { returning, parts, rest } = giveBack(standing, points);
  const { postings, repaid } = creditAvailable(wallet, points, "redeemed");
  const inLots = points - rest;
  const repaidInLots = repaid < inLots ? repaid : inLots;
  const lots = intoLots(returning, { part: "spent", repaid: repaidInLots, back: standing.back });
  const transaction = redemptionTransaction(wallet, "restoration", { ...event, key: keyOf(standing, standing.spent, restored) }, {
    postings, lots: rest > 0n ? [...lots, { create: lotForRest(rest, repaid - repaidInLots, standing.back) }] : lots,
  });
  return { transaction, spent: standing.spent, restored, parts };
}

/** What lasts longest comes back first. `rest`: points that were charged as debt and never lay in a lot. */
function giveBack({ parts, back }: SpentStanding, points: Points) {
  const lots = new Map(back.lots.map((lot) => [lot.lotId, lot]));
  // A part that came back as a whole is history: its lot may be gone elsewhere.
  const latestFirst = parts.filter((part) => part.restored < part.points).sort((a, b) => compareLots(lots.get(b.lotId)!, lots.get(a.lotId)!));
  const returning: { lotId: bigint; points: Points }[] = [];
  let rest = points;
  for (const { lotId, ...part } of latestFirst) {
    const left = part.points - part.restored;
    const now = left < rest ? left : rest;
    rest -= now;
    if (now > 0n) returning.push({ lotId, points: now });
  }
  const came = new Map(returning.map((one) => [one.lotId, one.points]));
  return { returning, parts: parts.map((part) => ({ ...part, restored: part.restored + (came.get(part.lotId) ?? 0n) })), rest };
}

function lotForRest(amount: Points, repaid: Points, { now }: ComeBack): NewLot {
  return { amount, pending: 0n, free: amount - repaid, repaid, orderId: null, earnedAt: now, releaseAt: now, expiresAt: null };
}

function added(parts: readonly LotPart[], taken: readonly { lotId: bigint; points: Points }[]): LotPart[] {
  const byLot = new Map(parts.map((part) => [part.lotId, part]));
  for (const { lotId, points } of taken) {
    const part = byLot.get(lotId);
    byLot.set(lotId, part ? { ...part, points: part.points + points } : { lotId, points, restored: 0n });
  }
  return [...byLot.values()];
}

const keyOf = ({ redemptionId }: SpentStanding, spent: Points, restored: Points) => `redemption:${redemptionId}:spent:${spent}:restored:${restored}`;
