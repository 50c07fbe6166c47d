import { sql } from "../sql";
import type { Tx } from "../tx";

export type MemberState = "known" | "member" | "left" | "excluded" | "blocked" | "merged" | "redacted";

export interface Member {
  memberId: bigint;
  customerId: string | null;
  state: MemberState;
  mergedInto: bigint | null;
  enrolledAt: Date;
  tier: string;
  tierSince: Date | null;
  tierGraceUntil: Date | null;
  tags: string[];
  customerUpdatedAt: Date | null;
}

export interface MemberRow {
  member_id: bigint; customer_id: string | null; state: MemberState; merged_into: bigint | null; enrolled_at: Date; tier: string; tier_since: Date | null;
  tier_grace_until: Date | null; tags: string[]; customer_updated_at: Date | null;
}

export async function memberById(db: Tx, memberId: bigint): Promise<Member | null> {
  const [row] = await db.query<MemberRow>(sql`SELECT * FROM member WHERE shop_id = ${db.shopId} AND member_id = ${memberId}`);
  return row ? memberOf(row) : null;
}

/** The member (or known customer) of a customer id, after merges. The id comes from a sub-select: beside a bare coalesce row-level security would not use the index. */
export async function memberByCustomer(db: Tx, customerId: string): Promise<Member | null> {
  const [row] = await db.query<MemberRow>(sql`
    SELECT * FROM member WHERE shop_id = ${db.shopId}
       AND customer_id = (SELECT coalesce((SELECT to_customer_id FROM customer_redirect WHERE shop_id = ${db.shopId} AND from_customer_id = ${customerId}), ${customerId}))`);
  return row ? memberOf(row) : null;
}

export function memberOf(row: MemberRow): Member {
  return {
    memberId: row.member_id, customerId: row.customer_id, state: row.state, mergedInto: row.merged_into, enrolledAt: row.enrolled_at, tier: row.tier, tierSince: row.tier_since,
    tierGraceUntil: row.tier_grace_until, tags: row.tags, customerUpdatedAt: row.customer_updated_at,
  };
}
