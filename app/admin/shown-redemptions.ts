import { heldUntil } from "~/loyalty/rewards/held-until";
import type { RedemptionRow } from "~/store/admin-reads/redemption-list.server";

/** Redemptions as pages show them: with what would come back if one were canceled now, and when that ends, and who of the staff gave them back. */
export function shownRedemptions(rows: readonly RedemptionRow[], { zone, graceDays, now }: { zone: string; graceDays: number; now: Date }) {
  return rows.map(({ held, closingActor, ...row }) => ({
    ...row, closedBy: staffOf(closingActor), comingBack: heldUntil(held, { takenAt: row.createdAt.toISOString(), now: now.toISOString(), zone, graceDays }),
  }));
}

/** Shopify's number of who of the staff did it. Names are not asked for: the session token has none, and what an app does not know it need not keep. */
const staffOf = (actor: string | null): string | null => /^staff:(.+)$/.exec(actor ?? "")?.[1] ?? null;
