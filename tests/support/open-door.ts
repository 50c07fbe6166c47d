import { createHmac, randomUUID } from "node:crypto";
import { createServer, request as httpRequest, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { Batcher, type BatcherOptions } from "~/inbox/batcher";
import { createDoor } from "~/inbox/door.server";
import type { Outage } from "~/inbox/outage";
import { insertDeliveries, type NewDelivery } from "~/store/inbox/insert-deliveries.server";

export const DOOR_SECRET = "door-secret";
export const DOOR_SHOP = "door.myshopify.com";

export interface Answer { status: number; headers: IncomingHttpHeaders; text: string }
export interface Knock {
  method?: string; body?: Buffer | string;
  /** Replaces single headers of a good delivery; undefined leaves one out. */
  headers?: Record<string, string | undefined>;
  /** Without a Content-Length, in pieces. */
  chunked?: boolean;
}

export interface OpenDoor { url: string; knock(knock?: Knock): Promise<Answer>; close(): Promise<void> }

/** The door as the web process mounts it, on a free port, before whatever database `DATABASE_URL` names. */
export async function openDoor(given: { secrets?: string[]; outage?: Outage; limits?: Partial<BatcherOptions<NewDelivery>> } = {}): Promise<OpenDoor> {
  const batcher = new Batcher<NewDelivery>({ save: insertDeliveries, inFlight: 2, batchItems: 128, batchBytes: 8 << 20, waitingItems: 5_000, waitingBytes: 128 << 20, ...given.limits });
  const door = createDoor({ secrets: given.secrets ?? [DOOR_SECRET], batcher, ...(given.outage && { outage: given.outage }) });
  const server = createServer((request, response) => void door(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks`;
  return {
    url, knock: (knock = {}) => send(url, knock),
    close: async () => {
      await batcher.drain();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export const signatureOf = (body: Buffer | string, secret = DOOR_SECRET) => createHmac("sha256", secret).update(body).digest("base64");

/** The headers of a good delivery, signed over `body`. */
export function goodHeaders(body: Buffer | string, secret = DOOR_SECRET): Record<string, string> {
  return {
    "content-type": "application/json", "x-shopify-topic": "orders/paid", "x-shopify-shop-domain": DOOR_SHOP, "x-shopify-api-version": "2026-10",
    "x-shopify-webhook-id": randomUUID(), "x-shopify-event-id": randomUUID(), "x-shopify-triggered-at": "2026-11-01T15:00:00.123456789Z", "x-shopify-hmac-sha256": signatureOf(body, secret),
  };
}

function send(url: string, { method = "POST", body = '{"id":1}', headers = {}, chunked = false }: Knock): Promise<Answer> {
  const bytes = Buffer.from(body as string);
  const all = Object.entries({ ...goodHeaders(bytes), ...(chunked ? {} : { "content-length": String(bytes.length) }), ...headers }).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return new Promise((resolve, reject) => {
    const request = httpRequest(url, { method, headers: Object.fromEntries(all), agent: false }, (response) => {
      const parts: Buffer[] = [];
      response.on("data", (part: Buffer) => parts.push(part));
      response.on("end", () => resolve({ status: response.statusCode!, headers: response.headers, text: Buffer.concat(parts).toString("utf8") }));
    });
    // A door that stops reading may close under what is still being sent: the answer counts, if there was one.
    request.on("error", reject);
    if (!chunked) return void request.end(bytes);
    const write = (at: number) => {
      if (at >= bytes.length || request.destroyed) return void request.end();
      request.write(bytes.subarray(at, at + 65_536), () => setImmediate(write, at + 65_536));
    };
    write(0);
  });
}
