import { NO_BUYER } from "~/loyalty/orders/without-buyer";
import { sql } from "../sql";
import type { Tx } from "../tx";
import type { FoundSubject } from "./find-subject.server";

/**
 * Erases everything personal about people: profiles and search words, customer ids, redirects, commands, and what orders say of
 * who bought and with which codes. Ledger, lots and tiers stay, under a member that leads to nobody.
 */
export async function eraseMemberData(db: Tx, { customerIds, memberIds, emailHash }: FoundSubject, orderIds: string[]): Promise<void> {
  const actors = customerIds.map((id) => `customer:${id}`);
  await db.query(sql`
    WITH profiles AS (DELETE FROM member_profile WHERE shop_id = ${db.shopId} AND member_id = ANY(${memberIds}::bigint[])),
         refresh AS (DELETE FROM member_refresh WHERE shop_id = ${db.shopId} AND member_id = ANY(${memberIds}::bigint[])),
         retag AS (DELETE FROM member_retag WHERE shop_id = ${db.shopId} AND member_id = ANY(${memberIds}::bigint[])),
         redirects AS (DELETE FROM customer_redirect WHERE shop_id = ${db.shopId} AND (from_customer_id = ANY(${customerIds}::text[]) OR to_customer_id = ANY(${customerIds}::text[]))),
         commands AS (DELETE FROM command WHERE shop_id = ${db.shopId} AND actor = ANY(${actors}::text[])),
         requests AS (UPDATE redemption SET request_key = 'erased:' || redemption_id, closing_note = NULL WHERE shop_id = ${db.shopId} AND member_id = ANY(${memberIds}::bigint[])),
         tests AS (UPDATE shop SET test_customers = ARRAY(SELECT unnest(test_customers) EXCEPT SELECT unnest(${customerIds}::text[])) WHERE shop_id = ${db.shopId} AND test_customers && ${customerIds}::text[]),
         orders AS (
           UPDATE shop_order SET customer_id = NULL, email_hash = NULL, erased = true, fact = (fact::jsonb || ${JSON.stringify(NO_BUYER)}::jsonb)::json
            WHERE shop_id = ${db.shopId} AND (order_id = ANY(${orderIds}::text[]) OR (member_id IS NULL AND email_hash = ${emailHash}::text)))
    UPDATE member SET state = CASE WHEN state = 'merged' THEN state ELSE 'redacted' END, customer_id = NULL, tags = '{}', locale = NULL, customer_updated_at = NULL, email_consent_at = NULL,
           card_digest = NULL, tier_pushed = NULL, tier_grace_until = NULL
     WHERE shop_id = ${db.shopId} AND member_id = ANY(${memberIds}::bigint[])`);
}
