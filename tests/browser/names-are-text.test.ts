import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launchBrowser, picture, steps, visitor } from "./chromium";
import { api, controlUrl, logIn, newcomer, openAdmin, openMember, type Order, paidOrder, painted, products, shopUrl, type Customer, type Product } from "./product";

/** What customers and merchants name things can be anything: on every page it is text. Here in a shop that reads from right to left. */
const SOUK = "souk-kuwait";
const EVIL = `"><img src=x onerror=alert(1)><script>alert(2)</script>{{ shop.name }}`;
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
  await app.getByText("Launched on").first().waitFor();
  product = (await products(SOUK))[0]!;
  await api(`/shops/${SOUK}/products/${product.id}`, { title: EVIL }, "PATCH");
  customer = await newcomer(EVIL, SOUK, { email: `evil.${Date.now()}@example.com` });
  order = await paidOrder(customer.id, [{ variantId: product.variants[0]!.id, quantity: 1 }], { handle: SOUK });
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
    await picture(page, "text-panel-rtl");
    await page.goto(shopUrl(`/products/${product.handle}`, SOUK));
    expect(await page.locator("h1").innerText()).toBe(EVIL);
    await page.locator(".product-info .perennial-earn").waitFor();
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
