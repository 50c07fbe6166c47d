import { env } from "~/env.server";
import type { Pace } from "~/loyalty/rewards/redemption-pace";
import { takeFromAll, takeFromProcess, type Limit } from "~/store/rate-limits.server";
import { refusal } from "./refusal";

export type Kind = "read" | "write" | "redeem" | "cancel";

const MINUTE = 60;
const DAY = 86_400;

/** Requests of one shopper. */
const PER_SHOPPER: Record<Kind, Limit> = {
  read: { name: "buyer-read", points: 60, seconds: MINUTE },
  write: { name: "buyer-write", points: 10, seconds: MINUTE },
  redeem: { name: "buyer-redeem-asked", points: 30, seconds: MINUTE },
  cancel: { name: "buyer-cancel", points: 10, seconds: MINUTE },
};
/** What is counted by each process for itself: nothing comes of it, or what comes of it is counted in the database. */
const IN_MEMORY: readonly Kind[] = ["read", "redeem"];
/** Redemptions of one shopper, the narrowest first. The redemptions themselves are what is counted. */
export const REDEMPTIONS: readonly Pace[] = [{ count: 5, seconds: MINUTE }, { count: 20, seconds: DAY }];
/** Of one shop at one process, far above a sale's rush: what lies beyond would be taken from the other shops. */
const SHOP_READS: Limit = { name: "shop-read", points: 12_000, seconds: MINUTE };
const SHOP_WRITES: Limit = { name: "shop-write", points: 6_000, seconds: MINUTE };

/**
 * One shopper of one shop: the customer, or for a guest what tells guests apart; then the shop as a whole. Who is over their
 * own limit takes nothing from their shop's, and no shop anything from another's.
 * @throws Response 429 with Retry-After
 */
export async function limitBuyer(kind: Kind, who: { shopId: bigint; customerId: string | null; guest: string }): Promise<void> {
  const key = `${who.shopId}:${who.customerId ?? `guest:${who.guest}`}`;
  const limit = PER_SHOPPER[kind];
  const own = await (IN_MEMORY.includes(kind) ? takeFromProcess : takeFromAll)(limit, key);
  if (own > 0) throw tooMany(`More than ${limit.points} requests in a minute`, own);
  const all = await takeFromProcess(kind === "read" ? SHOP_READS : SHOP_WRITES, String(who.shopId));
  if (all > 0) throw tooMany("Too many people ask at this moment", all);
}

/** @throws Response 429 with Retry-After */
export function refusePace({ pace: { count, seconds }, seconds: wait }: { pace: Pace; seconds: number }): never {
  throw tooMany(`More than ${count} redemptions in a ${seconds === DAY ? "day" : "minute"}`, wait);
}

const tooMany = (what: string, seconds: number) => refusal(429, "too_many", `${what}: try again in ${seconds} seconds.`, { "Retry-After": String(seconds) });

/**
 * Where a request came from, as Shopify's proxy saw it. A proxy appends the address it was asked from, so what a browser wrote
 * into X-Forwarded-For stands to the left and proves nothing: counted from the right, behind the proxies of our own host
 * (`PROXY_HOPS`), stands what Shopify appended. Only for requests whose proxy signature was verified.
 */
export function addressOf(request: Request): string {
  const hops = (request.headers.get("x-forwarded-for") ?? "").split(",").map((hop) => hop.trim());
  return hops[hops.length - 1 - env.PROXY_HOPS]?.slice(0, 45) || "unknown";
}
