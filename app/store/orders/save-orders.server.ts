import type { AwardBasis } from "~/loyalty/orders/award-basis";
import type { OrderFact } from "~/loyalty/orders/order-fact";
import { isPlaceholder } from "~/loyalty/orders/placeholder-fact";
import { RunAgain } from "../in-transaction.server";
import { sql } from "../sql";
import type { Tx } from "../tx";

export interface OrderToSave {
  fact: OrderFact;
  /** False for an order that was not locked because it did not exist. */
  exists: boolean;
  basis: AwardBasis | null;
  customerId: string | null;
  memberId: bigint | null;
  qualifyingMinor: number;
  accrued: bigint;
  reversed: bigint;
  imported: boolean;
  /** What a job has to read before the order is final: `order`, `payments`, `products`; `settle` = look again. */
  needs: string[];
  /** Whoever placed it asked to be forgotten. */
  erased: boolean;
}

/**
 * Inserts or updates orders in one statement, and notes each member's latest order.
 * @throws RunAgain when another transaction inserted one of the new orders first: the next run locks it.
 */
export async function saveOrders(db: Tx, orders: OrderToSave[], now: Date): Promise<void> {
  if (orders.length === 0) return;
  const sorted = [...orders].sort((a, b) => (a.fact.orderId < b.fact.orderId ? -1 : 1));
  const documents = packDocuments(sorted);
  const rows = JSON.stringify(sorted.map((order, i) => ({ ...row(order, now), ...documents.places[i] })));
  const orderIds = orders.flatMap((order) => (order.exists ? [order.fact.orderId] : []));
  const memberIds = [...new Set(orders.flatMap((order) => order.memberId ?? []))];
  // The lists of ids beside the joins bound what is read whatever the planner believes about the size of the tables.
  const [saved] = await db.query<{ inserted: bigint; updated: bigint }>(sql`
    WITH x AS MATERIALIZED (
      SELECT x.*, convert_from(substring(d.bytes from fact_at for fact_length), 'UTF8')::json AS fact, convert_from(substring(d.bytes from basis_at for basis_length), 'UTF8')::json AS basis
        FROM (SELECT ${documents.bytes}::bytea AS bytes) d CROSS JOIN json_to_recordset(${rows}::json) AS x(order_id text, is_new boolean, name text, customer_id text, member_id bigint, email_hash text, processed_at timestamptz,
          updated_at timestamptz, seen boolean, fact_at int, fact_length int, basis_at int, basis_length int, qualifying_minor bigint, accrued bigint, reversed bigint,
          settled_at timestamptz, imported boolean, needs json, erased boolean)
    ), inserted AS (
      INSERT INTO shop_order (shop_id, order_id, name, customer_id, member_id, email_hash, processed_at, updated_at, seen, fact, basis, qualifying_minor, accrued, reversed, settled_at, imported, needs, erased)
      SELECT ${db.shopId}, order_id, name, customer_id, member_id, email_hash, processed_at, updated_at, seen, fact, basis, qualifying_minor, accrued, reversed, settled_at, imported,
             ARRAY(SELECT json_array_elements_text(needs)), erased FROM x WHERE is_new
      ON CONFLICT (shop_id, order_id) DO NOTHING RETURNING 1
    ), updated AS (
      UPDATE shop_order o SET name = x.name, customer_id = x.customer_id, member_id = x.member_id, email_hash = x.email_hash, processed_at = x.processed_at, updated_at = x.updated_at,
             seen = x.seen, fact = x.fact, basis = x.basis, qualifying_minor = x.qualifying_minor, accrued = x.accrued, reversed = x.reversed, settled_at = x.settled_at,
             imported = x.imported, needs = ARRAY(SELECT json_array_elements_text(x.needs)), erased = x.erased
        FROM x WHERE NOT x.is_new AND o.shop_id = ${db.shopId} AND o.order_id = x.order_id AND o.order_id = ANY(${orderIds}::text[]) RETURNING 1
    ), latest AS MATERIALIZED (
      SELECT m.member_id, n.at FROM (SELECT member_id, max(processed_at) AS at FROM x WHERE seen AND member_id IS NOT NULL GROUP BY member_id) n
        JOIN member m ON m.shop_id = ${db.shopId} AND m.member_id = n.member_id AND m.member_id = ANY(${memberIds}::bigint[]) WHERE m.last_order_at IS NULL OR m.last_order_at < n.at
       ORDER BY m.member_id FOR NO KEY UPDATE OF m
    ), members AS (
      UPDATE member m SET last_order_at = l.at FROM latest l WHERE m.shop_id = ${db.shopId} AND m.member_id = l.member_id AND m.member_id = ANY(${memberIds}::bigint[])
    )
    SELECT (SELECT count(*) FROM inserted) AS inserted, (SELECT count(*) FROM updated) AS updated`);
  const fresh = orders.filter((order) => !order.exists).length;
  if (Number(saved?.inserted) !== fresh) throw new RunAgain("an order appeared meanwhile");
  if (Number(saved?.updated) !== orders.length - fresh) throw new Error(`${saved?.updated} orders of shop ${db.shopId} saved: expected the ${orders.length - fresh} that were locked`);
}

function row({ fact, basis, ...order }: OrderToSave, now: Date) {
  const seen = !isPlaceholder(fact);
  return {
    order_id: fact.orderId, is_new: !order.exists, name: fact.name, customer_id: order.customerId, member_id: order.memberId === null ? null : String(order.memberId),
    email_hash: fact.emailHash, processed_at: seen ? fact.processedAt : now, updated_at: seen ? fact.updatedAt : now, seen,
    qualifying_minor: order.qualifyingMinor, accrued: String(order.accrued), reversed: String(order.reversed), settled_at: basis ? now : null, imported: order.imported, needs: order.needs, erased: order.erased,
  };
}

interface Place { fact_at: number; fact_length: number; basis_at: number | null; basis_length: number | null }

/** Facts and bases as one run of bytes with places in it: the database cuts them out, which costs half of unescaping them. */
function packDocuments(orders: readonly OrderToSave[]): { bytes: Buffer; places: Place[] } {
  const parts: Buffer[] = [];
  let end = 1;
  const add = (document: unknown) => {
    const bytes = Buffer.from(JSON.stringify(document), "utf8");
    parts.push(bytes);
    end += bytes.length;
    return { at: end - bytes.length, length: bytes.length };
  };
  const places = orders.map(({ fact, basis }) => {
    const [one, two] = [add(fact), basis && add(basis)];
    return { fact_at: one.at, fact_length: one.length, basis_at: two?.at ?? null, basis_length: two?.length ?? null };
  });
  return { bytes: Buffer.concat(parts), places };
}
