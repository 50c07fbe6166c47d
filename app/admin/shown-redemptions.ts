import { heldUntil } from "~/loyalty/rewards/held-until";
import type { RedemptionRow } from "~/store/admin-reads/redemption-list.server";

/** Redemptions as pages show them: with what would come back if one were canceled now, and when that ends, and who of the staff gave them back. */
export function shownRedemptions(rows: readonly RedemptionRow[], { zone, graceDays, staff, now }: { zone: string; graceDays: number; staff: ReadonlyMap<string, string>; now: Date }) {
  return rows.map(({ held, closingActor, ...row }) => ({
    ...row, closedBy: staffOf(closingActor, staff), comingBack: heldUntil(held, { takenAt: row.createdAt.toISOString(), now: now.toISOString(), zone, graceDays }),
  }));
}

/** The name is null where only the number is known. */
function staffOf(actor: string | null, names: ReadonlyMap<string, string>): { id: string; name: string | null } | null {
  const id = actor === null ? undefined : /^staff:(.+)$/.exec(actor)?.[1];
  return id === undefined ? null : { id, name: names.get(id) ?? null };
}
