// Sends signed orders/paid deliveries of about 8 KB over keep-alive connections and reports rate and latency.
import { createHmac, randomUUID } from "node:crypto";
import { Pool } from "undici";
import { percentile, round } from "../row";

export interface LoadResult { perSecond: number; p50: number; p99: number; sent: number; refused: number }

export const BENCH_SHOP = "bench.myshopify.com";

/** A body like Shopify's: ten lines, price sets, addresses left null; `sizeBytes` is filled up with a note. */
export function orderBody(orderId: number, sizeBytes = 8192): Buffer {
  const set = (amount: string) => ({ shop_money: { amount, currency_code: "USD" }, presentment_money: { amount, currency_code: "USD" } });
  const line = (i: number) => ({
    id: orderId * 100 + i, admin_graphql_api_id: `gid://shopify/LineItem/${orderId * 100 + i}`, product_id: 1000 + i, variant_id: 2000 + i, title: `Plant ${i}`, quantity: 1, current_quantity: 1,
    price: "12.50", price_set: set("12.50"), total_discount: "0.00", discount_allocations: [], gift_card: false, taxable: true, tax_lines: [{ title: "Tax", price: "1.00", rate: 0.08, price_set: set("1.00") }], properties: [],
  });
  const at = "2026-11-01T10:00:00-05:00";
  const order = {
    id: orderId, admin_graphql_api_id: `gid://shopify/Order/${orderId}`, name: `#${orderId}`, currency: "USD", presentment_currency: "USD", financial_status: "paid", fulfillment_status: null, test: false, taxes_included: false,
    created_at: at, processed_at: at, updated_at: at, cancelled_at: null, closed_at: null, source_name: "web", tags: "", email: null, discount_codes: [], discount_applications: [],
    customer: { id: 7_000_000 + (orderId % 5000), email: null, tags: "" }, line_items: Array.from({ length: 4 }, (_, i) => line(i)), shipping_lines: [], tax_lines: [], refunds: [], payment_gateway_names: ["bogus"],
    subtotal_price: "50.00", total_price: "54.00", total_price_set: set("54.00"), total_tax: "4.00", total_discounts: "0.00", total_tip_received: "0.00", total_shipping_price_set: set("0.00"), note: "",
  };
  const text = JSON.stringify(order);
  order.note = "x".repeat(Math.max(0, sizeBytes - text.length));
  return Buffer.from(JSON.stringify(order));
}

export function signedHeaders(body: Buffer, secret: string): Record<string, string> {
  return {
    "content-type": "application/json", "x-shopify-topic": "orders/paid", "x-shopify-shop-domain": BENCH_SHOP, "x-shopify-api-version": "2026-10",
    "x-shopify-hmac-sha256": createHmac("sha256", secret).update(body).digest("base64"), "x-shopify-webhook-id": randomUUID(), "x-shopify-event-id": randomUUID(), "x-shopify-triggered-at": "2026-11-01T15:00:00Z",
  };
}

/** `rate` = null drives as fast as the connections allow; otherwise requests start at that rate, late or not (open model). */
export async function drive(options: { url: string; secret: string; seconds: number; connections: number; rate: number | null }): Promise<LoadResult> {
  const pool = new Pool(options.url, { connections: options.connections, pipelining: 1 });
  const bodies = Array.from({ length: 64 }, (_, i) => orderBody(900_000 + i));
  const signed = bodies.map((body) => ({ body, headers: signedHeaders(body, options.secret) }));
  const times: number[] = [];
  let refused = 0, next = 0;
  const one = async (due: number) => {
    const { body, headers } = signed[next++ % signed.length]!;
    const answer = await pool.request({ path: "/webhooks", method: "POST", body, headers: { ...headers, "x-shopify-webhook-id": randomUUID() } }).catch(() => null);
    await answer?.body.dump();
    if (answer?.statusCode !== 200) refused++;
    else times.push(performance.now() - due);
  };
  const begun = performance.now(), end = begun + options.seconds * 1000;
  if (options.rate === null) await Promise.all(Array.from({ length: options.connections }, async () => { while (performance.now() < end) await one(performance.now()); }));
  else await atRate(options.rate, { begun, end }, one);
  const elapsed = (performance.now() - begun) / 1000;
  await pool.close();
  times.sort((a, b) => a - b);
  return { perSecond: round(times.length / elapsed), p50: round(percentile(times, 0.5), 1), p99: round(percentile(times, 0.99), 1), sent: times.length + refused, refused };
}

async function atRate(rate: number, { begun, end }: { begun: number; end: number }, one: (due: number) => Promise<void>) {
  const open: Promise<void>[] = [];
  for (let due = begun; due < end; due += 1000 / rate) {
    const wait = due - performance.now();
    if (wait > 1) await new Promise((resolve) => setTimeout(resolve, wait));
    open.push(one(due));
  }
  await Promise.all(open);
}
