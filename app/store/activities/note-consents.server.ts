import { sql } from "../sql";
import type { Tx } from "../tx";

export interface Consent { customerId: string; at: string }

/** Keeps the first consent to e-mails of each customer who has a row. @returns members for whom it is an earlier one than was known. */
export async function noteFirstConsents(db: Tx, consents: readonly Consent[]): Promise<bigint[]> {
  if (consents.length === 0) return [];
  const sorted = [...consents].sort((a, b) => (a.customerId < b.customerId ? -1 : 1));
  const rows = await db.query<{ member_id: bigint }>(sql`
    WITH x AS MATERIALIZED (
      SELECT customer_id, min(at) AS at FROM unnest(${sorted.map((one) => one.customerId)}::text[], ${sorted.map((one) => one.at)}::timestamptz[]) AS x(customer_id, at) GROUP BY 1
    ), locked AS MATERIALIZED (
      SELECT m.member_id, x.at FROM member m JOIN x USING (customer_id) WHERE m.shop_id = ${db.shopId} AND m.customer_id = ANY(${sorted.map((one) => one.customerId)}::text[])
         AND (m.email_consent_at IS NULL OR m.email_consent_at > x.at) ORDER BY m.member_id FOR NO KEY UPDATE OF m
    )
    UPDATE member m SET email_consent_at = l.at FROM locked l WHERE m.shop_id = ${db.shopId} AND m.member_id = l.member_id AND (m.email_consent_at IS NULL OR m.email_consent_at > l.at)
    RETURNING m.member_id`);
  return rows.map((row) => row.member_id);
}
