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
