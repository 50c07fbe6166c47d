import { sql } from "../sql";
import type { Tx } from "../tx";

export interface Access {
  /** `staff:<user id>`, `system`, `customer`. */
  actor: string;
  /** snake_case: `adjust_points`, `view_member`, `export_customer`. */
  action: string;
  memberId?: bigint | null;
  /** Never personal data. */
  detail?: Record<string, string | number | boolean | null>;
}

/** Notes who looked at or changed what about whom. */
export async function logAccess(db: Tx, { actor, action, memberId = null, detail = {} }: Access, now: Date): Promise<void> {
  await db.query(sql`
    INSERT INTO access_log (shop_id, at, actor, action, member_id, detail) VALUES (${db.shopId}, ${now}, ${actor}, ${action}, ${memberId}, ${JSON.stringify(detail)}::jsonb)`);
}
