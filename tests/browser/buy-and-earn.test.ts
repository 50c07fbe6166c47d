import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { addToCart } from "./cart";
import { launchBrowser, PHONE, picture, steps, visitor } from "./chromium";
import { api, type Customer, openMember, paidOrder, painted, products, shopUrl } from "./product";

/** A shopper's first purchase: signs up in the storefront, buys at the checkout, sees what came of it. */
let browser: Browser;
let page: Page;
let problems: string[];
const email = `ines.${Date.now()}@example.com`;
let earned: number;

beforeAll(async () => {
  browser = await launchBrowser();
  ({ page, problems } = await visitor(browser));
});
afterAll(() => browser?.close());
steps(() => page);

const card = ".perennial-card--member";

describe("a shopper buys and earns", () => {
  test("an account made in the storefront becomes a member, and its card is painted", async () => {
    await page.goto(shopUrl("/account/register"));
    await page.getByLabel("First name").fill("Ines");
    await page.locator("#register").getByLabel("Email").fill(email);
    await page.locator("#register button").click();
    await page.goto(shopUrl("/"));
    expect(await painted(page, card, "Member")).toContain("0 points");
    await picture(page, "buy-new-member");
  });

  test("the product says what it earns, and the checkout places the order", async () => {
    await page.goto(shopUrl("/products/monstera-deliciosa"));
    earned = Number((await page.locator(".product-info [data-perennial-earned]").innerText()).replace(/\D/g, ""));
    expect(earned).toBeGreaterThan(0);
    await picture(page, "buy-product");
    await addToCart(page);
    await page.goto(shopUrl("/checkout"));
    await page.getByLabel("Last name").fill("Walker");
    await page.getByLabel("Address").fill("1 Fern Road");
    await page.getByLabel("City").fill("Portland");
    await page.locator("button.pay").click();
    await page.locator("[data-order]").waitFor();
    await picture(page, "buy-thank-you");
  });

  test("the points are pending in the member card as soon as the card was written, and the panel names the order", async () => {
    const orderName = /#\d+/.exec(await page.locator("[data-order]").innerText())![0];
    await page.goto(shopUrl("/"));
    expect(await painted(page, card, `${earned} points pending`)).toContain("yours to spend on");
    await picture(page, "buy-pending-card");
    await page.locator(".perennial-launcher > summary").click();
    const row = page.locator("[data-perennial-activity] li", { hasText: `Order ${orderName}` });
    await row.getByRole("button", { name: "Why?" }).click();
    await row.getByText("You earn 1 point for every $1 you spend.").waitFor();
    await row.getByText("Yours to spend on").waitFor();
    expect(await row.innerText()).toContain(`+${earned}`);
    await picture(page, "buy-panel");
  });

  test("the same on a phone", async () => {
    const state = await page.context().storageState();
    const { page: phone, context } = await visitor(browser, PHONE);
    await context.addCookies(state.cookies);
    await phone.goto(shopUrl("/"));
    await phone.locator(`${card}`).getByText(`${earned} points pending`).waitFor();
    await picture(phone, "buy-phone-card");
    await phone.locator(".perennial-launcher > summary").click();
    await phone.getByRole("button", { name: "Why?" }).first().waitFor();
    await picture(phone, "buy-phone-panel");
    expect(await phone.evaluate(() => document.documentElement.scrollWidth)).toBe(PHONE.width);
    await context.close();
  });

  test("an order whose return window is over brings points to spend", async () => {
    const variant = (await products()).find(({ handle }) => handle === "snake-plant")!.variants[0]!;
    const { customers } = await api<{ customers: Customer[] }>(`/shops/evergreen-goods/customers?search=${email}`);
    await paidOrder(customers[0]!.id, [{ variantId: variant.id, quantity: 1 }], { daysAgo: 20 });
    await page.goto(shopUrl("/"));
    const points = Math.floor(variant.priceMinor / 100);
    await painted(page, `${card} .perennial-balance`, `${points} points`);
    expect(await page.locator(card).innerText()).toContain(`${earned} points pending`);
    await picture(page, "buy-available");
    expect(problems).toEqual([]);
  });

  test("the merchant sees the same two pockets", async () => {
    const { page: admin, context, problems: wrong } = await visitor(browser);
    const app = await openMember(admin, email);
    await app.getByText(`Earned by order`).first().waitFor();
    await picture(admin, "buy-member-page");
    expect(wrong).toEqual([]);
    await context.close();
  });
});
