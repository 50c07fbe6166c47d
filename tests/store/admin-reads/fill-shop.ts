import { seal } from "~/store/crypto/seal.server";
import { profilePurpose } from "~/store/members/profile";
import { shopHasher } from "~/store/shops/shop-hasher.server";
import { aLine, anOrder } from "../../loyalty/orders/an-order";
import type { TestDatabase } from "../../support/use-database";

/**
 * Members in bulk, each with a wallet and `orders` settled orders with their ledger, made by the database: number n has
 * customer id 1000000 + n, enrolled n minutes before 2026-06-01, n available points, n % 10 pending ones and the tier of n % 4.
 * Every 50th owes 5 points and has none.
 */
export async function fillShop(database: TestDatabase, shopId: bigint, { members, orders = 0 }: { members: number; orders?: number }): Promise<void> {
  const at = [String(shopId), members];
  await database.asOwner(`
    INSERT INTO member (shop_id, customer_id, enrolled_at, enrolled_by, tier, last_order_at)
    SELECT $1::bigint, (1000000 + n)::text, timestamptz '2026-06-01' - n * interval '1 minute', 'order', (ARRAY['member', 'silver', 'gold', 'black'])[n % 4 + 1],
           CASE WHEN n % 3 = 0 THEN NULL ELSE timestamptz '2026-05-01' - n * interval '1 minute' END
      FROM generate_series(1, $2::int) n`, at);
  await database.asOwner(`
    INSERT INTO wallet (shop_id, member_id, pending, available, debt, earned)
    SELECT shop_id, member_id, (customer_id::bigint - 1000000) % 10, CASE WHEN customer_id::bigint % 50 = 0 THEN 0 ELSE customer_id::bigint - 1000000 END,
           CASE WHEN customer_id::bigint % 50 = 0 THEN -5 ELSE 0 END, customer_id::bigint - 1000000 FROM member WHERE shop_id = $1`, [String(shopId)]);
  if (orders > 0) await fillOrders(database, shopId, orders);
  await database.asOwner("ANALYZE");
}

/** Orders spread over 700 days to 2026-06-01, each with an accrual of 10 points and its two entries. */
async function fillOrders(database: TestDatabase, shopId: bigint, orders: number): Promise<void> {
  await database.asOwner(`
    INSERT INTO shop_order (shop_id, order_id, name, customer_id, member_id, processed_at, updated_at, fact, qualifying_minor, accrued, settled_at)
    SELECT m.shop_id, (m.member_id * 1000 + n)::text, '#' || (m.member_id * 1000 + n), m.customer_id, m.member_id, at, at, $3::json, 1000, 10, at
      FROM member m CROSS JOIN generate_series(1, $2::int) n, LATERAL (SELECT timestamptz '2026-06-01' - ((m.member_id * 7 + n * 131) % 700) * interval '1 day' AS at) t
     WHERE m.shop_id = $1`, [String(shopId), orders, JSON.stringify(anOrder({ lines: [aLine({ unitPriceMinor: 1_000 })] }))]);
  await database.asOwner(`
    INSERT INTO ledger_transaction (shop_id, member_id, kind, key, fingerprint, reason, actor, order_id, effective_at, recorded_at)
    SELECT shop_id, member_id, 'accrual', 'order:' || order_id, '', 'order_earned', 'system', order_id, processed_at, processed_at FROM shop_order WHERE shop_id = $1 ORDER BY processed_at`, [String(shopId)]);
  await database.asOwner(`
    INSERT INTO ledger_entry (shop_id, txn_id, line, account, member_id, delta)
    SELECT t.shop_id, t.txn_id, side.line, side.account, CASE WHEN side.line = 2 THEN t.member_id END, side.delta
      FROM ledger_transaction t CROSS JOIN (VALUES (1, 'issuance', -10), (2, 'pending', 10)) side (line, account, delta) WHERE t.shop_id = $1`, [String(shopId)]);
}

/** Gives the member of a customer a name and an address to be found by. */
export async function nameMember(database: TestDatabase, shopId: bigint, { customerId, name, email }: { customerId: string; name: string; email: string }): Promise<bigint> {
  const hasher = await shopHasher(shopId);
  const [member] = await database.asOwner<{ member_id: string }>("SELECT member_id FROM member WHERE shop_id = $1 AND customer_id = $2", [String(shopId), customerId]);
  const memberId = BigInt(member!.member_id);
  const sealed = seal(JSON.stringify({ name, email, emailVerified: true, phone: null }), profilePurpose(shopId, memberId));
  await database.asOwner("INSERT INTO member_profile (shop_id, member_id, sealed, email_hash) VALUES ($1, $2, $3, $4)", [String(shopId), String(memberId), sealed, hasher.email(email)]);
  await database.asOwner("INSERT INTO member_term (shop_id, term, member_id) SELECT $1, term, $2 FROM unnest($3::text[]) term", [String(shopId), String(memberId), [...new Set([...hasher.terms(name), ...hasher.terms(email)])]]);
  return memberId;
}
