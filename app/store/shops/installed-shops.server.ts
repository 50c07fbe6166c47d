import { query } from "../db.server";
import { sql } from "../sql";
import { shopOf, type Shop, type ShopRow } from "./shop-row";

/** Every shop that has the app installed now, for schedules. */
export async function installedShops(): Promise<Shop[]> {
  return (await query<ShopRow>(sql`SELECT * FROM shop WHERE installed_at IS NOT NULL AND uninstalled_at IS NULL ORDER BY shop_id`)).map(shopOf);
}

/** Every shop that has not been erased, also those that left. */
export async function knownShops(): Promise<Pick<Shop, "shopId">[]> {
  return (await query<Pick<ShopRow, "shop_id">>(sql`SELECT shop_id FROM shop ORDER BY shop_id`)).map((row) => ({ shopId: row.shop_id }));
}
