import { sql, type Statement } from "../sql";
import type { Tx } from "../tx";

/** A figure of the ledger that is not what it must be. */
export interface Discrepancy {
  check: LedgerCheck;
  /** Where, such as `transaction 12` or `member 7 available`. */
  place: string;
  /** Points (in `sealed_days` entries, points or a hash). */
  expected: string;
  found: string;
}

export type LedgerCheck =
  | "transaction_sums_to_zero" | "transaction_as_posted" | "wallet_equals_entries" | "wallet_equals_lots" | "wallet_in_bounds" | "lot_adds_up"
  | "earned_equals_causes" | "activity_equals_entries" | "order_equals_entries" | "order_equals_worth" | "issuance_is_conserved" | "sealed_days"
  | "held_equals_redemptions" | "redeemed_equals_redemptions" | "lots_equal_redemptions";

const MOST_A_CHECK = 100;

/**
 * Every figure of one shop that is kept twice, compared in sets: a handful of statements however large the ledger. At most a
 * hundred findings a check, so that a broken table does not fill the memory. Call it in a consistent read.
 */
export async function findDiscrepancies(db: Tx): Promise<Discrepancy[]> {
  const found: Discrepancy[] = [];
  for (const [check, statement] of Object.entries(CHECKS) as [LedgerCheck, (shopId: bigint) => Statement][]) {
    const rows = await db.query<{ place: string; expected: string; found: string }>(statement(db.shopId));
    found.push(...rows.map((row) => ({ check, ...row })));
  }
  return found;
}

