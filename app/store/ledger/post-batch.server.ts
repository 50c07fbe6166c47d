import { transactionContent } from "~/loyalty/ledger/apply";
import type { LedgerTransaction, Lot, Wallet } from "~/loyalty/ledger/posting";
import { createHash } from "node:crypto";
import { codeOf } from "../database-down";
import { RunAgain } from "../in-transaction.server";
import { sql } from "../sql";
import type { Tx } from "../tx";
import type { LedgerBatch } from "./ledger-batch";

const MEMBER_ACCOUNTS = new Set(["pending", "available", "held", "debt"]);
const UNIQUE_VIOLATION = "23505";

/** What a transaction's key stands for, kept beside it: the same key with another fingerprint is an error. */
const fingerprintOf = (transaction: LedgerTransaction) => createHash("sha256").update(transactionContent(transaction)).digest("base64url").slice(0, 22);

/**
 * Stores everything of a batch (transactions, entries, wallets, lots) in one statement. The wallets must be locked by this transaction.
 * @returns the id each lot that the batch made got, by the one it had in the batch.
 * @throws RunAgain when another transaction posted one of the keys first.
 */
export async function postBatch(db: Tx, batch: LedgerBatch): Promise<ReadonlyMap<bigint, bigint>> {
  const wallets = batch.changedWallets().filter(({ before, after }) => before !== after);
  const changed = batch.changedLots();
  if (batch.transactions.length === 0 && changed.length === 0) return new Map();
  const moved = changed.filter(({ before, after }) => before.expiresAt !== after.expiresAt).map(({ after }) => after);
  if (moved.length > 0) await extendLots(db, moved);
  const lines = batch.transactions.flatMap(entriesOf);
  const earned = earnedByMember(batch.transactions);
  const deltas = wallets.map((wallet) => walletDelta(wallet, earned));
  const made = batch.newLots();
  const posting = db.query<{ wallets: bigint; lots: bigint }>(sql`
    WITH t AS MATERIALIZED (
      INSERT INTO ledger_transaction (shop_id, member_id, kind, key, fingerprint, reason, "values", actor, order_id, program_version, effective_at)
      SELECT ${db.shopId}, member_id, kind, key, fingerprint, reason, vals, actor, order_id, program_version, effective_at
        FROM json_to_recordset(${JSON.stringify(batch.transactions.map(transactionRow))}::json) AS x(n int, member_id bigint, kind text, key text, fingerprint text, reason text,
          vals jsonb, actor text, order_id text, program_version int, effective_at timestamptz)
       ORDER BY n
      RETURNING txn_id, key
    ), e AS (
      INSERT INTO ledger_entry (shop_id, txn_id, line, account, member_id, delta)
      SELECT ${db.shopId}, t.txn_id, x.line, x.account, x.member_id, x.delta
        FROM unnest(${lines.map((line) => line.key)}::text[], ${lines.map((line) => line.line)}::smallint[], ${lines.map((line) => line.account)}::text[],
          ${lines.map((line) => line.memberId)}::bigint[], ${lines.map((line) => line.delta)}::bigint[]) AS x(key, line, account, member_id, delta)
        JOIN t USING (key)
    ), w AS (
      UPDATE wallet w SET pending = w.pending + x.pending, available = w.available + x.available, held = w.held + x.held, debt = w.debt + x.debt,
             earned = w.earned + x.earned, updated_at = now()
        FROM unnest(${deltas.map((one) => one.memberId)}::bigint[], ${deltas.map((one) => one.pending)}::bigint[], ${deltas.map((one) => one.available)}::bigint[],
          ${deltas.map((one) => one.held)}::bigint[], ${deltas.map((one) => one.debt)}::bigint[], ${deltas.map((one) => one.earned)}::bigint[]) AS x(member_id, pending, available, held, debt, earned)
       WHERE w.shop_id = ${db.shopId} AND w.member_id = x.member_id AND w.member_id = ANY(${deltas.map((one) => one.memberId)}::bigint[]) RETURNING 1
    ), l AS (
      UPDATE lot l SET member_id = x.member_id, pending = l.pending + x.pending, free = l.free + x.free, held = l.held + x.held, spent = l.spent + x.spent,
             expired = l.expired + x.expired, reversed = l.reversed + x.reversed, repaid = l.repaid + x.repaid, release_at = x.release_at
        FROM json_to_recordset(${JSON.stringify(changed.map(lotDelta))}::json) AS x(lot_id bigint, member_id bigint, pending bigint, free bigint, held bigint, spent bigint, expired bigint,
          reversed bigint, repaid bigint, release_at timestamptz)
       WHERE l.shop_id = ${db.shopId} AND l.lot_id = x.lot_id AND l.lot_id = ANY(${changed.map(({ after }) => after.lotId)}::bigint[]) RETURNING 1
    )
    SELECT (SELECT count(*) FROM w) AS wallets, (SELECT count(*) FROM l) AS lots`).catch(keyTaken);
  const [result, lotIds] = await Promise.all([posting, made.length > 0 ? makeLots(db, made) : []]);
  if (Number(result[0]?.wallets) !== deltas.length || Number(result[0]?.lots) !== changed.length) {
    throw new Error(`${result[0]?.wallets} wallets and ${result[0]?.lots} lots of shop ${db.shopId} changed: expected ${deltas.length} and ${changed.length}`);
  }
  return new Map(made.map(({ lotId }, i) => [lotId, lotIds[i]!]));
}

