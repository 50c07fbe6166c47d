import type { RedemptionReason } from "~/loyalty/ledger/hold";
import type { HeldPart } from "~/loyalty/rewards/held-until";
import { openedCode } from "../rewards/opened-code.server";
import type { RedemptionSnapshot, RedemptionStatus } from "../rewards/redemption-rows.server";
import { readFor } from "../in-transaction.server";
import { openProfile } from "../members/open-profile.server";
import type { Statement } from "../sql";

/** A redemption as staff look at it: how far it is, why, and which orders showed its code. The code itself is masked. */
export interface RedemptionRow {
  redemptionId: bigint;
  memberId: bigint;
  /** Name, else e-mail, else null. */
  memberName: string | null;
  customerId: string | null;
  rewardId: bigint;
  snapshot: RedemptionSnapshot;
  points: bigint;
  status: RedemptionStatus;
  onExpiry: "return" | "lapse";
  /** Where the shopper redeemed it. */
  surface: string;
  createdAt: Date;
  issuedAt: Date | null;
  expiresAt: Date | null;
  closingAt: Date | null;
  closingReason: RedemptionReason | null;
  /** `customer`, `staff:<user id>`, `system`. */
  closingActor: string | null;
  closingNote: string | null;
  codeGoneAt: Date | null;
  resolvedAt: Date | null;
  spent: bigint;
  restored: bigint;
  /** When points last came back with returned goods. */
  restoredAt: Date | null;
  /** The last four letters of its code; null while there is none. */
  codeEnd: string | null;
  /** Orders that showed its code; `at` is when they were placed, as far as is known. */
  uses: { orderId: string; name: string; at: string }[];
  /** What it holds, and when each part ends; null = never. */
  held: HeldPart[];
}

export interface RedemptionFilter {
  codeId: bigint | null;
  /** Null = of all members. */
  memberIds: readonly bigint[] | null;
  status: RedemptionStatus | "";
  before: bigint | null;
}

const REDEMPTION_PAGE_SIZE = 25;

/** Redemptions, the newest first, from just before `before`; `next` names the following page. */
export function redemptionList(shopId: bigint, filter: RedemptionFilter): Promise<{ rows: RedemptionRow[]; next: bigint | null }> {
  return readFor(shopId, async (db) => {
    const found = await db.query<Found>(statement(shopId, filter));
    const rows = found.slice(0, REDEMPTION_PAGE_SIZE).map((row) => redemptionRow(shopId, row));
    return { rows, next: found.length > REDEMPTION_PAGE_SIZE ? rows.at(-1)!.redemptionId : null };
  });
}

interface Found {
  redemption_id: bigint; member_id: bigint; customer_id: string | null; profile: Buffer | null; reward_id: bigint; snapshot: RedemptionSnapshot; points: bigint; status: RedemptionStatus; on_expiry: "return" | "lapse";
  created_at: Date; issued_at: Date | null; expires_at: Date | null; closing_at: Date | null; closing_reason: RedemptionReason | null; closing_actor: string | null; closing_note: string | null; code_gone_at: Date | null; resolved_at: Date | null; spent: bigint; restored: bigint; restored_at: Date | null;
  sealed: Buffer | null; hash: string | null; surface: string; uses: { orderId: string; name: string; at: string }[]; held: { points: number; expiresAt: string | null; firstEnd: string | null }[];
}

/** Filters make a handful of texts; unnamed statements are planned for their values. */
function statement(shopId: bigint, { codeId, memberIds, status, before }: RedemptionFilter): Statement {
  const values: unknown[] = [shopId];
  const parameter = (value: unknown) => `$${values.push(value)}`;
  const conditions = [
    "shop_id = $1",
    ...(codeId === null ? [] : [`code_id = ${parameter(codeId)}`]),
    ...(memberIds === null ? [] : [`member_id = ANY(${parameter(memberIds)}::bigint[])`]),
    ...(status === "" ? [] : [`status = ${parameter(status)}`]),
    ...(before === null ? [] : [`redemption_id < ${parameter(before)}`]),
  ];
  const text = `
    SELECT r.*, m.customer_id, p.sealed AS profile, c.sealed, c.hash,
           CASE WHEN r.restored > 0 THEN (SELECT max(t.effective_at) FROM ledger_transaction t
             WHERE t.shop_id = r.shop_id AND t.member_id = r.member_id AND t.reason = 'reward_restored' AND starts_with(t.key, 'redemption:' || r.redemption_id || ':')) END AS restored_at,
           (SELECT coalesce(jsonb_agg(jsonb_build_object('orderId', u.order_id, 'name', coalesce(nullif(o.name, ''), u.order_id), 'at', coalesce(u.ordered_at, o.processed_at, u.seen_at)) ORDER BY u.seen_at, u.order_id), '[]')
              FROM code_use u LEFT JOIN shop_order o ON o.shop_id = u.shop_id AND o.order_id = u.order_id WHERE u.shop_id = r.shop_id AND u.code_id = r.code_id) AS uses,
           (SELECT coalesce(jsonb_agg(jsonb_build_object('points', h.points, 'expiresAt', l.expires_at, 'firstEnd', l.first_end) ORDER BY l.expires_at NULLS LAST, l.lot_id), '[]')
              FROM redemption_lot h JOIN lot l USING (shop_id, lot_id) WHERE h.shop_id = r.shop_id AND h.redemption_id = r.redemption_id AND r.status IN ('held', 'issued', 'closing')) AS held
      FROM (SELECT * FROM redemption WHERE ${conditions.join(" AND ")} ORDER BY redemption_id DESC LIMIT ${REDEMPTION_PAGE_SIZE + 1}) r
      JOIN member m ON m.shop_id = r.shop_id AND m.member_id = r.member_id
      LEFT JOIN member_profile p ON p.shop_id = r.shop_id AND p.member_id = r.member_id
      LEFT JOIN code c ON c.shop_id = r.shop_id AND c.code_id = r.code_id ORDER BY r.redemption_id DESC`;
  return { name: "", text, values };
}

function redemptionRow(shopId: bigint, row: Found): RedemptionRow {
  const profile = row.profile ? openProfile(row.profile, { shopId, memberId: row.member_id }) : null;
  const code = row.sealed && row.hash ? openedCode(shopId, { sealed: row.sealed, hash: row.hash }) : null;
  return {
    redemptionId: row.redemption_id, memberId: row.member_id, memberName: profile?.name ?? profile?.email ?? null, customerId: row.customer_id, rewardId: row.reward_id, snapshot: row.snapshot,
    points: row.points, status: row.status, onExpiry: row.on_expiry, surface: row.surface, createdAt: row.created_at, issuedAt: row.issued_at, expiresAt: row.expires_at, closingAt: row.closing_at,
    closingReason: row.closing_reason, closingActor: row.closing_actor, closingNote: row.closing_note, codeGoneAt: row.code_gone_at, resolvedAt: row.resolved_at, spent: row.spent, restored: row.restored, restoredAt: row.restored_at, codeEnd: code?.slice(-4) ?? null, uses: row.uses.map((use) => ({ ...use, at: new Date(use.at).toISOString() })),
    held: row.held.map(({ points, expiresAt, firstEnd }) => ({ points: BigInt(points), expiresAt: expiresAt && new Date(expiresAt).toISOString(), firstEnd: firstEnd && new Date(firstEnd).toISOString() })),
  };
}
