import type pg from "pg";
import { FIRST_CUSTOMER, FIRST_ORDER, type Size } from "./size";

/**
 * Copies the one order that the product settled and released, with its facts, award basis, lot, transactions and entries, to
 * `size.orders` orders of `size.members` members over 600 days. All triggers and constraints are at work.
 */
export async function copyOrders(owner: pg.Client, size: Size): Promise<void> {
  await owner.query("BEGIN");
  await owner.query("SELECT set_config('synchronous_commit', 'off', true)");
  await owner.query(`CREATE TEMP TABLE copied ON COMMIT DROP AS
    SELECT i, first.member_id + (i * 104729::bigint) % ${size.members} AS member_id, (${FIRST_CUSTOMER} + (i * 104729::bigint) % ${size.members})::text AS customer_id,
           (${FIRST_ORDER} + i)::text AS order_id, o.processed_at + i * (interval '600 days' / ${size.orders}) AS at
      FROM generate_series(1, ${size.orders - 1}) i, (SELECT min(member_id) AS member_id FROM member) first, shop_order o`);
  for (const text of [...members(size), ...ORDERS, ...LEDGER, ...AFTER]) await owner.query(text);
  await owner.query("COMMIT");
}

const members = (size: Size) => [
  `INSERT INTO member (shop_id, member_id, customer_id, enrolled_at, enrolled_by, tier, tier_since) OVERRIDING SYSTEM VALUE
   SELECT m.shop_id, m.member_id + n, (${FIRST_CUSTOMER} + n)::text, m.enrolled_at - ((n * 7919::bigint) % 500000) * interval '1 minute', 'order', t.tier, m.tier_since
     FROM member m, generate_series(1, ${size.members - 1}) n, LATERAL (SELECT CASE WHEN n % 40 = 0 THEN 'black' WHEN n % 10 = 0 THEN 'gold' WHEN n % 4 = 0 THEN 'silver' ELSE m.tier END) t (tier)`,
  `INSERT INTO tier_change (shop_id, member_id, from_tier, to_tier, reason, program_version, effective_at, recorded_at)
   SELECT m.shop_id, m.member_id, first.tier, m.tier, 'qualified', 1, m.enrolled_at, m.enrolled_at FROM member m, (SELECT tier FROM member ORDER BY member_id LIMIT 1) first WHERE m.tier <> first.tier`,
  `INSERT INTO wallet (shop_id, member_id) SELECT shop_id, member_id FROM member ON CONFLICT DO NOTHING`,
];

const TIME = `to_char(c.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
const copyOf = (column: string) => `replace(replace(replace(${column}::text, o.order_id, c.order_id), o.customer_id, c.customer_id), o.fact->>'processedAt', ${TIME})::json`;

const ORDERS = [
  `INSERT INTO shop_order (shop_id, order_id, name, customer_id, member_id, processed_at, updated_at, fact, basis, qualifying_minor, accrued, settled_at)
   SELECT o.shop_id, c.order_id, '#' || c.order_id, c.customer_id, c.member_id, c.at, c.at, ${copyOf("o.fact")}, ${copyOf("o.basis")}, o.qualifying_minor, o.accrued, c.at
     FROM shop_order o CROSS JOIN copied c ORDER BY c.i`,
  `INSERT INTO lot (shop_id, lot_id, member_id, order_id, amount, pending, free, earned_at, release_at, expires_at) OVERRIDING SYSTEM VALUE
   SELECT l.shop_id, l.lot_id + c.i, c.member_id, c.order_id, l.amount, l.pending, l.free, c.at, c.at + (l.release_at - l.earned_at), c.at + (l.expires_at - l.earned_at)
     FROM lot l CROSS JOIN copied c ORDER BY c.i`,
];

/** The fingerprint is what `verifyLedger` expects: a hash of key, member, kind, order and postings. */
const LEDGER = [
  `INSERT INTO ledger_transaction (shop_id, txn_id, member_id, kind, key, fingerprint, reason, "values", actor, order_id, program_version, effective_at, recorded_at) OVERRIDING SYSTEM VALUE
   SELECT t.shop_id, t.txn_id + 2 * c.i, c.member_id, t.kind, k.key,
          left(translate(encode(sha256(convert_to(concat_ws('|', k.key, 'member ' || c.member_id, t.kind, 'order ' || c.order_id, posted.moves), 'UTF8')), 'base64'), '+/', '-_'), 22),
          t.reason, replace(t."values"::text, t.order_id, c.order_id)::jsonb, t.actor, c.order_id, t.program_version, t.at, t.at
     FROM copied c CROSS JOIN (SELECT t.*, l.lot_id, l.earned_at FROM ledger_transaction t, lot l WHERE l.order_id = '${FIRST_ORDER}' AND t.order_id = l.order_id) first
     CROSS JOIN LATERAL (SELECT first.*, c.at + (first.effective_at - first.earned_at) AS at) t
     CROSS JOIN LATERAL (SELECT CASE WHEN t.kind = 'release' THEN replace(t.key, ':' || t.lot_id || ':', ':' || (t.lot_id + c.i) || ':') ELSE replace(t.key, t.order_id, c.order_id) END AS key) k
     JOIN (SELECT txn_id, string_agg(move, '|' ORDER BY n) AS moves FROM (SELECT txn_id, line / 2 AS n, string_agg(account, '>' ORDER BY line) || ':' || max(delta) AS move FROM ledger_entry GROUP BY 1, 2) lines GROUP BY 1) posted ON posted.txn_id = t.txn_id
    ORDER BY c.i, t.txn_id`,
  `INSERT INTO ledger_entry (shop_id, txn_id, line, account, member_id, delta)
   SELECT e.shop_id, e.txn_id + 2 * c.i, e.line, e.account, CASE WHEN e.member_id IS NOT NULL THEN c.member_id END, e.delta
     FROM copied c CROSS JOIN (SELECT * FROM ledger_entry) e ORDER BY c.i, e.txn_id, e.line`,
];

const AFTER = [
  `UPDATE wallet w SET available = l.free, pending = l.pending, earned = l.amount
     FROM (SELECT shop_id, member_id, sum(free) AS free, sum(pending) AS pending, sum(amount) AS amount FROM lot GROUP BY 1, 2) l WHERE l.shop_id = w.shop_id AND l.member_id = w.member_id`,
  `UPDATE member m SET last_order_at = o.at FROM (SELECT shop_id, member_id, max(processed_at) AS at FROM shop_order GROUP BY 1, 2) o WHERE o.shop_id = m.shop_id AND o.member_id = m.member_id`,
  ...[["member", "member_id"], ["lot", "lot_id"], ["ledger_transaction", "txn_id"]].map(([table, column]) => `SELECT setval(pg_get_serial_sequence('${table}', '${column}'), max(${column})) FROM ${table}`),
];
