import type { Hasher } from "../crypto/hasher";
import type { ComplianceSubject } from "../compliance/requests.server";
import { sql } from "../sql";
import type { Tx } from "../tx";

/** Everything a request about a person may mean: customer ids that lead to each other, and members. */
export interface FoundSubject { customerIds: string[]; memberIds: bigint[]; emailHash: string | null }

export async function findSubject(db: Tx, hasher: Hasher, { customerId, email }: ComplianceSubject): Promise<FoundSubject> {
  const emailHash = hasher.email(email);
  const rows = await db.query<{ customer_id: string | null; member_id: bigint | null }>(sql`
    WITH ids AS (
      SELECT ${customerId}::text AS id UNION SELECT to_customer_id FROM customer_redirect WHERE shop_id = ${db.shopId} AND from_customer_id = ${customerId}
      UNION SELECT m.customer_id FROM member_profile p JOIN member m USING (shop_id, member_id) WHERE p.shop_id = ${db.shopId} AND p.email_hash = ${emailHash}::text
    ), every AS (
      SELECT id FROM ids UNION SELECT from_customer_id FROM customer_redirect WHERE shop_id = ${db.shopId} AND to_customer_id IN (SELECT id FROM ids)
    )
    SELECT e.id AS customer_id, m.member_id FROM every e LEFT JOIN member m ON m.shop_id = ${db.shopId} AND m.customer_id = e.id WHERE e.id IS NOT NULL`);
  const customerIds = [...new Set(rows.flatMap((row) => row.customer_id ?? []))];
  return { customerIds, memberIds: rows.flatMap((row) => row.member_id ?? []), emailHash };
}
