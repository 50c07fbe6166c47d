import { readFor } from "../in-transaction.server";
import { sql } from "../sql";

/** One ledger transaction as its member sees it: what it changed in each pocket. */
export interface LedgerRow {
  txnId: bigint;
  kind: string;
  key: string;
  reason: string;
  values: Record<string, string | number>;
  actor: string;
  orderId: string | null;
  orderName: string | null;
  at: Date;
  recordedAt: Date;
  change: { pending: bigint; available: bigint; held: bigint; debt: bigint };
}

export const LEDGER_PAGE_SIZE = 20;

/** A member's transactions, newest first, from just before `beforeTxn` (all when null); `next` names the following page. */
export function memberLedger(shopId: bigint, memberId: bigint, beforeTxn: bigint | null): Promise<{ rows: LedgerRow[]; next: bigint | null }> {
  return readFor(shopId, async (db) => {
    const found = await db.query<Found>(sql`
      WITH page AS (
        SELECT * FROM ledger_transaction
         WHERE shop_id = ${shopId} AND member_id = ${memberId} AND txn_id < ${beforeTxn ?? 9_223_372_036_854_775_807n}
         ORDER BY txn_id DESC LIMIT ${LEDGER_PAGE_SIZE + 1}
      )
      SELECT t.txn_id, t.kind, t.key, t.reason, t."values", t.actor, t.order_id, o.name AS order_name, t.effective_at, t.recorded_at,
             coalesce(sum(e.delta) FILTER (WHERE e.account = 'pending'), 0)::bigint AS pending,
             coalesce(sum(e.delta) FILTER (WHERE e.account = 'available'), 0)::bigint AS available,
             coalesce(sum(e.delta) FILTER (WHERE e.account = 'held'), 0)::bigint AS held,
             coalesce(sum(e.delta) FILTER (WHERE e.account = 'debt'), 0)::bigint AS debt
        FROM page t
        LEFT JOIN ledger_entry e ON e.shop_id = t.shop_id AND e.txn_id = t.txn_id AND e.member_id = t.member_id
        LEFT JOIN shop_order o ON o.shop_id = t.shop_id AND o.order_id = t.order_id
       GROUP BY t.txn_id, t.kind, t.key, t.reason, t."values", t.actor, t.order_id, o.name, t.effective_at, t.recorded_at
       ORDER BY t.txn_id DESC`);
    const rows = found.slice(0, LEDGER_PAGE_SIZE).map(ledgerRow);
    return { rows, next: found.length > LEDGER_PAGE_SIZE ? rows.at(-1)!.txnId : null };
  });
}

interface Found {
  txn_id: bigint; kind: string; key: string; reason: string; values: LedgerRow["values"]; actor: string; order_id: string | null; order_name: string | null;
  effective_at: Date; recorded_at: Date; pending: bigint; available: bigint; held: bigint; debt: bigint;
}

function ledgerRow(row: Found): LedgerRow {
  return {
    txnId: row.txn_id, kind: row.kind, key: row.key, reason: row.reason, values: row.values, actor: row.actor,
    orderId: row.order_id, orderName: row.order_name, at: row.effective_at, recordedAt: row.recorded_at,
    change: { pending: row.pending, available: row.available, held: row.held, debt: row.debt },
  };
}
