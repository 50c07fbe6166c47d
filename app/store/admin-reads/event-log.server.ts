import { query } from "../db.server";
import type { Statement } from "../sql";
import { PARKED_KIND } from "../inbox/parked-kind";
import { sql } from "../sql";

export interface EventRow {
  inboxId: bigint;
  topic: string;
  deliveryId: string;
  state: "new" | "done" | "parked";
  triggeredAt: Date | null;
  receivedAt: Date;
  doneAt: Date | null;
  attempts: number;
  parkedReason: string | null;
  /** False once the body was erased: such an event cannot be replayed. */
  hasBody: boolean;
}
export interface EventFilter {
  topic: string;
  state: "new" | "done" | "parked" | "";
  /** First word of a parked event's reason; empty = any. */
  kind: string;
  before: bigint | null;
}

export const EVENT_PAGE_SIZE = 25;

/** A shop's deliveries, newest first, from just before `before`; `next` names the following page. */
export async function eventLog(shopDomain: string, filter: EventFilter): Promise<{ rows: EventRow[]; next: bigint | null }> {
  const found = await query<Found>(eventLogStatement(shopDomain, filter));
  const rows = found.slice(0, EVENT_PAGE_SIZE).map(eventRow);
  return { rows, next: found.length > EVENT_PAGE_SIZE ? rows.at(-1)!.inboxId : null };
}

/**
 * Deliveries without their bodies. The inbox is not a tenant table (senders are not trusted to
 * exist), so `shopDomain` comes from the verified session and stands in every condition; as a range, and first in the order, because the planner
 * takes a shop's rows for spread evenly among all and would read those of everybody since its last one.
 */
export function eventLogStatement(shopDomain: string, { topic, state, kind, before }: EventFilter): Statement {
  const values: unknown[] = [shopDomain];
  const parameter = (value: unknown) => `$${values.push(value)}`;
  const conditions = [
    "shop_domain BETWEEN $1 AND $1",
    ...(topic ? [`topic = ${parameter(topic)}`] : []),
    ...(state ? [`state = ${parameter(state)}`] : []),
    ...(kind ? [`state = 'parked' AND ${PARKED_KIND} = ${parameter(kind)}`] : []),
    ...(before === null ? [] : [`inbox_id < ${parameter(before)}`]),
  ];
  return {
    name: "",
    text: `SELECT inbox_id, topic, delivery_id, state, triggered_at, received_at, done_at, attempts, parked_reason, body IS NOT NULL AS has_body
             FROM inbox WHERE ${conditions.join(" AND ")} ORDER BY shop_domain DESC, inbox_id DESC LIMIT ${EVENT_PAGE_SIZE + 1}`,
    values,
  };
}

interface Found {
  inbox_id: bigint; topic: string; delivery_id: string; state: EventRow["state"]; triggered_at: Date | null; received_at: Date; done_at: Date | null;
  attempts: number; parked_reason: string | null; has_body: boolean;
}

const eventRow = (row: Found): EventRow => ({
  inboxId: row.inbox_id, topic: row.topic, deliveryId: row.delivery_id, state: row.state, triggeredAt: row.triggered_at, receivedAt: row.received_at,
  doneAt: row.done_at, attempts: row.attempts, parkedReason: row.parked_reason, hasBody: row.has_body,
});

export interface EventHealth {
  waiting: number;
  parked: number;
  /** Over the newest 1,000 that were handled: seconds from Shopify's trigger to us, and from us to handled. */
  delivery: Percentiles | null;
  handling: Percentiles | null;
  topics: string[];
}
export interface Percentiles { p50: number; p95: number }

export async function eventHealth(shopDomain: string): Promise<EventHealth> {
  const [row] = await query<{ waiting: bigint; parked: bigint; delivery: number[] | null; handling: number[] | null; topics: string[] | null }>(sql`
    WITH recent AS (SELECT topic, triggered_at, received_at, done_at FROM inbox WHERE shop_domain BETWEEN ${shopDomain} AND ${shopDomain} AND state = 'done' ORDER BY shop_domain DESC, inbox_id DESC LIMIT 1000)
    SELECT (SELECT count(*) FROM inbox WHERE shop_domain = ${shopDomain} AND state = 'new') AS waiting,
           (SELECT count(*) FROM inbox WHERE shop_domain = ${shopDomain} AND state = 'parked') AS parked,
           (SELECT percentile_cont(ARRAY[0.5, 0.95]) WITHIN GROUP (ORDER BY greatest(0, extract(epoch FROM received_at - triggered_at)::float8)) FROM recent WHERE triggered_at IS NOT NULL) AS delivery,
           (SELECT percentile_cont(ARRAY[0.5, 0.95]) WITHIN GROUP (ORDER BY extract(epoch FROM done_at - received_at)::float8) FROM recent WHERE done_at IS NOT NULL) AS handling,
           (SELECT array_agg(topic ORDER BY topic) FROM (SELECT topic FROM recent UNION SELECT topic FROM inbox WHERE shop_domain = ${shopDomain} AND state = 'parked') known) AS topics`);
  return {
    waiting: Number(row!.waiting), parked: Number(row!.parked), delivery: percentiles(row!.delivery), handling: percentiles(row!.handling),
    topics: row!.topics ?? [],
  };
}

const percentiles = (values: number[] | null): Percentiles | null => (values && values[0] !== null ? { p50: values[0]!, p95: values[1]! } : null);
