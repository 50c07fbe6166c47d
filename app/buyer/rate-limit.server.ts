import { env } from "~/env.server";
import { takeFromAll, takeFromProcess, type Limit } from "~/store/rate-limits.server";
import { refusal } from "./refusal";

type Kind = "read" | "write";

const PER_SHOPPER: Record<Kind, Limit> = { read: { name: "buyer-read", points: 60, seconds: 60 }, write: { name: "buyer-write", points: 10, seconds: 60 } };
/** Of one shop at one process, far above a sale's rush: what lies beyond would be taken from the other shops. */
const PER_SHOP: Record<Kind, Limit> = { read: { name: "shop-read", points: 12_000, seconds: 60 }, write: { name: "shop-write", points: 6_000, seconds: 60 } };

/**
 * One shopper of one shop: the customer, or for a guest the address they came from; then the shop as a whole. Who is over their
 * own limit takes nothing from their shop's, and no shop anything from another's.
 * @throws Response 429 with Retry-After
 */
export async function limitBuyer(kind: Kind, who: { shopId: bigint; customerId: string | null; address: string }): Promise<void> {
  const key = `${who.shopId}:${who.customerId ?? `guest:${who.address}`}`;
  const own = kind === "read" ? await takeFromProcess(PER_SHOPPER[kind], key) : await takeFromAll(PER_SHOPPER[kind], key);
  if (own > 0) throw tooMany(`More than ${PER_SHOPPER[kind].points} requests in a minute`, own);
  const all = await takeFromProcess(PER_SHOP[kind], String(who.shopId));
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
