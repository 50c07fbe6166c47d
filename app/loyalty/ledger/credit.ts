import type { Points } from "../points";
import type { Posting, ProgramAccount, Wallet } from "./posting";

/**
 * Splits points on their way to `available`: what is owed is repaid first, so that always `available = 0 or debt = 0`.
 * Both parts pass through `available`, which is what the member reads: "100 became spendable, 30 repaid what you owed".
 */
export function creditAvailable(wallet: Wallet, points: Points, from: ProgramAccount | "pending" | "held"): { postings: Posting[]; free: Points; repaid: Points } {
  const owed = -wallet.debt;
  const repaid = owed < points ? owed : points;
  const postings: Posting[] = points > 0n ? [{ from, to: "available", points }] : [];
  if (repaid > 0n) postings.push({ from: "available", to: "debt", points: repaid });
  return { postings, free: points - repaid, repaid };
}
