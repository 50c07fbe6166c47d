import { sql } from "../sql";
import type { Tx } from "../tx";

/** Members by the keyed hash of their verified e-mail. */
export async function membersByEmail(db: Tx, emailHashes: string[]): Promise<Map<string, bigint>> {
  if (emailHashes.length === 0) return new Map();
  const rows = await db.query<{ email_hash: string; member_id: bigint }>(sql`
    SELECT p.email_hash, p.member_id FROM member_profile p JOIN member m USING (shop_id, member_id)
     WHERE p.shop_id = ${db.shopId} AND p.email_hash = ANY(${[...new Set(emailHashes)]}::text[]) AND p.email_verified AND m.state IN ('member', 'left', 'excluded', 'blocked')
     ORDER BY p.member_id DESC`);
  return new Map(rows.map((row) => [row.email_hash, row.member_id]));
}
