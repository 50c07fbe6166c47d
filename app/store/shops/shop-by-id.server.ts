import { query } from "../db.server";
import { sql } from "../sql";
import { shopOf, type Shop, type ShopRow } from "./shop-row";

export async function shopById(shopId: bigint): Promise<Shop | null> {
  const [row] = await query<ShopRow>(sql`SELECT * FROM shop WHERE shop_id = ${shopId}`);
  return row ? shopOf(row) : null;
}
