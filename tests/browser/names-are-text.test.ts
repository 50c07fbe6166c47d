import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { givePoints, offerReward, reword } from "./as-merchant";
import { DESKTOP, launchBrowser, PHONE, picture, steps, visitor } from "./chromium";
import { api, controlUrl, intoView, logIn, newcomer, openAdmin, openMember, paidOrder, painted, products, shopUrl, type Customer, type Order, type Product, until } from "./product";

/** What customers and merchants name things can be anything: on every page it is text. Here in a shop that reads from right to left. */
const SOUK = "souk-kuwait";
const EVIL = `"><img src=x onerror=alert(1)><script>alert(2)</script>{{ shop.name }}`;
/** What the merchant names things, within 40 characters; marks that turn the direction of what follows are kept as they are. */
const named = (what: string) => `\u202E${what}\u200F"'><img src=x onerror=alert()>`;
const WORDS = { tier: named("Tier"), point: named("Pt"), points: named("Pts"), reward: named("Prize"), note: named("Note") };
const LONG = "Wort".repeat(15);
let browser: Browser;
let page: Page;
let problems: string[];
let customer: Customer;
let product: Product;
let order: Order;

beforeAll(async () => {
  browser = await launchBrowser();
  ({ page, problems } = await visitor(browser));
  page.on("dialog", (dialog) => { problems.push(`dialog: ${dialog.message()}`); void dialog.dismiss(); });
  const app = await openAdmin(page, "", SOUK);
  const launch = app.getByRole("button", { name: "Launch program" });
  if (!await launch.isVisible()) await app.getByRole("button", { name: /^(Not done yet )?Launch$/ }).click();
  await launch.click();
  await app.getByRole("dialog").getByRole("button", { name: "Launch", exact: true }).click();
  await app.getByText(/^Orders placed since .+ earn points$/).first().waitFor();
  await reword(`${SOUK}.myshopify.com`, (draft) => ({ ...draft, pointName: { one: WORDS.point, other: WORDS.points }, ladder: draft.ladder.map((tier, rank) => ({ ...tier, name: `${rank}${WORDS.tier}` })) }), WORDS.note);
  await offerReward({ title: WORDS.reward, price: { kind: "fixed", points: 10 } }, {}, `${SOUK}.myshopify.com`);
  await offerReward({ title: LONG, price: { kind: "fixed", points: 20 } }, {}, `${SOUK}.myshopify.com`);
  product = (await products(SOUK))[0]!;
  await api(`/shops/${SOUK}/products/${product.id}`, { title: EVIL }, "PATCH");
  customer = await newcomer(EVIL, SOUK, { email: `evil.${Date.now()}@example.com` });
  order = await paidOrder(customer.id, [{ variantId: product.variants[0]!.id, quantity: 1 }], { handle: SOUK });
  await givePoints(customer, 100, { shop: `${SOUK}.myshopify.com`, note: WORDS.note });
});
afterAll(() => browser?.close());
steps(() => page);