/** Behind the statement above, which spends and moves points more often than it issues them. @returns their ids, in this order. */
async function makeLots(db: Tx, made: readonly Lot[]): Promise<bigint[]> {
  const rows = await db.query<{ lot_id: bigint }>(sql`
    INSERT INTO lot (shop_id, member_id, order_id, amount, pending, free, held, spent, expired, reversed, repaid, earned_at, release_at, expires_at)
    SELECT ${db.shopId}, member_id, order_id, amount, pending, free, held, spent, expired, reversed, repaid, earned_at, release_at, expires_at
      FROM json_to_recordset(${JSON.stringify(made.map(newLotRow))}::json) AS x(n int, member_id bigint, order_id text, amount bigint, pending bigint, free bigint, held bigint, spent bigint,
        expired bigint, reversed bigint, repaid bigint, earned_at timestamptz, release_at timestamptz, expires_at timestamptz)
     ORDER BY n
    RETURNING lot_id`);
  return rows.map((row) => row.lot_id).sort((a, b) => (a < b ? -1 : 1));
}

/** Ends of lots that move: seldom, and not in the statement above, where a trigger would look at every lot. */
async function extendLots(db: Tx, moved: readonly Lot[]): Promise<void> {
  await db.query(sql`SELECT set_config('app.extending_lot', ${moved.map(({ lotId }) => lotId).join(",")}, true)`);
  await db.query(sql`
    WITH x AS (SELECT * FROM unnest(${moved.map(({ lotId }) => lotId)}::bigint[], ${moved.map(({ expiresAt }) => expiresAt)}::timestamptz[]) AS x(lot_id, expires_at)),
         noted AS (INSERT INTO access_log (shop_id, actor, action, member_id, detail)
           SELECT ${db.shopId}, 'system', 'extend_lot', l.member_id, jsonb_build_object('lot', l.lot_id::text, 'from', l.expires_at, 'to', x.expires_at) FROM x JOIN lot l ON l.shop_id = ${db.shopId} AND l.lot_id = x.lot_id)
    UPDATE lot l SET expires_at = x.expires_at, first_end = coalesce(l.first_end, l.expires_at) FROM x WHERE l.shop_id = ${db.shopId} AND l.lot_id = x.lot_id`);
  await db.query(sql`SELECT set_config('app.extending_lot', '', true)`);
}

function keyTaken(error: unknown): never {
  if (codeOf(error) === UNIQUE_VIOLATION) throw new RunAgain("the key of a transaction was posted meanwhile");
  throw error;
}

function transactionRow(transaction: LedgerTransaction, n: number) {
  const { memberId, kind, key, reason, values, actor, orderId, programVersion, effectiveAt } = transaction;
  return { n, member_id: String(memberId), kind, key, fingerprint: fingerprintOf(transaction), reason, vals: values, actor, order_id: orderId, program_version: programVersion, effective_at: effectiveAt };
}

function entriesOf({ key, memberId, postings }: LedgerTransaction) {
  return postings.flatMap(({ from, to, points }, i) => [
    { key, line: 2 * i, account: from, memberId: MEMBER_ACCOUNTS.has(from) ? memberId : null, delta: -points },
    { key, line: 2 * i + 1, account: to, memberId: MEMBER_ACCOUNTS.has(to) ? memberId : null, delta: points },
  ]);
}

/** Points issued to each member less points taken back, whatever became of them since. */
function earnedByMember(transactions: readonly LedgerTransaction[]): Map<bigint, bigint> {
  const earned = new Map<bigint, bigint>();
  for (const { memberId, postings } of transactions) {
    for (const { from, to, points } of postings) {
      const sign = from === "issuance" ? 1n : to === "issuance" ? -1n : 0n;
      earned.set(memberId, (earned.get(memberId) ?? 0n) + sign * points);
    }
  }
  return earned;
}

function walletDelta({ before, after }: { before: Wallet; after: Wallet }, earned: Map<bigint, bigint>): Wallet & { earned: bigint } {
  return {
    memberId: after.memberId, pending: after.pending - before.pending, available: after.available - before.available, held: after.held - before.held,
    debt: after.debt - before.debt, earned: earned.get(after.memberId) ?? 0n,
  };
}

function newLotRow(lot: Lot, n: number) {
  const { memberId, orderId, amount, pending, free, held, spent, expired, reversed, repaid, earnedAt, releaseAt, expiresAt } = lot;
  const text = Object.fromEntries(Object.entries({ member_id: memberId, amount, pending, free, held, spent, expired, reversed, repaid }).map(([name, value]) => [name, String(value)]));
  return { n, ...text, order_id: orderId, earned_at: earnedAt, release_at: releaseAt, expires_at: expiresAt };
}

function lotDelta({ before, after }: { before: Lot; after: Lot }) {
  const delta = (part: "pending" | "free" | "held" | "spent" | "expired" | "reversed" | "repaid") => String(after[part] - before[part]);
  return {
    lot_id: String(after.lotId), member_id: String(after.memberId), release_at: after.releaseAt,
    pending: delta("pending"), free: delta("free"), held: delta("held"), spent: delta("spent"), expired: delta("expired"), reversed: delta("reversed"), repaid: delta("repaid"),
  };
}
