import { configure, waitFor } from "@testing-library/preact";
import { vi } from "vitest";
import type { BuyerRedemption, BuyerReward, BuyerRewards, MemberCard } from "../../../extensions/_shared/contract";

/** What is waited for comes; a busy machine may take more than the second that is waited otherwise. */
configure({ asyncUtilTimeout: 30_000 });

export interface Asked { path: string; method: string; key: string | null; token: string | null; body: unknown }
type Answer = { status: number; body: unknown; retryAfter?: number } | "offline" | "never";
export type Routes = Record<string, unknown>;

export const refused = (status: number, code: string, retryAfter?: number): Answer => ({ status, body: { error: { code, message: code } }, ...(retryAfter !== undefined && { retryAfter }) });

/** The app's side of the wire: answers by `METHOD path`, several in turn when a list, and what was asked of it. */
export function anApp(routes: Routes) {
  const asked: Asked[] = [];
  const fetch = vi.fn(async (input: RequestInfo | URL, init: RequestInit = {}) => {
    const path = String(input).replace(/^.*\/extension\//, "");
    const headers = new Headers(init.headers);
    asked.push({ path, method: init.method ?? "GET", key: headers.get("idempotency-key"), token: headers.get("authorization"), body: init.body ? JSON.parse(String(init.body)) : null });
    const route = routes[`${init.method ?? "GET"} ${path}`];
    const answer = Array.isArray(route) ? (route.length > 1 ? route.shift() : route[0]) : route;
    if (answer === "never") return new Promise<Response>(() => undefined);
    if (answer === "offline") throw new TypeError("Failed to fetch");
    const { status, body, retryAfter }: Exclude<Answer, string> = isAnswer(answer) ? answer : { status: answer === undefined ? 404 : 200, body: answer ?? { error: { code: "not_found", message: path } } };
    return new Response(JSON.stringify(body), { status, headers: { "content-type": "application/json", ...(retryAfter !== undefined && { "retry-after": String(retryAfter) }) } });
  });
  return { asked, fetch: fetch as unknown as typeof globalThis.fetch, posts: () => asked.filter(({ method }) => method === "POST") };
}

function isAnswer(answer: unknown): answer is Exclude<Answer, string> {
  return typeof answer === "object" && answer !== null && "status" in answer && "body" in answer;
}

/** `translate` with an extension's real texts. */
export function saying(texts: unknown) {
  return (key: string, options: Record<string, unknown> = {}): string => {
    const found = key.split(".").reduce<unknown>((node, part) => (node as Record<string, unknown> | undefined)?.[part], texts);
    const text = typeof found === "string" ? found : (found as Record<string, string> | undefined)?.[options.count === 1 ? "one" : "other"];
    if (text === undefined) throw new Error(`no text ${key}`);
    return text.replace(/\{\{(\w+)\}\}/g, (_all, name: string) => String(options[name]));
  };
}

export const FORMATS = {
  formatNumber: (value: number | bigint, { inExtensionLocale: _own, ...options }: { inExtensionLocale?: boolean } & Intl.NumberFormatOptions = {}) => new Intl.NumberFormat("en", options).format(value),
  formatCurrency: (value: number | bigint, options: { inExtensionLocale?: boolean } & Intl.NumberFormatOptions = {}) => new Intl.NumberFormat("en", { currency: "USD", ...options, style: "currency" }).format(value),
  formatDate: (value: Date) => value.toISOString().slice(0, 10),
};

export const text = () => document.body.textContent ?? "";
export const shows = (part: string) => waitFor(() => { if (!text().includes(part)) throw new Error(`“${part}” is not in “${text()}”`); });
export const buttons = () => [...document.body.querySelectorAll("s-button")];
export const button = (label: string) => {
  const found = buttons().find((one) => one.textContent === label);
  if (!found) throw new Error(`no button “${label}” among ${buttons().map((one) => one.textContent).join(", ")}`);
  return found;
};

export const aBuyerReward = (given: Partial<BuyerReward> = {}): BuyerReward => ({
  id: "1", title: "5 off", kind: "amount_off", steps: [{ points: 100, minor: 500 }], percent: null, goods: null, minimumSpendMinor: 0, tiers: [], endsOn: null, combines: ["product", "shipping"], maximumShippingMinor: null, validityDays: 30, onExpiry: "return", refusal: null, missing: 0, ...given,
});
export const aRedemption = (given: Partial<BuyerRedemption> = {}): BuyerRedemption => ({
  id: "11", rewardId: "1", title: "5 off", kind: "amount_off", points: 100, minor: 500, percent: null, goods: null, minimumSpendMinor: 0, maximumShippingMinor: null, combines: ["product", "shipping"], status: "ready", code: "PERE-ABCD", expiresOn: "2026-12-31", onExpiry: "return", step: null, takenOut: false, order: null, restored: 0, comingBack: [], ...given,
});
export const someRewards = (given: Partial<BuyerRewards> = {}): BuyerRewards => ({
  pointName: { one: "point", other: "points" }, available: 250, owed: 0, currency: "USD", rewards: [aBuyerReward()], redemptions: [], ...given,
});
/** A line of a checkout. `amount` is what it costs without `off`. */
export const aLine = ({ product = "5", variant = "51", amount = 40, off = 0, shipped = true, subscription = false }: { product?: string; variant?: string; amount?: number; off?: number; shipped?: boolean; subscription?: boolean } = {}) => ({
  id: `gid://shopify/CartLine/${product}${variant}`, quantity: 1, cost: { totalAmount: { amount: amount - off, currencyCode: "USD" as const } }, attributes: [], lineComponents: [], parentRelationship: null,
  discountAllocations: off > 0 ? [{ type: "code" as const, code: "OFF", discountedAmount: { amount: off, currencyCode: "USD" as const }, discountApplication: undefined as never }] : [],
  merchandise: {
    type: "variant" as const, id: `gid://shopify/ProductVariant/${variant}`, title: "It", selectedOptions: [], requiresShipping: shipped, product: { id: `gid://shopify/Product/${product}`, vendor: "", productType: "" },
    ...(subscription && { sellingPlan: { id: "gid://shopify/SellingPlan/1", recurringDeliveries: true } }),
  },
});
export const aCard = (given: Partial<MemberCard> = {}): MemberCard => ({
  v: 1, version: 3, state: "member", available: 250, pending: 0, owed: 0, nextRelease: null, tier: { handle: "silver", name: "Silver", since: "2026-01-01", multiplier: "1.25" },
  progress: { next: { handle: "gold", name: "Gold" }, spentMinor: 20_000, thresholdMinor: 50_000, currency: "USD" }, expiringSoon: null, nextReward: null, activity: [], ...given,
});
export const cardEntry = (card: MemberCard) => ({
  target: { type: "customer" as const, id: "gid://shopify/Customer/7" }, metafield: { namespace: "$app", key: "card", value: JSON.stringify(card), type: "json", valueType: "json_string" as const },
});

/** The tester knows no members nobody gave it; at Shopify they are undefined. */
export const NO_SETTINGS = { heading: undefined, hide_next_reward: undefined } as never;
/** Who checks out; `buyerIdentity` is there only for apps that may know it, so the tester has none. */
export function checksOut(shopify: object, id: string | null): void {
  Object.defineProperty(shopify, "buyerIdentity", { value: { customer: { value: id === null ? undefined : { id } } }, configurable: true, writable: true });
}
