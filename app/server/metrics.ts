import { createHash, timingSafeEqual } from "node:crypto";
import { collectDefaultMetrics, Gauge, register } from "prom-client";
import { inboxFigures } from "../store/inbox/inbox-figures.server";
import { deadJobs } from "../store/jobs/dead-jobs.server";
import { ledgerCheckFigures } from "../store/ledger/ledger-check.server";

collectDefaultMetrics();
const waiting = new Gauge({ name: "perennial_inbox_waiting", help: "Deliveries that wait to be handled" });
const parked = new Gauge({ name: "perennial_inbox_parked", help: "Deliveries that wait for a person" });
const oldest = new Gauge({ name: "perennial_inbox_oldest_seconds", help: "Age of the oldest waiting delivery" });
const differences = new Gauge({ name: "perennial_ledger_differences", help: "Figures of ledgers that do not hold, at the last recount of each shop" });
const recount = new Gauge({ name: "perennial_ledger_oldest_recount_seconds", help: "Age of the shop's recount that is longest ago; each night has one" });
const dead = new Gauge({ name: "perennial_jobs_dead", help: "Jobs that fail again and again, or used up all their tries", labelNames: ["task"] });

export async function metricsText(): Promise<{ type: string; text: string }> {
  const [figures, ledgers, jobs] = await Promise.all([inboxFigures(), ledgerCheckFigures(), deadJobs()]);
  waiting.set(figures.waiting);
  parked.set(figures.parked);
  oldest.set(figures.oldestWaitingSeconds);
  differences.set(ledgers.differences);
  recount.set(ledgers.oldestSeconds);
  dead.reset();
  for (const { task, jobs: count } of jobs) dead.set({ task }, count);
  return { type: register.contentType, text: await register.metrics() };
}

/** Without a token to compare with nobody presents one. */
export function presentsToken(authorization: string | undefined, token: string | undefined): boolean {
  if (!token || !authorization?.startsWith("Bearer ")) return false;
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(authorization.slice("Bearer ".length)), digest(token));
}
