import { log } from "~/log.server";

/** Storing works again when it has worked this long without a failure: under load failures and successes alternate. */
const QUIET_MS = 10_000;

/**
 * A time in which deliveries could not be stored, told as one event and not as thousands: a warning when it begins, and when it
 * is over how many were turned away. Shopify sends each of them again.
 */
export class Outage {
  private since: number | null = null;
  private last = 0;
  private refused = 0;

  constructor(private readonly told: Pick<typeof log, "warn" | "info"> = log, private readonly now: () => number = Date.now) {}

  /** A delivery was answered 503. */
  turnedAway(error: unknown): void {
    this.last = this.now();
    this.refused++;
    if (this.since !== null) return;
    this.since = this.last;
    this.told.warn({ err: error }, "webhooks cannot be stored, they are answered 503 until further notice");
  }

  /** A delivery was stored. */
  stored(): void {
    if (this.since === null || this.now() - this.last < QUIET_MS) return;
    this.told.info({ refused: this.refused, seconds: Math.ceil((this.last - this.since) / 1000) }, "webhooks are stored again");
    this.since = null;
    this.refused = 0;
  }
}
