import { query } from "../db.server";
import { sql } from "../sql";
import { sealBody } from "./sealed-body.server";

/** Below what the door waits in all: a connection that answers no more is dropped before the next batch asks for one. */
const WITHIN_MS = 3_500;

/** A message for the inbox, its body as it came. */
export interface NewDelivery {
  shopDomain: string;
  /** Webhook id, or a name of our own for what reconciliation read. Thins duplicates; correctness never rests on it. */
  deliveryId: string;
  eventId: string | null;
  topic: string;
  apiVersion: string | null;
  triggeredAt: Date | null;
  body: Buffer;
}

/**
 * Stores deliveries, all or none, bodies packed and encrypted; known delivery ids are left as they are. All bodies travel as one binary
 * value with their lengths beside it: an array of bytea would be sent as text of twice the size.
 * @throws DatabaseDown
 */
export async function insertDeliveries(deliveries: NewDelivery[]): Promise<void> {
  const sealed = deliveries.map((delivery) => sealBody(delivery.body, delivery));
  let end = 0;
  const starts = sealed.map((body) => (end += body.length) - body.length + 1);
  await query(sql`
    INSERT INTO inbox (shop_domain, delivery_id, event_id, topic, api_version, triggered_at, body)
    SELECT shop_domain, delivery_id, event_id, topic, api_version, triggered_at, substring(${Buffer.concat(sealed, end)}::bytea FROM start FOR length)
      FROM unnest(${deliveries.map((d) => d.shopDomain)}::text[], ${deliveries.map((d) => d.deliveryId)}::text[], ${deliveries.map((d) => d.eventId)}::text[],
                  ${deliveries.map((d) => d.topic)}::text[], ${deliveries.map((d) => d.apiVersion)}::text[], ${deliveries.map((d) => d.triggeredAt)}::timestamptz[],
                  ${starts}::int[], ${sealed.map((body) => body.length)}::int[])
        AS d (shop_domain, delivery_id, event_id, topic, api_version, triggered_at, start, length)
    ON CONFLICT (shop_domain, delivery_id) DO NOTHING`, { withinMs: WITHIN_MS });
}
