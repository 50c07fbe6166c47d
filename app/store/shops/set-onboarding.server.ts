import { sql } from "../sql";
import type { Tx } from "../tx";

export async function setOnboarding(db: Tx, onboarding: { done: string[]; dismissed: boolean }): Promise<void> {
  await db.query(sql`UPDATE shop SET onboarding = ${JSON.stringify(onboarding)}::jsonb WHERE shop_id = ${db.shopId}`);
}
