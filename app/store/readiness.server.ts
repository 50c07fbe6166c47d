import { query } from "./db.server";
import { sql } from "./sql";

/** Resolves when the database answers and holds the product's tables. @throws DatabaseDown, or PostgreSQL's error when it is not migrated. */
export async function expectReady(): Promise<void> {
  await query(sql`SELECT (SELECT count(*) FROM shop WHERE shop_id < 0) + (SELECT count(*) FROM inbox WHERE inbox_id < 0) AS none`);
}
