import { query } from "../db.server";
import { sql } from "../sql";

/** Everything that changed at Shopify before `until` has been read. Never goes back. */
export async function setReconciled(shopId: bigint, until: Date): Promise<void> {
  await query(sql`UPDATE shop SET reconciled_until = greatest(reconciled_until, ${until}) WHERE shop_id = ${shopId}`);
}
