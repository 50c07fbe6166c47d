import { query } from "../db.server";
import { sql } from "../sql";
import { bodyIfOpens } from "./sealed-body.server";

const A_PAGE = 500;

/**
 * Erases the bodies of one shop in which any of these texts stands (a customer's id, an e-mail address): what has been handled
 * and what is parked. Bodies are sealed, so each is opened and looked at; one that no key opens any more may name anybody and goes too.
 * @returns how many were erased.
 */
export async function eraseBodiesNaming(shopDomain: string, texts: readonly string[]): Promise<number> {
  const wanted = texts.filter((text) => text.length > 2).map((text) => Buffer.from(text));
  if (wanted.length === 0) return 0;
  for (let after = 0n, erased = 0; ; ) {
    const rows = await query<{ inbox_id: bigint; delivery_id: string; body: Buffer }>(sql`
      SELECT inbox_id, delivery_id, body FROM inbox WHERE shop_domain = ${shopDomain} AND inbox_id > ${after} AND body IS NOT NULL AND state <> 'new' ORDER BY inbox_id LIMIT ${A_PAGE}`);
    const named = rows.filter(({ delivery_id, body }) => {
      const plain = bodyIfOpens(body, { shopDomain, deliveryId: delivery_id });
      return plain === null || wanted.some((text) => plain.includes(text));
    });
    if (named.length > 0) await query(sql`UPDATE inbox SET body = NULL WHERE inbox_id = ANY(${named.map((row) => row.inbox_id)}::bigint[])`);
    erased += named.length;
    if (rows.length < A_PAGE) return erased;
    after = rows.at(-1)!.inbox_id;
  }
}
