import { sql } from "../sql";
import type { Tx } from "../tx";

export async function setAppearance(db: Tx, appearance: { color: string | null; radius: number }): Promise<void> {
  await db.query(sql`UPDATE shop SET appearance = ${JSON.stringify(appearance)}::jsonb WHERE shop_id = ${db.shopId}`);
}
