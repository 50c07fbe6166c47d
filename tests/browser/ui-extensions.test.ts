import { createHmac } from "node:crypto";
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aDiscount } from "../sandbox/discounts/a-discount";
import { anApp, putMetafield } from "../sandbox/storefront/a-front";
import { aProbe, type Probed } from "../sandbox/ui-extensions/a-probe";
import { launchBrowser, picture, visitor } from "./chromium";

/** What hosts UI extensions, tried with an extension that tries everything. */
let browser: Browser;
let probe: Probed;

beforeAll(async () => {
  [browser, probe] = await Promise.all([launchBrowser(), aProbe()]);
  aDiscount(probe.sandbox, probe.shop, { code: "FIVE", value: { amountMinor: 500 } });
});
afterAll(async () => {
  await browser?.close();
  await probe?.close();
});

interface Reporting { __extensionReports: { kind: string; message: string }[] }
const REDUCTIONS = '[data-extension-target="purchase.checkout.reductions.render-after"]';
const part = (page: Page, id: string): Locator => page.locator(`${REDUCTIONS} [id="${id}"]`);
const said = (page: Page) => part(page, "said");

/** A visitor at the checkout with one thing in the cart, logged in or not. */
async function atCheckout({ customer = false, language = "", handle = "evergreen-goods" } = {}) {
  const { page, context, problems } = await visitor(browser);
  const shop = probe.sandbox.world.shops[`${handle}.myshopify.com`]!;
  const variantId = Object.values(shop.products)[0]!.variants[0]!.id;
  const customerId = customer ? Object.keys(shop.customers)[0]! : null;
  const session = { customerId, lines: [{ variantId, quantity: 2 }], discountCodes: [], attributes: {}, note: null, language: language || null };
  await context.addCookies([{ name: "sandbox_storefront", value: Buffer.from(JSON.stringify(session)).toString("base64url"), domain: "127.0.0.1", path: `/shop/${handle}` }]);
  await page.goto(`${probe.url}/shop/${handle}/checkout`);
  return { page, problems, shop, customerId, close: () => context.close() };
}

const reports = (page: Page) => page.evaluate(() => (window as unknown as Reporting).__extensionReports.map(({ kind, message }) => `${kind}: ${message}`));
async function expectText(locator: Locator, text: string | RegExp) {
  await locator.filter({ hasText: text }).waitFor();
}