describe("names full of HTML stay text", () => {
  test("in the storefront, from right to left", async () => {
    await logIn(page, customer.id, SOUK);
    await page.goto(shopUrl("/", SOUK));
    await painted(page, ".perennial-card--member .perennial-fact--when", /./);
    expect(await page.evaluate(() => document.dir)).toBe("rtl");
    await page.locator(".perennial-launcher > summary").click();
    await page.locator("[data-perennial-why]").first().click();
    await page.locator(".perennial-reasons li").first().waitFor();
    expect(await page.locator(".perennial-panel__hello").innerText()).toContain("<img src=x onerror=alert(1)>");
    for (const word of [`0${WORDS.tier}`, WORDS.points, WORDS.reward]) await until(`${word} in the panel`, async () => (await page.locator(".perennial-panel").textContent())!.includes(word));
    await picture(page, "text-panel-rtl");
    await page.goto(shopUrl(`/products/${product.handle}`, SOUK));
    expect(await page.locator("h1").innerText()).toBe(EVIL);
    await page.locator(".product-info .perennial-earn").waitFor();
    expect(await page.locator(".product-info .perennial-earn").textContent()).toContain(WORDS.points);
    await picture(page, "text-product-rtl");
  });

  test("in the admin: list, member, why-screen, event log", async () => {
    const app = await openMember(page, customer.email, SOUK);
    await app.getByRole("heading", { name: "<img src=x onerror=alert(1)>" }).first().waitFor();
    await picture(page, "text-member");
    await app.getByRole("button", { name: "Adjust points" }).click();
    await app.getByRole("dialog").getByText("<img src=x onerror=alert(1)>").waitFor();
    await app.getByRole("dialog").getByRole("button", { name: "Cancel" }).click();
    await app.getByRole("link", { name: `Why order ${order.name}` }).click();
    await app.getByText("<script>alert(2)</script>").first().waitFor();
    await picture(page, "text-why");
    await openAdmin(page, "/members", SOUK);
    await openAdmin(page, "/events", SOUK);
    await picture(page, "text-events");
  });

  test("in the cart", async () => {
    await page.goto(shopUrl("/", SOUK));
    await page.evaluate(async (id) => { await fetch(`${(window as unknown as { Shopify: { routes: { root: string } } }).Shopify.routes.root}cart/add.js`, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ id, quantity: 1 }) }); }, product.variants[0]!.id);
    await page.goto(shopUrl("/cart", SOUK));
    await until("the reward in the cart", async () => (await page.locator("body").textContent())!.includes(WORDS.reward));
    await picture(page, "text-cart-rtl");
  });

  test("at the checkout and on the account's page, where long names stay in their place on a phone as well", async () => {
    const places = { checkout: ["/checkout", "checkout-rewards"], account: ["/account/pages/account-rewards", "account-rewards"] };
    for (const [place, [path, extension]] of Object.entries(places)) {
      await page.goto(shopUrl(path, SOUK));
      const panel = page.locator(`[data-extension="${extension}"]`);
      for (const word of [WORDS.points, WORDS.reward, LONG]) await until(`${word} at ${place}`, async () => (await panel.allTextContents()).join().includes(word));
      for (const [size, viewport] of Object.entries({ desk: DESKTOP, phone: PHONE })) {
        await page.setViewportSize(viewport);
        await intoView(panel.getByText(LONG));
        expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), `${place} ${size}`).toBeLessThanOrEqual(0);
        await picture(page, `text-${place}-${size}-rtl`);
      }
      await page.setViewportSize(DESKTOP);
    }
  });

  test("what the merchant named, in every room of the admin", async () => {
    const rooms: [string, string[]][] = [
      ["", [`0${WORDS.tier}`]], ["/program?tab=history", [WORDS.note]], ["/rewards", [WORDS.reward]], ["/members", [`0${WORDS.tier}`]],
    ];
    for (const [path, words] of rooms) {
      const app = await openAdmin(page, path, SOUK);
      for (const word of words) await until(`${word} at ${path}`, async () => (await app.locator("body").textContent())!.includes(word));
    }
    const app = await openMember(page, customer.email, SOUK);
    for (const word of [`0${WORDS.tier}`, WORDS.note]) await until(`${word} with the member`, async () => (await app.locator("body").textContent())!.includes(word));
    await openAdmin(page, "/program?tab=tiers", SOUK);
    await picture(page, "text-tiers");
  });

  test("in the control panel of the sandbox", async () => {
    await page.goto(controlUrl(`/orders/${order.id}`, SOUK));
    await page.getByText("<script>alert(2)</script>").first().waitFor();
    await page.goto(controlUrl(`/customers/${customer.id}`, SOUK));
    await page.getByText("<img src=x onerror=alert(1)>").first().waitFor();
  });

  test("nothing ran, and no page complained", () => {
    expect(problems).toEqual([]);
  });
});
