import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { BuyerRedemption, BuyerRewards, BuyerState, RewardCard } from "../../extensions/_shared/contract";
import { startSandbox, type StartedSandbox } from "../../sandbox/server";
import type { Shop } from "../../sandbox/world/types";
import { aMemberCard, aProgramCard, CUSTOMER_ID, putCards } from "../extensions/storefront";
import { aDiscount, COMBINES_WITH_ALL } from "../sandbox/discounts/a-discount";
import { launchBrowser, PHONE, picture, visitor } from "./chromium";

/** Shopify's cart with its own rules of discounts; the buyer API is answered by the walk, so that each of its states can be shown. */
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
let browser: Browser;
let started: StartedSandbox;
let shop: Shop;
let variantId: string;

const reward = (over: Partial<RewardCard>): RewardCard => ({ id: "1", title: "$5 off", kind: "amount_off", steps: [{ points: 100, minor: 500 }], percent: null, goods: null, minimumSpendMinor: 0, tiers: [], endsOn: null, ...over });
const rewards = [
  reward({}), reward({ id: "2", title: "Money off", steps: [1, 2, 3, 4].map((n) => ({ points: 400 * n, minor: 1_000 * n })) }),
  reward({ id: "3", title: "Gold gift", tiers: ["gold"], steps: [{ points: 500, minor: 2_000 }] }), reward({ id: "4", title: "Free shipping", kind: "free_shipping", steps: [{ points: 3_000, minor: null }], minimumSpendMinor: 5_000 }),
];
const program = aProgramCard({ rewards });

beforeAll(async () => {
  browser = await launchBrowser();
  started = await startSandbox({ seed: 7, appConfigFile: path.resolve("shopify.app.toml"), app: { apiKey: "k", apiSecret: "s", appUrl: "http://127.0.0.1:9" } });
  const { sandbox } = started;
  shop = sandbox.world.shops["evergreen-goods.myshopify.com"]!;
  putCards(shop, { program, card: aMemberCard(), customer: { firstName: "Mia" } });
  variantId = Object.values(shop.products).find(({ giftCard }) => !giftCard)!.variants[0]!.id;
  aDiscount(sandbox, shop, { code: "MERCHANT", combinesWith: COMBINES_WITH_ALL, value: { percent: "10" } });
  aDiscount(sandbox, shop, { code: "OURCODE111", combinesWith: COMBINES_WITH_ALL, value: { percent: "20" } });
  aDiscount(sandbox, shop, { code: "ALONECODE2", combinesWith: { order: false, product: false, shipping: false }, value: { percent: "50" } });
});
afterAll(async () => {
  await browser?.close();
  await started?.close();
});

interface Buyer { available: number; redemptions: BuyerRedemption[]; asked: { path: string; key: string | undefined; body: unknown }[]; refuse?: string; next: { code: string | null } }

const redemption = (over: Partial<BuyerRedemption>): BuyerRedemption => ({
  id: "9", rewardId: "1", title: "$5 off", kind: "amount_off", points: 100, minor: 500, minimumSpendMinor: 0, status: "ready", code: "OURCODE111", expiresOn: "2031-12-24", step: null, order: null, restored: 0, comingBack: [{ on: "2031-12-06", points: 60 }], ...over,
});

