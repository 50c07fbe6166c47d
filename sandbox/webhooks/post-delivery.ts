import { Agent, request } from "undici";
import type { AppRegistration, Delivery } from "../world/types";
import { signBody } from "./sign-body";

const CONNECT_MS = 1_000;
const TOTAL_MS = 5_000;
const API_VERSION = "2026-10";

export interface Answer { status: number | null; error: string | null; ms: number }

/** Connections to the app, kept alive. */
export function deliveryAgent(connections: number): Agent {
  return new Agent({ connections, connect: { timeout: CONNECT_MS }, headersTimeout: TOTAL_MS, bodyTimeout: TOTAL_MS, keepAliveTimeout: 10_000 });
}

/** One attempt, signed over the exact bytes. One second to connect, five in total; redirects are not followed. */
export async function postDelivery(delivery: Delivery, to: { app: AppRegistration; domain: string; agent: Agent }): Promise<Answer> {
  const started = performance.now();
  const took = () => Math.round(performance.now() - started);
  const url = delivery.uri.startsWith("/") ? `${to.app.appUrl}${delivery.uri}` : delivery.uri;
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), TOTAL_MS);
  try {
    const body = Buffer.from(delivery.body);
    const answer = await request(url, { method: "POST", dispatcher: to.agent, signal: stop.signal, headers: headersOf(delivery, body, to), body });
    await answer.body.dump();
    return { status: answer.statusCode, error: null, ms: took() };
  } catch (error) {
    return { status: null, error: stop.signal.aborted ? `no answer within ${TOTAL_MS} ms` : reasonOf(error), ms: took() };
  } finally {
    clearTimeout(timer);
  }
}

function headersOf(delivery: Delivery, body: Buffer, to: { app: AppRegistration; domain: string }): Record<string, string> {
  return {
    "content-type": "application/json",
    "user-agent": "Shopify-Captain-Hook",
    "x-shopify-topic": delivery.topic,
    "x-shopify-hmac-sha256": signBody(body, to.app.apiSecret),
    "x-shopify-shop-domain": to.domain,
    "x-shopify-api-version": API_VERSION,
    "x-shopify-webhook-id": delivery.webhookId,
    "x-shopify-event-id": delivery.eventId,
    "x-shopify-triggered-at": delivery.triggeredAt,
    ...(delivery.name ? { "x-shopify-name": delivery.name } : {}),
  };
}

function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return code ? `${code}: ${message}` : String(message);
}
