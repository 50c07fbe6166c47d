import { query } from "../db.server";
import { sql } from "../sql";
import { open } from "../crypto/seal.server";
import { sessionPurpose, type SessionSecrets } from "./stored-session";

interface Person { id?: number | string; first_name?: string; last_name?: string; email?: string }

/**
 * Names, else e-mails, of staff by Shopify's number of them, as their own sessions know them. A session that belongs to the shop
 * says nothing of a person, and neither does the token of a request: whoever is not here is told by the number.
 */
export async function staffNames(shop: string): Promise<Map<string, string>> {
  const rows = await query<{ id: string; sealed: Buffer }>(sql`SELECT id, sealed FROM session WHERE shop = ${shop} AND is_online ORDER BY updated_at`);
  const names = new Map<string, string>();
  for (const { id, sealed } of rows) {
    const { onlineAccessInfo } = JSON.parse(open(sealed, sessionPurpose(id)).toString("utf8")) as SessionSecrets;
    const person = (onlineAccessInfo as { associated_user?: Person } | undefined)?.associated_user;
    const name = [person?.first_name, person?.last_name].filter(Boolean).join(" ") || person?.email;
    if (person?.id !== undefined && name) names.set(String(person.id), name);
  }
  return names;
}
