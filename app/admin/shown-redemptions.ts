import { heldUntil } from "~/loyalty/rewards/held-until";
import type { RedemptionRow } from "~/store/admin-reads/redemption-list.server";

/** Redemptions as pages show them: with what would come back if one were canceled now, and when that ends. */
export function shownRedemptions(rows: readonly RedemptionRow[], { zone, graceDays, now }: { zone: string; graceDays: number; now: Date }) {
  return rows.map(({ held, ...row }) => ({
    ...row, comingBack: heldUntil(held.map(({ points, expiresAt }) => ({ points, expiresAt: expiresAt?.toISOString() ?? null })), { now: now.toISOString(), zone, graceDays }),
  }));
}
