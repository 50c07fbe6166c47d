import { takeFromAll, takeFromProcess, type Limit } from "~/store/rate-limits.server";
import { refusal } from "./refusal";

const READS: Limit = { name: "buyer-read", points: 60, seconds: 60 };
const WRITES: Limit = { name: "buyer-write", points: 10, seconds: 60 };

/**
 * One shopper of one shop: the customer, or for a guest the address Shopify saw (its header counts only because the proxy's
 * signature was verified before).
 * @throws Response 429 with Retry-After
 */
export async function limitBuyer(kind: "read" | "write", who: { shopId: bigint; customerId: string | null; address: string }): Promise<void> {
  const key = `${who.shopId}:${who.customerId ?? `guest:${who.address}`}`;
  const seconds = kind === "read" ? await takeFromProcess(READS, key) : await takeFromAll(WRITES, key);
  if (seconds === 0) return;
  const { points } = kind === "read" ? READS : WRITES;
  throw refusal(429, "too_many", `More than ${points} requests in a minute: try again in ${seconds} seconds.`, { "Retry-After": String(seconds) });
}

/** The first hop Shopify's proxy named. */
export function addressOf(request: Request): string {
  return (request.headers.get("x-forwarded-for") ?? "").split(",")[0]!.trim().slice(0, 45) || "unknown";
}
