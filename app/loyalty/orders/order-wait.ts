import type { WorthStatus } from "./order-worth";

/** What an order waits for before it can bring points; null when it waits for nothing, whatever it brought. */
export type OrderWait = "not_seen" | "not_launched" | "placed_before_launch" | "products" | "pricing" | "not_paid" | "not_fulfilled";

export interface WaitingOrder {
  /** False while only a refund, a dispute or the like told of the order. */
  seen: boolean;
  /** ISO time; empty when not seen. */
  processedAt: string;
  /** What its award basis makes of it; null without one. */
  status: WorthStatus | null;
  /** What a job has to read at Shopify first. */
  needs: readonly string[];
}

/**
 * An order without award basis is either not read yet, or placed while nobody knows on which side of the launch it will be, or
 * about to be priced. One with a basis may still wait for what makes it earn.
 * @param launchedAt ISO time; null until the merchant launched the program.
 */
export function orderWait({ seen, processedAt, status, needs }: WaitingOrder, launchedAt: string | null): OrderWait | null {
  if (status !== null) return status === "not_paid" || status === "not_fulfilled" ? status : null;
  if (!seen) return "not_seen";
  if (launchedAt === null) return "not_launched";
  if (processedAt < launchedAt) return "placed_before_launch";
  return needs.includes("products") ? "products" : "pricing";
}
