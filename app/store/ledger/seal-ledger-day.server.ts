import { sql } from "../sql";
import type { Tx } from "../tx";

const DAYS_CHECKED = 7;

/** Seals a day once; a day that is sealed stays as it is. */
export async function sealLedgerDay(db: Tx, day: string): Promise<void> {
  await db.query(sql`
    INSERT INTO ledger_seal (shop_id, day, entries, total, hash)
    SELECT ${db.shopId}, ${day}::date, entries, total, hash FROM ledger_day(${db.shopId}, ${day}::date) ON CONFLICT (shop_id, day) DO NOTHING`);
}

/** The sealed days up to `day` whose entries are not what was sealed. */
export async function checkSeals(db: Tx, day: string): Promise<string[]> {
  const rows = await db.query<{ day: string }>(sql`
    SELECT to_char(s.day, 'YYYY-MM-DD') AS day FROM (SELECT * FROM ledger_seal WHERE shop_id = ${db.shopId} AND day <= ${day}::date ORDER BY day DESC LIMIT ${DAYS_CHECKED}) s
      CROSS JOIN LATERAL ledger_day(${db.shopId}, s.day) d WHERE (d.entries, d.total, d.hash) IS DISTINCT FROM (s.entries, s.total, s.hash) ORDER BY s.day`);
  return rows.map((row) => row.day);
}
