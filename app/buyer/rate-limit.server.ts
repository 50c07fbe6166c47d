import { env } from "~/env.server";
import { takeFromAll, takeFromProcess, type Limit } from "~/store/rate-limits.server";
import { refusal } from "./refusal";

export type Kind = "read" | "write" | "redeem" | "cancel";

const MINUTE = 60;
const DAY = 86_400;

/** Of one shopper, the narrowest first: who is over it takes nothing of the next. Reads are counted in memory, all else in the database. */
const PER_SHOPPER: Record<Kind, Limit[]> = {
  read: [{ name: "buyer-read", points: 60, seconds: MINUTE }],
  write: [{ name: "buyer-write", points: 10, seconds: MINUTE }],
  redeem: [{ name: "buyer-redeem", points: 5, seconds: MINUTE }, { name: "buyer-redeem-day", points: 20, seconds: DAY }],
  cancel: [{ name: "buyer-cancel", points: 10, seconds: MINUTE }],
};
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
  const take = kind === "read" ? takeFromProcess : takeFromAll;
  for (const limit of PER_SHOPPER[kind]) {
    const own = await take(limit, key);
    if (own > 0) throw tooMany(`More than ${limit.points} requests in a ${limit.seconds === DAY ? "day" : "minute"}`, own);
  }
  const all = await takeFromProcess(kind === "read" ? SHOP_READS : SHOP_WRITES, String(who.shopId));
  if (all > 0) throw tooMany("Too many people ask at this moment", all);
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
