import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { payOrder } from "../../sandbox/shop-life/pay-order";
import { placeOrder } from "../../sandbox/shop-life/place-order";
import type { Order } from "../../sandbox/world/types";
import { aProbe, type Probed } from "../sandbox/ui-extensions/a-probe";
import { launchBrowser, PHONE, picture, visitor } from "./chromium";

/** Extensions of the thank-you page and of customer accounts. */
let browser: Browser;
let probe: Probed;
let customerId: string;
let order: Order;

beforeAll(async () => {
  [browser, probe] = await Promise.all([launchBrowser(), aProbe()]);
  probe.shop.plan = "basic";
  customerId = Object.keys(probe.shop.customers)[0]!;
  const variantId = Object.values(probe.shop.products)[0]!.variants[0]!.id;
  order = placeOrder(probe.sandbox, probe.shop, { customerId, lines: [{ variantId, quantity: 2 }] });
  payOrder(probe.sandbox, probe.shop, { orderId: order.id });
});
afterAll(async () => {
  await browser?.close();
  await probe?.close();
});

async function visit(path: string, { member = true, phone = false } = {}) {
  const { page, context, problems } = await visitor(browser, phone ? PHONE : undefined);
  const session = { customerId: member ? customerId : null, lines: [], discountCodes: [], attributes: {}, note: null, language: null };
  await context.addCookies([{ name: "sandbox_storefront", value: Buffer.from(JSON.stringify(session)).toString("base64url"), domain: "127.0.0.1", path: "/shop/evergreen-goods" }]);
  await page.goto(`${probe.root}${path}`);
  return { page, problems, close: () => context.close() };
}

const shows = (page: Page, id: string, text: string | RegExp) => page.locator(`[id="${id}"]`).filter({ hasText: text }).waitFor();

describe("extensions after the checkout", () => {
  test("the thank-you page, on any plan", async () => {
    const { page, problems, close } = await visit(`/checkout/thank-you/${order.token}`, { member: false });
    await shows(page, "seen", new RegExp(`^gid://shopify/OrderIdentity/${order.id} [A-Z0-9]{9} 1 \\d+`));
    await picture(page, "extension-thank-you");
    expect(problems).toEqual([]);
    await close();
  });

  test("order index, order status and profile know the customer; an order also its name", async () => {
    for (const [path, text] of [["/account/orders", `gid://shopify/Customer/${customerId}`], [`/account/orders/${order.id}`, order.name], ["/account/profile", `gid://shopify/Customer/${customerId}`]] as const) {
      const { page, problems, close } = await visit(path);
      await shows(page, "who", text);
      await picture(page, `account-${path.split("/")[2]}-${path.split("/").length}`);
      expect(problems).toEqual([]);
      await close();
    }
  });

  test("a link leads to the extension's own page, which stands in the menu and moves within itself", async () => {
    const { page, problems, close } = await visit("/account/profile");
    await page.locator("[id=to-page] a").click();
    await page.getByRole("heading", { name: "All points" }).waitFor();
    await shows(page, "url", /^extension:\/history$/);
    await page.locator("[id=further]").click();
    await shows(page, "url", /^extension:\/further$/);
    expect(new URL(page.url()).pathname).toBe("/shop/evergreen-goods/account/pages/probe-account/further");
    await page.locator("[id=toast]").click();
    await page.getByRole("status").filter({ hasText: "Saved" }).waitFor();
    await picture(page, "account-page");
    await page.getByRole("link", { name: "Probe page" }).click();
    await shows(page, "url", /^extension:\/$/);
    await page.locator("[id=away]").click();
    await page.waitForURL("**/account/profile");
    expect(problems).toEqual([]);
    await close();
  });

  test("a phone sees no page wider than itself", async () => {
    for (const path of ["/account/orders", `/account/orders/${order.id}`, "/account/pages/probe-account"]) {
      const { page, close } = await visit(path, { phone: true });
      await page.locator("[data-extension] *").first().waitFor();
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(PHONE.width);
      await close();
    }
  });

  test("accounts ask for a log-in, and show nobody else's orders", async () => {
    expect((await fetch(`${probe.root}/account/orders`, { redirect: "manual" })).headers.get("location")).toBe("/shop/evergreen-goods/account/login?return_to=%2Faccount%2Forders");
    const other = placeOrder(probe.sandbox, probe.shop, { customerId: Object.keys(probe.shop.customers)[1]!, lines: [{ variantId: Object.values(probe.shop.products)[0]!.variants[0]!.id, quantity: 1 }] });
    const { page, close } = await visit("/account/orders");
    expect((await page.goto(`${probe.root}/account/orders/${other.id}`))!.status()).toBe(404);
    expect((await page.goto(`${probe.root}/account/pages/nothing`))!.status()).toBe(404);
    await close();
  });
});
