import type { Lot } from "~/loyalty/ledger/posting";
import { sql } from "../sql";
import type { Tx } from "../tx";
import { lotOfRow, type LotRow } from "./lot-row";

/** Lots of members with anything pending, free or held. Call it with the wallets locked. */
export async function liveLots(db: Tx, memberIds: bigint[]): Promise<Lot[]> {
  if (memberIds.length === 0) return [];
  const rows = await db.query<LotRow>(sql`
    SELECT * FROM lot WHERE shop_id = ${db.shopId} AND member_id = ANY(${memberIds}::bigint[]) AND (pending > 0 OR free > 0 OR held > 0) ORDER BY lot_id`);
  return rows.map(lotOfRow);
}

/** Lots of members whose points are not all gone for other reasons than being spent: what a merge takes along, so that spent points find back. */
export async function movableLots(db: Tx, memberIds: bigint[]): Promise<Lot[]> {
  if (memberIds.length === 0) return [];
  const rows = await db.query<LotRow>(sql`
    SELECT * FROM lot WHERE shop_id = ${db.shopId} AND member_id = ANY(${memberIds}::bigint[]) AND (pending > 0 OR free > 0 OR held > 0 OR spent > 0) ORDER BY lot_id`);
  return rows.map(lotOfRow);
}

/** Lots by id, whatever is left in them. Call it with the wallets locked. */
export async function lotsById(db: Tx, lotIds: bigint[]): Promise<Lot[]> {
  if (lotIds.length === 0) return [];
  const rows = await db.query<LotRow>(sql`SELECT * FROM lot WHERE shop_id = ${db.shopId} AND lot_id = ANY(${lotIds}::bigint[]) ORDER BY lot_id`);
  return rows.map(lotOfRow);
}
