// Sends signed orders/paid deliveries of about 8 KB over keep-alive connections and reports rate and latency.
import { createHmac, randomUUID } from "node:crypto";
import { percentile, round } from "../row";
import { Connection } from "./connection";
import { orderBody } from "./order-body";

export interface LoadResult { perSecond: number; p50: number; p99: number; sent: number; refused: number }
export interface LoadOptions { url: string; secret: string; seconds: number; connections: number; /** Null drives as fast as the connections allow. */ rate: number | null }

export const BENCH_SHOP = "bench.myshopify.com";
const FIRST_ORDER = 5_500_000_000_000;
const DIFFERENT = 256;

/**
 * With a rate, requests are due at that rate, late or not (open model): waiting for a free connection counts. Bodies are signed
 * beforehand and repeat; every delivery has its own webhook id.
 */
export async function drive({ url, secret, seconds, connections, rate }: LoadOptions): Promise<LoadResult> {
  const { hostname, port } = new URL(url);
  const lanes = Array.from({ length: connections }, () => new Connection({ host: hostname, port: Number(port) }));
  const requests = Array.from({ length: DIFFERENT }, (_, i) => rendered(orderBody(FIRST_ORDER + i), secret));
  const times: number[] = [];
  let refused = 0, next = 0;
  const one = async (lane: Connection, due: number) => {
    const status = await lane.send(withNewId(requests[next++ % DIFFERENT]!));
    if (status === 200) times.push(performance.now() - due);
    else refused++;
  };
  const begun = performance.now(), end = begun + seconds * 1000;
  if (rate === null) await Promise.all(lanes.map(async (lane) => { while (performance.now() < end) await one(lane, performance.now()); }));
  else await atRate({ rate, begun, end, lanes }, one);
  const elapsed = (performance.now() - begun) / 1000;
  for (const lane of lanes) lane.close();
  times.sort((a, b) => a - b);
  return { perSecond: round(times.length / elapsed), p50: round(percentile(times, 0.5), 1), p99: round(percentile(times, 0.99), 1), sent: times.length + refused, refused };
}

interface Rendered { bytes: Buffer; idAt: number }

function rendered(body: Buffer, secret: string): Rendered {
  const signature = createHmac("sha256", secret).update(body).digest("base64");
  const head = [
    "POST /webhooks HTTP/1.1", "Host: bench.example", "Content-Type: application/json", `Content-Length: ${body.length}`, "X-Shopify-Topic: orders/paid", `X-Shopify-Shop-Domain: ${BENCH_SHOP}`, "X-Shopify-API-Version: 2026-10",
    `X-Shopify-Hmac-Sha256: ${signature}`, `X-Shopify-Event-Id: ${randomUUID()}`, "X-Shopify-Triggered-At: 2026-11-01T15:00:00.123456789Z", "X-Shopify-Webhook-Id: ",
  ].join("\r\n");
  return { bytes: Buffer.concat([Buffer.from(`${head}${randomUUID()}\r\n\r\n`, "latin1"), body]), idAt: head.length };
}

/** A copy: the one before may still be on its way out. */
function withNewId({ bytes, idAt }: Rendered): Buffer {
  const request = Buffer.from(bytes);
  request.write(randomUUID(), idAt, "latin1");
  return request;
}

async function atRate({ rate, begun, end, lanes }: { rate: number; begun: number; end: number; lanes: Connection[] }, one: (lane: Connection, due: number) => Promise<void>) {
  const free = [...lanes];
  const due: number[] = [];
  const work = async (lane: Connection) => {
    for (let at = due.shift(); at !== undefined; at = due.shift()) await one(lane, at);
    free.push(lane);
  };
  const running: Promise<void>[] = [];
  for (let at = begun; at < end; at += 1000 / rate) {
    const wait = at - performance.now();
    if (wait > 1) await new Promise((resolve) => setTimeout(resolve, wait));
    due.push(at);
    const lane = free.pop();
    if (lane) running.push(work(lane));
  }
  await Promise.all(running);
}
