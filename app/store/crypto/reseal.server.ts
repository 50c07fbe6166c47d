import { query } from "../db.server";
import { inTransaction } from "../in-transaction.server";
import { profilePurpose } from "../members/profile";
import { sql } from "../sql";
import { newestHeader } from "./newest-header";
import { open, seal } from "./seal.server";

const A_ROUND = 500;

const again = (sealed: Buffer, purpose: string) => seal(open(sealed, purpose), purpose);

/** Seals with the newest key what an older one sealed: keys of the shops' hashes. @returns how many rows; call it until that is 0. */
export async function resealPeppers(): Promise<number> {
  const head = newestHeader();
  const rows = await query<{ shop_id: bigint; pepper: Buffer }>(sql`SELECT shop_id, pepper FROM shop WHERE pepper IS NOT NULL AND substring(pepper FROM 1 FOR ${head.length}::int) <> ${head}::bytea LIMIT ${A_ROUND}`);
  for (const { shop_id, pepper } of rows) await query(sql`UPDATE shop SET pepper = ${again(pepper, `pepper:${shop_id}`)} WHERE shop_id = ${shop_id} AND pepper = ${pepper}`);
  return rows.length;
}

/** The same for the profiles of one shop's members. */
export function resealProfiles(shopId: bigint): Promise<number> {
  const head = newestHeader();
  return inTransaction(shopId, async (db) => {
    const rows = await db.query<{ member_id: bigint; sealed: Buffer }>(sql`
      SELECT member_id, sealed FROM member_profile WHERE shop_id = ${db.shopId} AND substring(sealed FROM 1 FOR ${head.length}::int) <> ${head}::bytea ORDER BY member_id LIMIT ${A_ROUND} FOR UPDATE`);
    if (rows.length === 0) return 0;
    await db.query(sql`
      UPDATE member_profile p SET sealed = x.sealed
        FROM unnest(${rows.map((row) => row.member_id)}::bigint[], ${rows.map((row) => again(row.sealed, profilePurpose(shopId, row.member_id)))}::bytea[]) AS x(member_id, sealed)
       WHERE p.shop_id = ${db.shopId} AND p.member_id = x.member_id`);
    return rows.length;
  });
}