/** The buyer API of one member. */
async function answering(page: Page, buyer: Buyer): Promise<void> {
  const card = () => aMemberCard({ available: buyer.available });
  const json = (): BuyerRewards => ({
    available: buyer.available, owed: 0, currency: "USD", pointName: { one: "point", other: "points" }, redemptions: buyer.redemptions,
    rewards: rewards.map((one) => ({ ...one, missing: Math.max(0, one.steps[0]!.points - buyer.available), refusal: one.tiers.length > 0 ? "tier_too_low" : one.steps[0]!.points > buyer.available ? "not_enough_points" : null })),
  });
  await page.route("**/apps/loyalty/**", async (route) => {
    const request = route.request();
    const [, at] = new URL(request.url()).pathname.split("/apps/loyalty/");
    if (request.method() === "POST") buyer.asked.push({ path: at!, key: request.headers()["idempotency-key"], body: request.postDataJSON() });
    const [, id, verb] = at!.split("/");
    if (at === "me") return route.fulfill({ json: { state: "member", program, card: card(), activity: [] } satisfies BuyerState });
    if (at === "rewards") return route.fulfill({ json: json() });
    if (at === "redeem" && buyer.refuse) return route.fulfill({ status: 422, json: { error: { code: buyer.refuse, message: "-" } } });
    if (at === "redeem") {
      const { rewardId, points } = request.postDataJSON() as { rewardId: string; points: number };
      buyer.available -= points;
      buyer.redemptions.unshift(redemption({ id: String(10 + buyer.redemptions.length), rewardId, points, title: rewards.find((one) => one.id === rewardId)!.title, ...(buyer.next.code ? { code: buyer.next.code } : { code: null, status: "preparing", expiresOn: null }) }));
      return route.fulfill({ json: { redemption: buyer.redemptions[0], available: buyer.available } });
    }
    const one = buyer.redemptions.find((known) => known.id === id)!;
    if (verb === "cancel") Object.assign(one, { status: "returning", step: 1, code: null });
    else if (one.status === "preparing") Object.assign(one, { status: "ready", code: "OURCODE111", expiresOn: "2031-12-24" });
    else if (one.status === "returning") { Object.assign(one, { status: "returned", step: null }); buyer.available += one.points; }
    return route.fulfill({ json: { redemption: one, available: buyer.available } });
  });
}

async function visit(at: string, given: { viewport?: typeof PHONE; codes?: string[]; language?: string; buyer?: Partial<Buyer> } = {}) {
  const { page, context, problems } = await visitor(browser, given.viewport);
  const session = { customerId: CUSTOMER_ID, lines: [{ variantId, quantity: 2 }], discountCodes: given.codes ?? [], attributes: {}, note: null, language: given.language ?? null };
  await context.addCookies([{ name: "sandbox_storefront", value: Buffer.from(JSON.stringify(session)).toString("base64url"), domain: "127.0.0.1", path: "/shop/evergreen-goods" }]);
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const buyer: Buyer = { available: 1_240, redemptions: [], asked: [], next: { code: "OURCODE111" }, ...given.buyer };
  await answering(page, buyer);
  await page.goto(`${started.url}/shop/evergreen-goods${at}`);
  return { page, problems, buyer, close: () => context.close() };
}

const codesOf = (page: Page) => page.evaluate(async () => ((await (await fetch("/shop/evergreen-goods/cart.js")).json()) as { discount_codes: { code: string; applicable: boolean }[] }).discount_codes);
const status = (page: Page, within: string) => page.locator(`${within} [data-perennial-status]`);

async function expectAccessible(page: Page, within: string) {
  await page.evaluate(AXE);
  const found = await page.evaluate((selector) => (window as unknown as { axe: { run(within: string): Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }> } }).axe.run(selector), within);
  expect(found.violations.filter(({ impact }) => ["serious", "critical"].includes(impact)).map(({ id, nodes }) => `${id}: ${nodes[0]!.html}`)).toEqual([]);
}

