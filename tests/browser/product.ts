import type { FrameLocator, Locator, Page } from "playwright-core";
import { inject } from "vitest";
import { appFrame } from "./axe";
import type { Demo } from "./start-demo";

/** The product this worker walks in. */
export const demo = await demoOfWorker();
const sandboxUrl = new URL(demo.control).origin;

async function demoOfWorker(): Promise<Demo> {
  for (;;) {
    const answer = await fetch(`${inject("demos")}/${process.env.VITEST_POOL_ID}`);
    if (answer.status === 200) return await answer.json() as Demo;
    if (answer.status !== 202) throw new Error(await answer.text());
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/** The sandbox's control API (its /openapi.json): what the merchant or the shopper does where no page of ours is looked at. @throws when it refuses. */
export async function api<T>(path: string, body?: object, method = body ? "POST" : "GET"): Promise<T> {
  const answer = await fetch(`${sandboxUrl}/api${path}`, { method, headers: { "content-type": "application/json" }, ...(body && { body: JSON.stringify(body) }) });
  const json = await answer.json() as T & { error?: string };
  if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${json.error}`);
  return json;
}

export const shopUrl = (path = "", handle = "evergreen-goods") => `${sandboxUrl}/shop/${handle}${path}`;
export const controlUrl = (path: string, handle = "evergreen-goods") => `${sandboxUrl}/control/${handle}${path}`;

/** Opens a page of the app inside the admin's frame, where it hears what is done to it. @param path below the app, "/members". */
export async function openAdmin(page: Page, path = "", handle = "evergreen-goods"): Promise<FrameLocator> {
  await page.goto(`${sandboxUrl}/store/${handle}/apps/${demo.apiKey}/app${path}`);
  const app = page.frameLocator("#app");
  await app.locator(".Polaris-Page").first().waitFor();
  await (await appFrame(page)).waitForFunction(heard);
  return app;
}

/** Whether React has taken up the page that the server painted: what is pressed or typed before is heard by nobody. */
const heard = () => Object.keys(document.querySelector(".Polaris-Page") ?? {}).some((key) => key.startsWith("__reactFiber$"));

/** Opens the admin's page of one member, found by what a merchant would type. */
export async function openMember(page: Page, search: string, handle?: string): Promise<FrameLocator> {
  const app = await openAdmin(page, `/members?q=${encodeURIComponent(search)}`, handle);
  await app.locator("tbody a").first().click();
  await app.getByRole("heading", { name: "Ledger" }).waitFor();
  return app;
}

/** Ends where the shop brings whoever logs in: what is done next must not meet a page that is on its way. */
export async function logIn(page: Page, customerId: string, handle?: string): Promise<void> {
  await page.goto(shopUrl(`/account/login?q=${customerId}`, handle));
  await page.locator(`.people button[value="${customerId}"]`).click();
  await page.waitForURL(({ pathname }) => !pathname.endsWith("/account/login"));
}

/** Asks again until it is so. Conditions only: how long a thing may take is the bench's matter. @throws after two minutes, with what was awaited. */
export async function until<T>(what: string, look: () => Promise<T | false | null | undefined>): Promise<T> {
  for (const end = Date.now() + 120_000; Date.now() < end; await new Promise((resolve) => setTimeout(resolve, 200))) {
    const seen = await look();
    if (seen) return seen;
  }
  throw new Error(`not within two minutes: ${what}`);
}

/** Loads the page again until what Liquid painted has the text; the way a card reaches a shopper is through Shopify's metafield. */
export async function painted(page: Page, selector: string, text: string | RegExp): Promise<string> {
  return until(`${selector} with ${text}`, async () => {
    await page.reload();
    const seen = (await page.locator(selector).allInnerTexts()).join(" ");
    return (typeof text === "string" ? seen.includes(text) : text.test(seen)) && seen;
  });
}

export interface Customer { id: string; email: string; firstName: string; tags: string[]; metafields: { key: string; value: string }[] }
export interface Order { id: string; name: string; lines: { id: string; title: string; quantity: number; unitPriceMinor: number }[] }

let made = 0;
/** A customer nobody has met: walks do not share people. */
export function newcomer(firstName: string, handle = "evergreen-goods", more: object = {}): Promise<Customer> {
  const email = `${firstName.replace(/\W/g, "").toLowerCase()}.${Date.now()}.${++made}@example.com`;
  return api<Customer>(`/shops/${handle}/customers`, { email, firstName, lastName: "Walker", address: { address1: "1 Fern Road", city: "Portland", zip: "97201", countryCode: "US" }, ...more });
}

/** As soon as the customer's card at Shopify has so many points to spend: then every page does. */
export const spendable = (customerId: string, points: number) => until(`${points} points on the card of customer ${customerId}`, async () => {
  const { metafields } = await api<Customer>(`/shops/evergreen-goods/customers/${customerId}`);
  const card = metafields.find(({ key }) => key === "card");
  return card && (JSON.parse(card.value) as { available: number }).available === points;
});

/** A paid order. @param daysAgo an order whose return window may be over. */
export function paidOrder(customerId: string, lines: { variantId: string; quantity: number }[], { daysAgo = 0, handle = "evergreen-goods" } = {}): Promise<Order> {
  const at = daysAgo > 0 ? new Date(Date.now() - daysAgo * 86_400_000).toISOString() : undefined;
  return api<Order>(`/shops/${handle}/orders`, { customerId, lines, pay: true, ...(at && { at }) });
}

export interface Product { id: string; handle: string; title: string; variants: { id: string; priceMinor: number }[] }
export async function products(handle = "evergreen-goods"): Promise<Product[]> {
  return (await api<{ products: Product[] }>(`/shops/${handle}/products`)).products;
}

/** Scrolls to something, for a picture or to see it as a shopper does: what is painted anew meanwhile is looked for again. */
export const intoView = (place: Locator) => until("something that stays in view", () => place.first().scrollIntoViewIfNeeded({ timeout: 5_000 }).then(() => true, () => false));
