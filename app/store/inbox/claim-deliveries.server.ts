import { query } from "../db.server";
import { sql } from "../sql";
import { bodyIfOpens } from "./sealed-body.server";

export interface ClaimedDelivery {
  inboxId: bigint;
  shopDomain: string;
  deliveryId: string;
  topic: string;
  /** When Shopify says it happened; when we got it, if it does not say. */
  at: Date;
  /** Counts this claim. */
  attempts: number;
  /**
   * Null when it was erased, or does not open with any key at hand. Opened each time it is asked for: so the bodies of a batch are
   * in memory one after the other, and not all at once.
   */
  readonly body: Buffer | null;
}

/** What a connection that died in silence had claimed comes back when its lease ends. */
const WITHIN_MS = 30_000;

export interface ClaimOptions { most: number; leaseSeconds: number }

interface Row {
  inbox_id: bigint; shop_domain: string; delivery_id: string; topic: string; at: Date; attempts: number; body: Buffer | null;
}

/**
 * Takes up to `most` waiting deliveries under a lease: a worker that dies gives them back when it ends. Fair over shops: each
 * shop with something waiting gets an equal share of the batch, oldest first, so one shop's storm keeps nobody else waiting;
 * what smaller shops leave over goes to the larger ones with the next claim. Which shops come first is drawn anew each time.
 */
export async function claimDeliveries({ most, leaseSeconds }: ClaimOptions): Promise<ClaimedDelivery[]> {
  const rows = await query<Row>(sql`
    WITH RECURSIVE waiting AS (
      (SELECT shop_domain FROM inbox WHERE state = 'new' AND ready_at <= now() AND (leased_until IS NULL OR leased_until < now()) ORDER BY shop_domain LIMIT 1)
      UNION ALL
      SELECT (SELECT i.shop_domain FROM inbox i WHERE i.state = 'new' AND i.ready_at <= now() AND (i.leased_until IS NULL OR i.leased_until < now()) AND i.shop_domain > w.shop_domain
               ORDER BY i.shop_domain LIMIT 1)
        FROM waiting w WHERE w.shop_domain IS NOT NULL
    ), shops AS MATERIALIZED (
      SELECT shop_domain, random() AS turn FROM waiting WHERE shop_domain IS NOT NULL
    ), picked AS MATERIALIZED (
      SELECT i.inbox_id FROM shops s CROSS JOIN LATERAL (
        SELECT inbox_id FROM inbox WHERE state = 'new' AND shop_domain = s.shop_domain AND ready_at <= now() AND (leased_until IS NULL OR leased_until < now())
         ORDER BY ready_at, inbox_id LIMIT greatest(1, ${most}::int / (SELECT count(*) FROM shops)) FOR UPDATE SKIP LOCKED
      ) i ORDER BY s.turn LIMIT ${most}
    )
    UPDATE inbox SET leased_until = now() + make_interval(secs => ${leaseSeconds}), attempts = attempts + 1
     WHERE inbox_id IN (SELECT inbox_id FROM picked)
    RETURNING inbox_id, shop_domain, delivery_id, topic, coalesce(triggered_at, received_at) AS at, attempts, body`, { withinMs: WITHIN_MS });
  return rows.map(claimedOf).sort((a, b) => (a.inboxId < b.inboxId ? -1 : 1));
}

function claimedOf({ body, ...row }: Row): ClaimedDelivery {
  const delivery = { inboxId: row.inbox_id, shopDomain: row.shop_domain, deliveryId: row.delivery_id, topic: row.topic, at: row.at, attempts: row.attempts };
  return { ...delivery, get body() { return body === null ? null : bodyIfOpens(body, delivery); } };
}
