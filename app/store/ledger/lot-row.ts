import type { Lot } from "~/loyalty/ledger/posting";

/** A lot as `json_build_object` gives it: whole numbers as text, so that none passes through a float. */
export interface LotJson {
  lotId: string; memberId: string; orderId: string | null; amount: string; pending: string; free: string; held: string; spent: string; expired: string; reversed: string; repaid: string;
  earnedAt: string; releaseAt: string | null; expiresAt: string | null; firstEnd: string | null;
}

export function lotOf(json: LotJson): Lot {
  return {
    lotId: BigInt(json.lotId), memberId: BigInt(json.memberId), orderId: json.orderId, amount: BigInt(json.amount), pending: BigInt(json.pending), free: BigInt(json.free),
    held: BigInt(json.held), spent: BigInt(json.spent), expired: BigInt(json.expired), reversed: BigInt(json.reversed), repaid: BigInt(json.repaid),
    earnedAt: iso(json.earnedAt), releaseAt: json.releaseAt && iso(json.releaseAt), expiresAt: json.expiresAt && iso(json.expiresAt), firstEnd: json.firstEnd && iso(json.firstEnd),
  };
}

const iso = (time: string) => new Date(time).toISOString();

export interface LotRow {
  lot_id: bigint; member_id: bigint; order_id: string | null; amount: bigint; pending: bigint; free: bigint; held: bigint; spent: bigint; expired: bigint; reversed: bigint; repaid: bigint;
  earned_at: Date; release_at: Date | null; expires_at: Date | null; first_end: Date | null;
}

export function lotOfRow(row: LotRow): Lot {
  return {
    lotId: row.lot_id, memberId: row.member_id, orderId: row.order_id, amount: row.amount, pending: row.pending, free: row.free, held: row.held, spent: row.spent,
    expired: row.expired, reversed: row.reversed, repaid: row.repaid, earnedAt: row.earned_at.toISOString(),
    releaseAt: row.release_at?.toISOString() ?? null, expiresAt: row.expires_at?.toISOString() ?? null, firstEnd: row.first_end?.toISOString() ?? null,
  };
}
