import { sql } from "../sql";
import type { Tx } from "../tx";

/** Remembers by keyed hash that customers were erased, so that late facts do not bring them back. */
export async function rememberErased(db: Tx, hashes: string[], now: Date): Promise<void> {
  await db.query(sql`
    INSERT INTO erased_customer (shop_id, customer_hash, erased_at) SELECT ${db.shopId}, hash, ${now} FROM unnest(${hashes}::text[]) AS x(hash) ON CONFLICT DO NOTHING`);
}

/** Which of these members are of customers who were erased. */
export async function erasedMembers(db: Tx, memberIds: bigint[]): Promise<bigint[]> {
  if (memberIds.length === 0) return [];
  const rows = await db.query<{ member_id: bigint }>(sql`SELECT member_id FROM member WHERE shop_id = ${db.shopId} AND member_id = ANY(${memberIds}::bigint[]) AND state = 'redacted'`);
  return rows.map(({ member_id }) => member_id);
}

/** The customer came back by their own will. */
export async function unerase(db: Tx, hash: string): Promise<void> {
  await db.query(sql`DELETE FROM erased_customer WHERE shop_id = ${db.shopId} AND customer_hash = ${hash}`);
}