describe("redeeming", () => {
  test("in the cart: one press redeems, and the code stands beside the merchant's", async () => {
    const { page, problems, buyer, close } = await visit("/cart", { codes: ["MERCHANT"] });
    await picture(page, "rewards-cart-before");
    await page.locator(".perennial-cart [data-perennial-redeem]").first().click();
    await status(page, ".perennial-cart").filter({ hasText: "In your cart: $5 off" }).waitFor();
    expect(await codesOf(page)).toEqual([{ code: "MERCHANT", applicable: true }, { code: "OURCODE111", applicable: true }]);
    expect(buyer.asked).toEqual([{ path: "redeem", key: expect.stringMatching(/^[0-9a-f-]{36}$/), body: { rewardId: "1", points: 100, surface: "cart" } }]);
    // A second press uses the code that is there.
    await page.locator(".perennial-cart [data-perennial-redeem]").first().click();
    await page.waitForLoadState("networkidle");
    expect(buyer.asked).toHaveLength(1);
    await page.locator(".perennial-fold > summary").first().click();
    await page.locator(".perennial-cart .perennial-code").waitFor();
    await picture(page, "rewards-cart-after");
    await expectAccessible(page, ".perennial-cart");
    expect(problems).toEqual([]);
    await close();
  });

  test("a code that would push another out leaves the cart as it was and says why", async () => {
    const { page, close } = await visit("/cart", { codes: ["MERCHANT"], buyer: { next: { code: "ALONECODE2" } } });
    await page.locator(".perennial-cart [data-perennial-redeem]").first().click();
    await status(page, ".perennial-cart").filter({ hasText: "does not combine" }).waitFor();
    expect(await codesOf(page)).toEqual([{ code: "MERCHANT", applicable: true }]);
    await close();
  });

  test("in the panel: a step of a slider, the balance at once, copying, giving back, and points that return by themselves", async () => {
    const { page, problems, buyer, close } = await visit("/");
    await page.locator(".perennial-launcher > summary").click();
    await page.locator("[aria-modal=true]").waitFor();
    await page.locator(".perennial-panel select").selectOption("800");
    await page.locator(".perennial-panel [data-perennial-reward='2'] [data-perennial-redeem]").click();
    await page.locator(".perennial-panel .perennial-code").waitFor();
    expect(buyer.asked[0]!.body).toEqual({ rewardId: "2", points: 800, surface: "panel" });
    await page.locator("[data-perennial-available='440']").first().waitFor();
    expect(await page.locator(".perennial-panel option[value='800']").isDisabled()).toBe(true);
    await page.locator("[data-perennial-act^=copy]").click();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe("OURCODE111");
    await page.locator(".perennial-code").scrollIntoViewIfNeeded();
    await picture(page, "rewards-panel-code");
    await page.locator("[data-perennial-act^=back]").click();
    expect(await page.evaluate(() => document.activeElement!.getAttribute("data-perennial-act"))).toMatch(/^yes/);
    await page.getByText("60 points of them end on Dec 6, 2031.").waitFor();
    await picture(page, "rewards-panel-ask");
    await expectAccessible(page, ".perennial-panel");
    await page.keyboard.press("Enter");
    await page.getByText("Taking the code out of the shop").first().waitFor();
    await page.locator("[data-perennial-available='1240']").first().waitFor();
    await status(page, ".perennial-panel").filter({ hasText: "Your points are back." }).waitFor();
    expect(problems).toEqual([]);
    await close();
  });

  test("while no code is there it is being prepared, and becomes ready by itself", async () => {
    const { page, close } = await visit("/", { viewport: PHONE, buyer: { next: { code: null } } });
    await page.locator(".perennial-launcher > summary").click();
    await page.locator("[aria-modal=true]").waitFor();
    await picture(page, "rewards-phone-panel");
    await page.locator(".perennial-panel [data-perennial-reward='1'] [data-perennial-redeem]").click();
    await page.locator(".perennial-codes").getByText("being prepared").waitFor();
    await picture(page, "rewards-phone-preparing");
    await page.locator(".perennial-panel .perennial-code").waitFor();
    await status(page, ".perennial-panel").filter({ hasText: "Your code is ready." }).waitFor();
    await close();
  });

  test("a refusal is a sentence in the shopper's language; with the script blocked what Liquid painted stays", async () => {
    const { page, close } = await visit("/", { language: "ja", buyer: { refuse: "out_of_stock" } });
    await page.locator(".perennial-launcher > summary").click();
    await page.locator(".perennial-panel [data-perennial-reward='1'] [data-perennial-redeem]").click();
    await status(page, ".perennial-panel").filter({ hasText: "この特典は在庫切れです。" }).waitFor();
    await close();
    const blocked = await visit("/cart", { viewport: PHONE });
    await blocked.page.route("**/perennial.js*", (route) => route.abort());
    await blocked.page.locator(".perennial-cart [data-perennial-redeem]").first().click();
    await blocked.page.locator(".perennial-cart .perennial-offline").waitFor();
    await picture(blocked.page, "rewards-phone-cart-offline");
    await blocked.close();
  });

  test("right to left nothing runs out of its place", async () => {
    for (const at of ["/cart", "/"]) {
      const { page, close } = await visit(at, { viewport: PHONE, language: "ar", buyer: { redemptions: [redemption({})] } });
      if (at === "/") await page.locator(".perennial-launcher > summary").click();
      else await page.locator(".perennial-fold > summary").first().click();
      await page.locator(".perennial-code").first().waitFor();
      await page.locator(".perennial-code").first().scrollIntoViewIfNeeded();
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
      await picture(page, `rewards-arabic-${at === "/" ? "panel" : "cart"}`);
      await close();
    }
  });
});
