import { createHash, timingSafeEqual } from "node:crypto";
import { collectDefaultMetrics, Gauge, register } from "prom-client";
import { inboxFigures } from "../store/inbox/inbox-figures.server";

collectDefaultMetrics();
const waiting = new Gauge({ name: "perennial_inbox_waiting", help: "Deliveries that wait to be handled" });
const parked = new Gauge({ name: "perennial_inbox_parked", help: "Deliveries that wait for a person" });
const oldest = new Gauge({ name: "perennial_inbox_oldest_seconds", help: "Age of the oldest waiting delivery" });

export async function metricsText(): Promise<{ type: string; text: string }> {
  const figures = await inboxFigures();
  waiting.set(figures.waiting);
  parked.set(figures.parked);
  oldest.set(figures.oldestWaitingSeconds);
  return { type: register.contentType, text: await register.metrics() };
}

/** Without a token to compare with nobody presents one. */
export function presentsToken(authorization: string | undefined, token: string | undefined): boolean {
  if (!token || !authorization?.startsWith("Bearer ")) return false;
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(authorization.slice("Bearer ".length)), digest(token));
}
