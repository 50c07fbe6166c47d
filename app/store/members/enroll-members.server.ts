import { RunAgain } from "../in-transaction.server";
import { sql } from "../sql";
import type { Tx } from "../tx";

export interface NewMember { customerId: string; enrolledAt: string; enrolledBy: "order" | "account" | "customer" | "staff" | "import"; tier: string }

/**
 * Makes members with empty wallets; by customer id, the new member ids.
 * @throws RunAgain when another transaction enrolled one of them first.
 */
export async function enrollMembers(db: Tx, members: NewMember[]): Promise<Map<string, bigint>> {
  if (members.length === 0) return new Map();
  const sorted = [...members].sort((a, b) => (a.customerId < b.customerId ? -1 : 1));
  const rows = await db.query<{ customer_id: string; member_id: bigint }>(sql`
    WITH made AS (
      INSERT INTO member (shop_id, customer_id, enrolled_at, enrolled_by, tier, tier_since)
      SELECT ${db.shopId}, customer_id, enrolled_at, enrolled_by, tier, enrolled_at
        FROM unnest(${sorted.map((one) => one.customerId)}::text[], ${sorted.map((one) => one.enrolledAt)}::timestamptz[], ${sorted.map((one) => one.enrolledBy)}::text[],
          ${sorted.map((one) => one.tier)}::text[]) AS x(customer_id, enrolled_at, enrolled_by, tier)
      ON CONFLICT (shop_id, customer_id) DO NOTHING RETURNING customer_id, member_id
    ), wallets AS (
      INSERT INTO wallet (shop_id, member_id) SELECT ${db.shopId}, member_id FROM made
    )
    SELECT customer_id, member_id FROM made`);
  if (rows.length !== members.length) throw new RunAgain("a member appeared meanwhile");
  return new Map(rows.map((row) => [row.customer_id, row.member_id]));
}
