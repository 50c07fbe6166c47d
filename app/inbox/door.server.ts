import type { IncomingMessage, ServerResponse } from "node:http";
import type { NewDelivery } from "~/store/inbox/insert-deliveries.server";
import { deliveryHeaders } from "./delivery-headers";
import { Outage } from "./outage";
import { readBody } from "./read-body";
import type { Batcher } from "./batcher";
import { verifyShopifyWebhook } from "./verify-shopify-webhook";

/** Shopify's payloads stay far below; what is larger is fetched by reconciliation. */
export const BODY_LIMIT = 2 * 1024 * 1024;
/** Shopify waits 5 s in all. A row that is committed after this answer is thinned out by the retry's webhook id. */
const DEADLINE_MS = 4_000;

export interface Door {
  /** Current first, then the one that is being rotated out. */
  secrets: readonly string[];
  batcher: Pick<Batcher<NewDelivery>, "add">;
  outage?: Outage;
}

/**
 * Where Shopify's webhooks come in: stored, then answered; handled later by the worker. The body is never parsed here, no
 * session is loaded, no token refreshed, nobody called. Answers: 405 not POST, 413 over 2 MB, 401 bad or missing signature,
 * 400 signed with a header missing or malformed, 200 for anything else signed, and 503 when the row could not be committed.
 * Shopify tries again after each but 200: what a proxy of ours cut a header off is not lost but comes again for four hours.
 */
export function createDoor({ secrets, batcher, outage = new Outage() }: Door) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (request.method !== "POST") return refuse(response, 405, "a webhook is sent by POST", { Allow: "POST" });
    const body = await readBody(request, BODY_LIMIT);
    if (body === "gone") return;
    if (body === "too_large") return refuseLarge(request, response);
    const signature = request.headers["x-shopify-hmac-sha256"];
    if (!verifyShopifyWebhook(body, typeof signature === "string" ? signature : undefined, secrets)) {
      return refuse(response, 401, "X-Shopify-Hmac-Sha256 is missing or does not sign this body");
    }
    const headers = deliveryHeaders(request.headers);
    if (typeof headers === "string") return refuse(response, 400, headers);
    await store(response, { batcher, outage }, { ...headers, deliveryId: headers.webhookId, body });
  };
}

async function store(response: ServerResponse, { batcher, outage }: Required<Pick<Door, "batcher" | "outage">>, delivery: NewDelivery): Promise<void> {
  try {
    await within(DEADLINE_MS, batcher.add(delivery, delivery.body.length));
  } catch (error) {
    outage.turnedAway(error);
    return refuse(response, 503, "not stored, please send it again", { "Retry-After": "5" });
  }
  outage.stored();
  response.writeHead(200, { "Content-Length": 0 }).end();
}

function within(ms: number, work: Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no commit within ${ms} ms`)), ms);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

/** Not read any further; what still comes is thrown away for a moment, so that the sender gets to read the answer. */
function refuseLarge(request: IncomingMessage, response: ServerResponse): void {
  refuse(response, 413, `the body is over ${BODY_LIMIT} bytes: expected at most that`);
  request.resume();
  const timer = setTimeout(() => request.destroy(), 2_000).unref();
  request.once("close", () => clearTimeout(timer));
}

function refuse(response: ServerResponse, status: number, sentence: string, headers: Record<string, string> = {}): void {
  const body = `${sentence}\n`;
  response.writeHead(status, { "Content-Type": "text/plain; charset=utf-8", "Content-Length": Buffer.byteLength(body), "Cache-Control": "no-store", ...headers }).end(body);
}
