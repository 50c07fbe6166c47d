import { sql } from "../sql";
import type { Tx } from "../tx";

/** Something in the books that must never be: which rule, where, and what was found instead. */
export interface LedgerFault { rule: string; subject: string; found: string }

/**
 * Checks the books of one shop against themselves:
 * transactions sum to zero · every transaction has entries and every entry a transaction's member · wallets equal entries and lots ·
 * lots add up · each order's postings equal its totals · points issued equal the sum over orders.
 */
export async function ledgerFaults(db: Tx): Promise<LedgerFault[]> {
  return db.query<LedgerFault>(sql`
    WITH e AS MATERIALIZED (SELECT txn_id, account, member_id, delta FROM ledger_entry WHERE shop_id = ${db.shopId}),
    t AS MATERIALIZED (SELECT txn_id, member_id, order_id, kind FROM ledger_transaction WHERE shop_id = ${db.shopId}),
    sums AS (
      SELECT member_id, coalesce(sum(delta) FILTER (WHERE account = 'pending'), 0) AS pending, coalesce(sum(delta) FILTER (WHERE account = 'available'), 0) AS available,
             coalesce(sum(delta) FILTER (WHERE account = 'held'), 0) AS held, coalesce(sum(delta) FILTER (WHERE account = 'debt'), 0) AS debt
        FROM e WHERE member_id IS NOT NULL GROUP BY member_id),
    issued AS (SELECT t.member_id, -sum(e.delta) AS earned FROM e JOIN t USING (txn_id) WHERE e.account = 'issuance' GROUP BY t.member_id),
    lots AS (SELECT member_id, sum(pending) AS pending, sum(free) AS free, sum(held) AS held FROM lot WHERE shop_id = ${db.shopId} GROUP BY member_id),
    posted AS (
      SELECT t.order_id, coalesce(sum(-e.delta) FILTER (WHERE t.kind = 'accrual'), 0) AS accrued, coalesce(sum(e.delta) FILTER (WHERE t.kind = 'clawback'), 0) AS reversed
        FROM e JOIN t USING (txn_id) WHERE e.account = 'issuance' AND t.order_id IS NOT NULL GROUP BY t.order_id)
    SELECT 'transaction_sums_to_zero' AS rule, 'transaction ' || txn_id AS subject, sum(delta)::text AS found FROM e GROUP BY txn_id HAVING sum(delta) <> 0
    UNION ALL SELECT 'transaction_has_entries', 'transaction ' || t.txn_id, 'no entry' FROM t WHERE NOT EXISTS (SELECT 1 FROM e WHERE e.txn_id = t.txn_id)
    UNION ALL SELECT 'entry_of_its_member', 'transaction ' || t.txn_id, 'member ' || e.member_id FROM e JOIN t USING (txn_id) WHERE e.member_id IS NOT NULL AND e.member_id <> t.member_id
    UNION ALL SELECT 'wallet_equals_entries', 'member ' || w.member_id, format('%s/%s/%s/%s against %s/%s/%s/%s', w.pending, w.available, w.held, w.debt, s.pending, s.available, s.held, s.debt)
      FROM wallet w LEFT JOIN sums s USING (member_id) WHERE w.shop_id = ${db.shopId}
       AND (w.pending, w.available, w.held, w.debt) IS DISTINCT FROM (coalesce(s.pending, 0), coalesce(s.available, 0), coalesce(s.held, 0), coalesce(s.debt, 0))
    UNION ALL SELECT 'entries_have_a_wallet', 'member ' || s.member_id, 'no wallet' FROM sums s WHERE NOT EXISTS (SELECT 1 FROM wallet w WHERE w.shop_id = ${db.shopId} AND w.member_id = s.member_id)
    UNION ALL SELECT 'wallet_equals_lots', 'member ' || w.member_id, format('%s/%s/%s against %s/%s/%s', w.pending, w.available, w.held, l.pending, l.free, l.held)
      FROM wallet w LEFT JOIN lots l USING (member_id) WHERE w.shop_id = ${db.shopId}
       AND (w.pending, w.available, w.held) IS DISTINCT FROM (coalesce(l.pending, 0), coalesce(l.free, 0), coalesce(l.held, 0))
    UNION ALL SELECT 'wallet_in_bounds', 'member ' || member_id, format('%s/%s/%s/%s', pending, available, held, debt) FROM wallet
     WHERE shop_id = ${db.shopId} AND (pending < 0 OR available < 0 OR held < 0 OR debt > 0 OR (available > 0 AND debt < 0))
    UNION ALL SELECT 'earned_equals_issued', 'member ' || w.member_id, format('%s against %s', w.earned, i.earned) FROM wallet w LEFT JOIN issued i USING (member_id)
     WHERE w.shop_id = ${db.shopId} AND w.earned <> coalesce(i.earned, 0)
    UNION ALL SELECT 'lot_adds_up', 'lot ' || lot_id, (pending + free + held + spent + expired + reversed + repaid)::text || ' of ' || amount FROM lot
     WHERE shop_id = ${db.shopId} AND pending + free + held + spent + expired + reversed + repaid <> amount
    UNION ALL SELECT 'order_equals_entries', 'order ' || o.order_id, format('%s-%s against %s-%s', o.accrued, o.reversed, p.accrued, p.reversed)
      FROM shop_order o LEFT JOIN posted p USING (order_id) WHERE o.shop_id = ${db.shopId} AND (o.accrued, o.reversed) IS DISTINCT FROM (coalesce(p.accrued, 0), coalesce(p.reversed, 0))
    UNION ALL SELECT 'order_in_bounds', 'order ' || order_id, format('%s of %s', reversed, accrued) FROM shop_order WHERE shop_id = ${db.shopId} AND (reversed < 0 OR reversed > accrued)
    UNION ALL SELECT 'postings_have_an_order', 'order ' || p.order_id, 'no order' FROM posted p
     WHERE NOT EXISTS (SELECT 1 FROM shop_order o WHERE o.shop_id = ${db.shopId} AND o.order_id = p.order_id)
    UNION ALL SELECT 'issued_equals_orders', 'shop', format('%s against %s', i.sum, o.sum) FROM
      (SELECT coalesce(-sum(delta), 0) AS sum FROM e WHERE account = 'issuance') i, (SELECT coalesce(sum(accrued - reversed), 0) AS sum FROM shop_order WHERE shop_id = ${db.shopId}) o WHERE i.sum <> o.sum`);
}