const CHECKS: Record<Exclude<LedgerCheck, "sealed_days" | "order_equals_worth">, (shopId: bigint) => Statement> = {
  transaction_sums_to_zero: (shopId) => sql`
    SELECT 'transaction ' || txn_id AS place, '0' AS expected, sum(delta)::text AS found
      FROM ledger_entry WHERE shop_id = ${shopId} GROUP BY txn_id HAVING sum(delta) <> 0 ORDER BY txn_id LIMIT ${MOST_A_CHECK}`,

  // Two entries that were changed together still sum to zero: the fingerprint of what was posted gives them away. Lines 2n and 2n + 1 are one posting.
  transaction_as_posted: (shopId) => sql`
    SELECT 'transaction ' || txn_id AS place, fingerprint AS expected, content AS found
      FROM (SELECT t.txn_id, t.fingerprint, concat_ws('|', t.key, 'member ' || t.member_id, t.kind, 'order ' || coalesce(t.order_id, '-'), string_agg(e.move, '|' ORDER BY e.n)) AS content
              FROM ledger_transaction t
              LEFT JOIN (SELECT txn_id, line / 2 AS n, string_agg(account, '>' ORDER BY line) || ':' || max(delta) AS move FROM ledger_entry WHERE shop_id = ${shopId} GROUP BY txn_id, line / 2) e USING (txn_id)
             WHERE t.shop_id = ${shopId} GROUP BY t.shop_id, t.txn_id) posted
     WHERE fingerprint <> left(translate(encode(sha256(convert_to(content, 'UTF8')), 'base64'), '+/', '-_'), 22) ORDER BY txn_id LIMIT ${MOST_A_CHECK}`,

  wallet_equals_entries: (shopId) => sql`
    SELECT 'member ' || member_id || ' ' || account AS place, coalesce(e.points, 0)::text AS expected, coalesce(w.points, 0)::text AS found
      FROM (SELECT member_id, account, points FROM wallet CROSS JOIN LATERAL (VALUES ('pending', pending), ('available', available), ('held', held), ('debt', debt)) AS x(account, points)
             WHERE shop_id = ${shopId}) w
      FULL JOIN (SELECT member_id, account, sum(delta) AS points FROM ledger_entry WHERE shop_id = ${shopId} AND member_id IS NOT NULL GROUP BY member_id, account) e USING (member_id, account)
     WHERE coalesce(w.points, 0) <> coalesce(e.points, 0) ORDER BY member_id, account LIMIT ${MOST_A_CHECK}`,

  wallet_equals_lots: (shopId) => sql`
    SELECT 'member ' || member_id || ' ' || pocket AS place, lots::text AS expected, points::text AS found
      FROM (SELECT shop_id, member_id, pending, available, held FROM wallet WHERE shop_id = ${shopId}) w
      LEFT JOIN (SELECT member_id, sum(pending) AS pending, sum(free) AS free, sum(held) AS held FROM lot WHERE shop_id = ${shopId} GROUP BY member_id) l USING (member_id)
      CROSS JOIN LATERAL (VALUES ('pending', w.pending, coalesce(l.pending, 0)), ('available', w.available, coalesce(l.free, 0)), ('held', w.held, coalesce(l.held, 0))) AS x(pocket, points, lots)
     WHERE points <> lots ORDER BY member_id, pocket LIMIT ${MOST_A_CHECK}`,

  wallet_in_bounds: (shopId) => sql`
    SELECT 'member ' || member_id AS place, 'pockets of 0 or more, debt of 0 or less, available or debt 0' AS expected,
           format('pending %s, available %s, held %s, debt %s', pending, available, held, debt) AS found
      FROM wallet WHERE shop_id = ${shopId} AND (pending < 0 OR available < 0 OR held < 0 OR debt > 0 OR (available <> 0 AND debt <> 0)) ORDER BY member_id LIMIT ${MOST_A_CHECK}`,

  lot_adds_up: (shopId) => sql`
    SELECT 'lot ' || lot_id AS place, amount::text AS expected, format('pending %s, free %s, held %s, spent %s, expired %s, reversed %s, repaid %s', pending, free, held, spent, expired, reversed, repaid) AS found
      FROM lot WHERE shop_id = ${shopId}
       AND (pending + free + held + spent + expired + reversed + repaid <> amount OR least(pending, free, held, spent, expired, reversed, repaid) < 0) ORDER BY lot_id LIMIT ${MOST_A_CHECK}`,

  // What a member earned is what its orders and its activities brought.
  earned_equals_causes: (shopId) => sql`
    SELECT 'member ' || member_id || ' earned' AS place, (coalesce(o.net, 0) + coalesce(a.points, 0))::text AS expected, w.earned::text AS found
      FROM (SELECT member_id, earned FROM wallet WHERE shop_id = ${shopId}) w
      LEFT JOIN (SELECT member_id, sum(accrued - reversed) AS net FROM shop_order WHERE shop_id = ${shopId} AND member_id IS NOT NULL GROUP BY member_id) o USING (member_id)
      LEFT JOIN (SELECT member_id, sum(points) AS points FROM activity WHERE shop_id = ${shopId} GROUP BY member_id) a USING (member_id)
     WHERE w.earned <> coalesce(o.net, 0) + coalesce(a.points, 0) ORDER BY member_id LIMIT ${MOST_A_CHECK}`,

  activity_equals_entries: (shopId) => sql`
    SELECT 'activity ' || key AS place, coalesce(a.points, 0)::text AS expected, coalesce(e.points, 0)::text AS found
      FROM (SELECT key, points FROM activity WHERE shop_id = ${shopId} AND state = 'given') a
      FULL JOIN (SELECT t.key, -sum(e.delta) AS points FROM ledger_entry e JOIN ledger_transaction t USING (shop_id, txn_id)
                  WHERE e.shop_id = ${shopId} AND e.account = 'issuance' AND t.order_id IS NULL GROUP BY t.key) e USING (key)
     WHERE coalesce(a.points, 0) <> coalesce(e.points, 0) ORDER BY key LIMIT ${MOST_A_CHECK}`,

  order_equals_entries: (shopId) => sql`
    SELECT 'order ' || order_id AS place, format('%s accrued, %s reversed', coalesce(e.accrued, 0), coalesce(e.reversed, 0)) AS expected,
           CASE WHEN o.accrued IS NULL THEN 'no such order' ELSE format('%s accrued, %s reversed', o.accrued, o.reversed) END AS found
      FROM (SELECT order_id, accrued, reversed FROM shop_order WHERE shop_id = ${shopId}) o
      FULL JOIN (SELECT t.order_id, coalesce(-sum(e.delta) FILTER (WHERE e.delta < 0), 0) AS accrued, coalesce(sum(e.delta) FILTER (WHERE e.delta > 0), 0) AS reversed
                   FROM ledger_entry e JOIN ledger_transaction t USING (shop_id, txn_id)
                  WHERE e.shop_id = ${shopId} AND e.account = 'issuance' AND t.order_id IS NOT NULL GROUP BY t.order_id) e USING (order_id)
     WHERE o.accrued IS DISTINCT FROM coalesce(e.accrued, 0) OR o.reversed IS DISTINCT FROM coalesce(e.reversed, 0) ORDER BY order_id LIMIT ${MOST_A_CHECK}`,

  held_equals_redemptions: (shopId) => sql`
    SELECT 'member ' || member_id || ' held' AS place, coalesce(r.points, 0)::text AS expected, coalesce(w.held, 0)::text AS found
      FROM (SELECT member_id, held FROM wallet WHERE shop_id = ${shopId} AND held <> 0) w
      FULL JOIN (SELECT member_id, sum(points) AS points FROM redemption WHERE shop_id = ${shopId} AND status IN ('held', 'issued', 'closing') GROUP BY member_id) r USING (member_id)
     WHERE coalesce(w.held, 0) <> coalesce(r.points, 0) ORDER BY member_id LIMIT ${MOST_A_CHECK}`,

  redeemed_equals_redemptions: (shopId) => sql`
    SELECT 'shop' AS place, redemptions::text AS expected, redeemed::text AS found
      FROM (SELECT coalesce(sum(spent - restored), 0) AS redemptions FROM redemption WHERE shop_id = ${shopId}) r,
           (SELECT coalesce(sum(delta), 0) AS redeemed FROM ledger_entry WHERE shop_id = ${shopId} AND account = 'redeemed') e
     WHERE redemptions <> redeemed`,

  // A lot's held and spent points are those of redemptions, lot by lot.
  lots_equal_redemptions: (shopId) => sql`
    SELECT 'lot ' || lot_id AS place, format('%s held, %s spent', coalesce(r.held, 0), coalesce(r.spent, 0)) AS expected, format('%s held, %s spent', coalesce(l.held, 0), coalesce(l.spent, 0)) AS found
      FROM (SELECT lot_id, held, spent FROM lot WHERE shop_id = ${shopId} AND (held <> 0 OR spent <> 0)) l
      FULL JOIN (SELECT p.lot_id, coalesce(sum(p.points) FILTER (WHERE r.status IN ('held', 'issued', 'closing')), 0) AS held,
                        coalesce(sum(p.points - p.restored) FILTER (WHERE r.status IN ('voided', 'burned')), 0) AS spent
                   FROM redemption_lot p JOIN redemption r USING (shop_id, redemption_id) WHERE p.shop_id = ${shopId} GROUP BY p.lot_id) r USING (lot_id)
     WHERE coalesce(l.held, 0) <> coalesce(r.held, 0) OR coalesce(l.spent, 0) <> coalesce(r.spent, 0) ORDER BY lot_id LIMIT ${MOST_A_CHECK}`,

  issuance_is_conserved: (shopId) => sql`
    SELECT 'shop' AS place, causes::text AS expected, issued::text AS found
      FROM (SELECT coalesce((SELECT sum(accrued - reversed) FROM shop_order WHERE shop_id = ${shopId}), 0) + coalesce((SELECT sum(points) FROM activity WHERE shop_id = ${shopId}), 0) AS causes) o,
           (SELECT coalesce(-sum(delta), 0) AS issued FROM ledger_entry WHERE shop_id = ${shopId} AND account = 'issuance') e
     WHERE causes <> issued`,
};
