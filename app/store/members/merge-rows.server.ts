import { sql } from "../sql";
import type { Tx } from "../tx";

/** Leads a customer id, and all that led to it, to the one that took it over. */
export async function redirectCustomer(db: Tx, { from, to }: { from: string; to: string }): Promise<void> {
  await db.query(sql`
    WITH chained AS (UPDATE customer_redirect SET to_customer_id = ${to} WHERE shop_id = ${db.shopId} AND to_customer_id = ${from} AND from_customer_id <> ${to})
    INSERT INTO customer_redirect (shop_id, from_customer_id, to_customer_id) VALUES (${db.shopId}, ${from}, ${to})
    ON CONFLICT (shop_id, from_customer_id) DO UPDATE SET to_customer_id = excluded.to_customer_id`);
  // The survivor of an earlier merge may itself have been a loser before: it is alive now.
  await db.query(sql`DELETE FROM customer_redirect WHERE shop_id = ${db.shopId} AND from_customer_id = ${to}`);
}

/** Locks the orders of a customer or member, in the order of their ids. */
export async function lockOrdersOf(db: Tx, { customerIds, memberIds }: { customerIds: string[]; memberIds: bigint[] }): Promise<string[]> {
  const rows = await db.query<{ order_id: string }>(sql`
    SELECT order_id FROM shop_order WHERE shop_id = ${db.shopId}
       AND order_id IN (SELECT order_id FROM shop_order WHERE shop_id = ${db.shopId} AND customer_id = ANY(${customerIds}::text[])
                        UNION SELECT order_id FROM shop_order WHERE shop_id = ${db.shopId} AND member_id = ANY(${memberIds}::bigint[]))
     ORDER BY order_id FOR NO KEY UPDATE`);
  return rows.map((row) => row.order_id);
}

/** Gives the orders of one customer and member to another. Orders nobody had are settled again. @returns how many of those. */
export async function moveOrders(db: Tx, { from, to }: { from: { customerId: string; memberId: bigint | null }; to: { customerId: string; memberId: bigint | null } }): Promise<number> {
  const rows = await db.query<{ again: boolean }>(sql`
    UPDATE shop_order SET customer_id = ${to.customerId}, member_id = coalesce(${to.memberId}::bigint, member_id),
           needs = CASE WHEN member_id IS NULL AND ${to.memberId}::bigint IS NOT NULL AND NOT 'settle' = ANY(needs) THEN needs || 'settle'::text ELSE needs END
     WHERE shop_id = ${db.shopId} AND order_id IN (
       SELECT order_id FROM shop_order WHERE shop_id = ${db.shopId} AND customer_id = ${from.customerId}
       UNION SELECT order_id FROM shop_order WHERE shop_id = ${db.shopId} AND member_id = ${from.memberId}::bigint)
    RETURNING 'settle' = ANY(needs) AS again`);
  return rows.filter((row) => row.again).length;
}

/** What a member turned points into belongs to the survivor, with its codes. The wallets of both must be locked. */
export async function moveRedemptions(db: Tx, { loser, survivor }: { loser: bigint; survivor: bigint }): Promise<void> {
  await db.query(sql`UPDATE redemption SET member_id = ${survivor} WHERE shop_id = ${db.shopId} AND member_id = ${loser}`);
}

/** The loser of a merge of two members: it leads to the survivor, who has earned what it had, and nothing personal of it stays. */
export async function retireMember(db: Tx, { loser, survivor }: { loser: bigint; survivor: bigint }): Promise<void> {
  await db.query(sql`
    WITH chained AS (UPDATE member SET merged_into = ${survivor} WHERE shop_id = ${db.shopId} AND merged_into = ${loser}),
         profile AS (DELETE FROM member_profile WHERE shop_id = ${db.shopId} AND member_id = ${loser}),
         refresh AS (DELETE FROM member_refresh WHERE shop_id = ${db.shopId} AND member_id = ${loser}),
         retag AS (DELETE FROM member_retag WHERE shop_id = ${db.shopId} AND member_id = ${loser}),
         earned AS (UPDATE wallet w SET earned = CASE w.member_id WHEN ${survivor} THEN w.earned + l.earned ELSE 0 END
                      FROM wallet l WHERE l.shop_id = ${db.shopId} AND l.member_id = ${loser} AND w.shop_id = ${db.shopId} AND w.member_id IN (${loser}, ${survivor}))
    UPDATE member SET state = 'merged', merged_into = ${survivor}, tags = '{}', tier_grace_until = NULL WHERE shop_id = ${db.shopId} AND member_id = ${loser}`);
}

/** A member keeps everything and goes by another customer id. A customer only known by tags makes room. */
export async function renameMember(db: Tx, { memberId, customerId }: { memberId: bigint; customerId: string }): Promise<void> {
  await db.query(sql`DELETE FROM member WHERE shop_id = ${db.shopId} AND customer_id = ${customerId} AND state = 'known'`);
  await db.query(sql`UPDATE member SET customer_id = ${customerId}, customer_updated_at = NULL, card_digest = NULL, tier_pushed = NULL WHERE shop_id = ${db.shopId} AND member_id = ${memberId}`);
}
