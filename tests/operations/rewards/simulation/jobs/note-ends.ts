import type { LedgerTransaction } from "~/loyalty/ledger/posting";
import type { Rows } from "../rows";

const GRACE_MS = 30 * 86_400_000;

/** Keeps for the judge what ended without a redemption, and looks at each lot that ends: not before its day, and not within the days of grace of what came back. */
export function noteEnds(rows: Rows, { kind, postings, lots }: LedgerTransaction, now: number): void {
  if (kind === "expiry" || kind === "forfeit") for (const { from, to, points } of postings) rows.ended += (to === "breakage" ? points : 0n) - (from === "breakage" ? points : 0n);
  for (const change of lots) {
    if ("create" in change) continue;
    const end = rows.lotEnds.get(change.lotId) ?? null;
    const graced = rows.graced.get(change.lotId);
    if (kind === "expiry" && (end === null || now < end)) rows.broken.push("a lot ended before its day");
    if (kind === "expiry" && graced !== undefined && now > graced && now < graced + GRACE_MS) rows.broken.push("points that came back ended within the days of grace");
    if ((kind === "void" || kind === "restoration") && (change.free ?? 0n) > 0n && end !== null && now >= end && graced === undefined) rows.graced.set(change.lotId, now);
  }
}
