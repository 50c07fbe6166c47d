import { sql } from "../sql";
import type { Tx } from "../tx";

export interface NewMember { customerId: string; enrolledAt: string; enrolledBy: "order" | "account" | "customer" | "staff" | "import"; tier: string }

/** Makes members with empty wallets; by customer id, their ids. Somebody whom another transaction enrolled first is that member. */
export async function enrollMembers(db: Tx, members: NewMember[]): Promise<Map<string, bigint>> {
  if (members.length === 0) return new Map();
  const sorted = [...members].sort((a, b) => (a.customerId < b.customerId ? -1 : 1));
  const rows = await db.query<{ customer_id: string; member_id: bigint }>(sql`
    WITH made AS (
      INSERT INTO member (shop_id, customer_id, enrolled_at, enrolled_by, tier, tier_since)
      SELECT ${db.shopId}, customer_id, enrolled_at, enrolled_by, tier, enrolled_at
        FROM unnest(${sorted.map((one) => one.customerId)}::text[], ${sorted.map((one) => one.enrolledAt)}::timestamptz[], ${sorted.map((one) => one.enrolledBy)}::text[],
          ${sorted.map((one) => one.tier)}::text[]) AS x(customer_id, enrolled_at, enrolled_by, tier)
      ON CONFLICT (shop_id, customer_id) DO UPDATE SET state = 'member', enrolled_at = excluded.enrolled_at, enrolled_by = excluded.enrolled_by, tier = excluded.tier,
        tier_since = excluded.tier_since WHERE member.state = 'known'
      RETURNING customer_id, member_id
    ), wallets AS (
      INSERT INTO wallet (shop_id, member_id) SELECT ${db.shopId}, member_id FROM made ON CONFLICT DO NOTHING
    )
    SELECT customer_id, member_id FROM made`);
  const made = new Map(rows.map((row) => [row.customer_id, row.member_id]));
  return rows.length === members.length ? made : new Map([...made, ...(await memberIds(db, sorted.map((one) => one.customerId)))]);
}

async function memberIds(db: Tx, customerIds: string[]): Promise<[string, bigint][]> {
  const rows = await db.query<{ customer_id: string; member_id: bigint }>(sql`
    SELECT customer_id, member_id FROM member WHERE shop_id = ${db.shopId} AND customer_id = ANY(${customerIds}::text[])`);
  return rows.map((row) => [row.customer_id, row.member_id]);
}
