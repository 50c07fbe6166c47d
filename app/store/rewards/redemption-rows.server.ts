import type { LotPart, RedemptionReason } from "~/loyalty/ledger/hold";
import type { Reward, RewardValue } from "~/loyalty/rewards/reward";
import { sql } from "../sql";
import type { Tx } from "../tx";

export type RedemptionStatus = "held" | "issued" | "closing" | "voided" | "burned";

/** What was promised when points were turned into it; an edit of the reward does not touch it. */
export interface RedemptionSnapshot { title: string; value: RewardValue; minimumSpendMinor: number; /** Missing in those from before it was kept. */ combinesWith?: Reward["combinesWith"]; validityDays: number; currency: string }

export interface Redemption {
  redemptionId: bigint;
  memberId: bigint;
  rewardId: bigint;
  poolId: bigint;
  codeId: bigint | null;
  points: bigint;
  status: RedemptionStatus;
  snapshot: RedemptionSnapshot;
  requestKey: string;
  fingerprint: string;
  surface: string;
  createdAt: Date;
  issuedAt: Date | null;
  expiresAt: Date | null;
  onExpiry: "return" | "lapse";
  closingAt: Date | null;
  closingReason: RedemptionReason | null;
  closingActor: string | null;
  closingNote: string | null;
  deleteJob: string | null;
  codeGoneAt: Date | null;
  resolvedAt: Date | null;
  spent: bigint;
  restored: bigint;
}

export interface RedemptionRow {
  redemption_id: bigint; member_id: bigint; reward_id: bigint; pool_id: bigint; code_id: bigint | null; points: bigint; status: RedemptionStatus; snapshot: RedemptionSnapshot;
  request_key: string; fingerprint: string; surface: string; created_at: Date; issued_at: Date | null; expires_at: Date | null; on_expiry: "return" | "lapse";
  closing_at: Date | null; closing_reason: RedemptionReason | null; closing_actor: string | null; closing_note: string | null; delete_job: string | null; code_gone_at: Date | null; resolved_at: Date | null; spent: bigint; restored: bigint;
}

export function redemptionOf(row: RedemptionRow): Redemption {
  return {
    redemptionId: row.redemption_id, memberId: row.member_id, rewardId: row.reward_id, poolId: row.pool_id, codeId: row.code_id, points: row.points, status: row.status, snapshot: row.snapshot,
    requestKey: row.request_key, fingerprint: row.fingerprint, surface: row.surface, createdAt: row.created_at, issuedAt: row.issued_at, expiresAt: row.expires_at, onExpiry: row.on_expiry,
    closingAt: row.closing_at, closingReason: row.closing_reason, closingActor: row.closing_actor, closingNote: row.closing_note, deleteJob: row.delete_job, codeGoneAt: row.code_gone_at, resolvedAt: row.resolved_at,
    spent: row.spent, restored: row.restored,
  };
}

export async function redemptionById(db: Tx, redemptionId: bigint): Promise<Redemption | null> {
  const [row] = await db.query<RedemptionRow>(sql`SELECT * FROM redemption WHERE shop_id = ${db.shopId} AND redemption_id = ${redemptionId}`);
  return row ? redemptionOf(row) : null;
}

/** Locks redemptions in the order of their ids. Call it with the wallets of their members locked. */
export async function lockRedemptions(db: Tx, redemptionIds: readonly bigint[]): Promise<Redemption[]> {
  if (redemptionIds.length === 0) return [];
  const rows = await db.query<RedemptionRow>(sql`
    SELECT * FROM redemption WHERE shop_id = ${db.shopId} AND redemption_id = ANY(${redemptionIds}::bigint[]) ORDER BY redemption_id FOR NO KEY UPDATE`);
  return rows.map(redemptionOf);
}

/** The lots each redemption holds or has spent points of. */
export async function partsOf(db: Tx, redemptionIds: readonly bigint[]): Promise<Map<bigint, LotPart[]>> {
  const parts = new Map<bigint, LotPart[]>(redemptionIds.map((id) => [id, []]));
  if (redemptionIds.length === 0) return parts;
  const rows = await db.query<{ redemption_id: bigint; lot_id: bigint; points: bigint; restored: bigint }>(sql`
    SELECT redemption_id, lot_id, points, restored FROM redemption_lot WHERE shop_id = ${db.shopId} AND redemption_id = ANY(${redemptionIds}::bigint[]) ORDER BY redemption_id, lot_id`);
  for (const { redemption_id, lot_id, points, restored } of rows) parts.get(redemption_id)!.push({ lotId: lot_id, points, restored });
  return parts;
}

/** How often a member took each reward since a moment (null = ever; voided ones do not count), and how many codes they have open of all rewards. */
export async function countsOf(db: Tx, memberId: bigint, windows: readonly { rewardId: bigint; since: Date | null }[]): Promise<{ inWindow: Map<bigint, number>; open: number }> {
  const rows = await db.query<{ reward_id: bigint | null; n: bigint }>(sql`
    SELECT NULL AS reward_id, count(*) AS n FROM redemption WHERE shop_id = ${db.shopId} AND member_id = ${memberId} AND status IN ('held', 'issued', 'closing')
    UNION ALL
    SELECT r.reward_id, count(*) FROM redemption r JOIN unnest(${windows.map(({ rewardId }) => rewardId)}::bigint[], ${windows.map(({ since }) => since)}::timestamptz[]) AS x(reward_id, since) USING (reward_id)
     WHERE r.shop_id = ${db.shopId} AND r.member_id = ${memberId} AND r.status <> 'voided' AND (x.since IS NULL OR r.created_at > x.since) GROUP BY r.reward_id`);
  const counts = new Map(rows.map((row) => [row.reward_id, Number(row.n)]));
  return { open: counts.get(null) ?? 0, inWindow: new Map([...counts].flatMap(([rewardId, n]) => (rewardId === null ? [] : [[rewardId, n]]))) };
}