describe("an extension in the checkout", () => {
  test("renders in a worker, and its presses change what it shows", async () => {
    const { page, close } = await atCheckout();
    await expectText(part(page, "greeting"), "Hello guest");
    await expectText(part(page, "app"), probe.sandbox.world.app.appUrl);
    await expectText(part(page, "points"), "1 point, 1,234 points, Only in English");
    await expect.poll(() => page.workers().length).toBe(2);
    await part(page, "count").click();
    await part(page, "count").locator("button").focus();
    await page.keyboard.press("Enter");
    await expectText(part(page, "count"), "Pressed 2");
    await part(page, "agree").locator("input").check();
    await expectText(said(page), "checked true");
    await picture(page, "extension-in-checkout");
    await close();
  });

  test("what Shopify does not know is told, and the page stands", async () => {
    const { page, close } = await atCheckout();
    await part(page, "throw").click();
    await expect.poll(() => reports(page)).toEqual(expect.arrayContaining([
      "unknown-target: purchase.checkout.nowhere.render in shopify.extension.toml is no target of @shopify/ui-extensions",
      "unknown-element: <s-bogus> is no element of @shopify/ui-extensions", "unknown-element: <div> is no element of @shopify/ui-extensions", "unknown-element: <s-page> is no element of @shopify/ui-extensions",
      "unknown-attribute: <s-text> has no attribute made-up", "unknown-event: <s-text> has no event Dance",
      expect.stringContaining("thrown at the start"), expect.stringContaining("thrown in a listener"),
    ]));
    expect(await page.locator(`${REDUCTIONS} div[class=x]`).count()).toBe(0);
    await expectText(page.locator("extension-reports summary"), "problems for the developer");
    const logged = async () => (await (await fetch(`${probe.url}/api/extension-reports`)).json() as { reports: { kind: string; extension: string }[] }).reports;
    await expect.poll(logged).toEqual(expect.arrayContaining([expect.objectContaining({ kind: "error", extension: "probe" })]));
    await part(page, "count").click();
    await expectText(part(page, "count"), "Pressed 1");
    await picture(page, "extension-reports");
    await close();
  });

  test("a discount code is put on and taken off, and the checkout changes with it", async () => {
    const { page, close } = await atCheckout();
    const total = await part(page, "total").innerText();
    await page.locator("input[name=email]").fill("typed@example.com");
    await part(page, "add").click();
    await expectText(said(page), "changed");
    await expectText(part(page, "codes"), "FIVE");
    await expect.poll(() => part(page, "total").innerText()).not.toBe(total);
    await expectText(page.locator("[data-part=codes]"), "FIVE");
    await expectText(page.locator("[data-part=totals]"), await part(page, "total").innerText());
    expect(await page.locator("input[name=email]").inputValue()).toBe("typed@example.com");
    await part(page, "add-wrong").click();
    await expectText(said(page), /refused: .*NOTHING/);
    await expectText(part(page, "codes"), /^FIVE$/);
    await part(page, "remove").click();
    await expectText(said(page), "changed");
    await expectText(part(page, "total"), total);
    await close();
  });

  test("a checkout that forbids it changes no discount", async () => {
    probe.shop.checkoutLocksDiscounts = true;
    const { page, close } = await atCheckout();
    await expectText(part(page, "may"), "false");
    await part(page, "add").click();
    await expectText(said(page), "refused: Discount codes can't be changed in this checkout.");
    delete probe.shop.checkoutLocksDiscounts;
    await close();
  });

  test("the session token is signed, and names the customer only when one is logged in", async () => {
    const guest = await atCheckout();
    expect(await tokenIn(guest.page)).not.toHaveProperty("sub");
    await guest.close();
    const { page, customerId, close } = await atCheckout({ customer: true });
    expect(await tokenIn(page)).toMatchObject({ dest: "evergreen-goods.myshopify.com", aud: "probe-key", sub: `gid://shopify/Customer/${customerId}` });
    await close();
  });

  test("metafields that were asked for arrive, and the language of the shop is spoken", async () => {
    const shop = probe.sandbox.world.shops["hanami-store.myshopify.com"]!;
    shop.plan = "plus";
    putMetafield(shop, `gid://shopify/Customer/${Object.keys(shop.customers)[0]}`, { namespace: "app--5500110", key: "card", type: "json", value: '{"points":7}' });
    const { page, close } = await atCheckout({ customer: true, handle: "hanami-store" });
    await expectText(part(page, "card"), 'customer $app.card={"points":7}');
    await expectText(part(page, "language"), "ja ja");
    await expectText(part(page, "greeting"), /^こんにちは、.+さん$/);
    await expectText(part(page, "points"), "1 ポイント, 1,234 ポイント, Only in English");
    await close();
  });

  test("requests go out for real: an answer without CORS does not arrive", async () => {
    const app = await anApp((request, response) => {
      const open = request.url!.startsWith("/open");
      if (open) response.setHeader("access-control-allow-origin", "*").setHeader("access-control-allow-headers", "authorization");
      response.writeHead(request.method === "OPTIONS" ? 204 : 200).end(open ? "welcome" : "secret");
    });
    const { page, close } = await atCheckout();
    for (const [path, answer] of [["/open", "answered welcome"], ["/closed", "failed"]] as const) {
      await part(page, "address").locator("input").fill(`${app.url}${path}`);
      await part(page, "fetch").click();
      await expectText(said(page), answer);
    }
    await expect.poll(() => reports(page)).toEqual(expect.arrayContaining([expect.stringContaining("/closed could not be called")]));
    await app.close();
    await close();
  });

  test("storage, attributes, windows and what is not there", async () => {
    const { page, close } = await atCheckout();
    await part(page, "store").click();
    await expectText(said(page), '{"times":1}');
    await part(page, "attribute").click();
    await expectText(said(page), "success");
    await part(page, "query").click();
    await expectText(said(page), "shopify.query is not implemented by the sandbox");
    await part(page, "open").click();
    await page.getByRole("dialog", { name: "A window" }).waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog", { name: "A window" }).waitFor({ state: "hidden" });
    await close();
  });

  test("every element with all its properties set is drawn", async () => {
    const { page, problems, close } = await atCheckout();
    await part(page, "greeting").waitFor();
    const drawn = await page.evaluate(async () => {
      const { elements } = await (await fetch("/ui-extensions/surfaces/checkout.json")).json() as { elements: Record<string, { properties: Record<string, string> }> };
      const box = document.body.appendChild(document.createElement("div"));
      box.dataset.extension = "all";
      for (const [tag, { properties }] of Object.entries(elements)) {
        const element = box.appendChild(document.createElement(tag)) as unknown as Record<string, unknown>;
        for (const [name, type] of Object.entries(properties)) if (name !== "id") element[name] = type === "boolean" ? true : type === "number" ? 1 : "base";
      }
      await new Promise(requestAnimationFrame);
      const members = ["given", "shadow", "word", "isSet", "emit", "changed", "dress", "runCommand", "extensionRoot"];
      return { all: [...box.children].filter(({ shadowRoot }) => shadowRoot).length === Object.keys(elements).length, hidden: Object.values(elements).flatMap(({ properties }) => members.filter((name) => name in properties)) };
    });
    expect(drawn).toEqual({ all: true, hidden: [] });
    expect(problems.filter((problem) => !problem.includes("404"))).toEqual([]);
    await close();
  });

  test("a shop that is not on Plus has no extensions in its checkout", async () => {
    probe.shop.plan = "basic";
    const { page, close } = await atCheckout();
    await page.locator("input[name=email]").waitFor();
    expect(await page.locator(`${REDUCTIONS} *`).count()).toBe(0);
    expect(page.workers()).toHaveLength(0);
    probe.shop.plan = "plus";
    await close();
  });
});

async function tokenIn(page: Page): Promise<Record<string, unknown>> {
  await part(page, "token").click();
  await expectText(said(page), /^ey/);
  const [header, claims, signature] = (await said(page).innerText()).split(".");
  expect(createHmac("sha256", "probe-secret").update(`${header}.${claims}`).digest("base64url")).toBe(signature);
  const decoded = JSON.parse(Buffer.from(claims!, "base64url").toString()) as { exp: number; iat: number };
  expect(decoded.exp - decoded.iat).toBe(300);
  return decoded as unknown as Record<string, unknown>;
}
