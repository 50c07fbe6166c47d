import { randomUUID } from "node:crypto";
import { insertDeliveries, type NewDelivery } from "~/store/inbox/insert-deliveries.server";

/** A paid order of one line as orders/paid tells it, of customer 7; fields can be given. */
export function orderBody(orderId: number | string, given: Record<string, unknown> = {}): string {
  const set = (amount: string) => ({ shop_money: { amount, currency_code: "USD" }, presentment_money: { amount, currency_code: "USD" } });
  const at = "2026-10-01T10:00:00-04:00";
  const text = JSON.stringify({
    id: "ID", name: `#${orderId}`, currency: "USD", presentment_currency: "USD", financial_status: "paid", fulfillment_status: null, test: false, taxes_included: false, source_name: "web",
    created_at: at, processed_at: at, updated_at: at, cancelled_at: null, tags: "", email: null, customer: { id: 7 }, discount_codes: [], shipping_lines: [], refunds: [], payment_gateway_names: ["bogus"],
    line_items: [{ id: 11, product_id: 31, variant_id: 41, title: "Fern", quantity: 1, current_quantity: 1, price: "50.00", price_set: set("50.00"), gift_card: false, discount_allocations: [], tax_lines: [] }],
    ...given,
  });
  return text.replace('"ID"', String(orderId));
}

/** Puts deliveries into the inbox as the door does. */
export async function deliver(...given: (Partial<Omit<NewDelivery, "body">> & { body?: string | Buffer })[]): Promise<void> {
  await insertDeliveries(given.map(({ body = orderBody(1), ...delivery }) => ({
    shopDomain: "shop.myshopify.com", deliveryId: randomUUID(), eventId: null, topic: "orders/paid", apiVersion: "2026-10", triggeredAt: new Date("2026-10-01T14:00:00Z"), body: Buffer.from(body as string), ...delivery,
  })));
}
