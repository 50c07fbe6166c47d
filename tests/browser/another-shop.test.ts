import type { Browser, FrameLocator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launchBrowser, picture, steps, visitor } from "./chromium";
import { logIn, newcomer, openAdmin, painted, paidOrder, products, shopUrl, until, type Customer } from "./product";

/** From install to first member in a shop that sells in yen: set-up guide, launch, membership by choice, Join. */
const HANAMI = "hanami-store";
let browser: Browser;
let page: Page;
let problems: string[];
let app: FrameLocator;
let customer: Customer;
beforeAll(async () => {
  browser = await launchBrowser();
  ({ page, problems } = await visitor(browser));
});
afterAll(() => browser?.close());
steps(() => page);

describe("another shop installs the app", () => {
  test("opened for the first time it is installed and guides to the launch", async () => {
    app = await openAdmin(page, "", HANAMI);
    await app.getByText("Set up your program").waitFor();
    await picture(page, "shop-installed");
  });

  test("before the launch shoppers see nothing", async () => {
    const { page: shopper, context } = await visitor(browser);
    await shopper.goto(shopUrl("/", HANAMI));
    expect(await shopper.locator(".perennial").count()).toBe(0);
    await context.close();
  });

  test("membership is by choice", async () => {
    await page.locator("#app-menu a", { hasText: "Program" }).click();
    await app.getByRole("tab", { name: "Members and policies" }).click();
    await app.getByText("Only when they join").click();
    await page.locator(".save-bar").getByRole("button", { name: "Save" }).click();
    await app.getByRole("dialog").getByText("What it would do").waitFor();
    await app.getByRole("dialog").getByRole("button", { name: "Save", exact: true }).click();
    await page.locator(".toast").getByText("Saved as version").waitFor();
  });

  test("launched, guests are invited", async () => {
    app = await openAdmin(page, "", HANAMI);
    const launch = app.getByRole("button", { name: "Launch program" });
    if (!await launch.isVisible()) await app.getByRole("button", { name: /^(Not done yet )?Launch$/ }).click();
    await launch.click();
    // A day that cannot be says so beside the field, and launches nothing.
    await app.getByText("Those placed since a day, too").click();
    await app.getByLabel("Since", { exact: true }).fill("2099-01-01");
    await app.getByText(/^Choose a day from .* to .*, which is today\.$/).waitFor();
    expect(await app.getByRole("button", { name: "Launch", exact: true }).getAttribute("aria-disabled")).toBe("true");
    await app.getByText("Those placed from now on").click();
    await app.getByRole("dialog").getByText("Orders placed from this moment earn").waitFor();
    await picture(page, "shop-launch");
    await app.getByRole("dialog").getByRole("button", { name: "Launch", exact: true }).click();
    await app.getByText(/^Orders placed since .+ earn points$/).first().waitFor();
    const { page: shopper, context, problems: wrong } = await visitor(browser);
    await shopper.goto(shopUrl("/", HANAMI));
    await painted(shopper, ".perennial-card--guest", /./);
    await picture(shopper, "shop-guest");
    await shopper.locator(".perennial-launcher > summary").click();
    await shopper.locator(".perennial-panel a[href*='/account']").first().waitFor();
    await picture(shopper, "shop-guest-panel");
    expect(wrong).toEqual([]);
    await context.close();
  });

  test("a customer who is no member joins by the button", async () => {
    customer = await newcomer("Hana", HANAMI);
    const { page: shopper, context, problems: wrong } = await visitor(browser);
    await logIn(shopper, customer.id, HANAMI);
    await shopper.goto(shopUrl("/?locale=en", HANAMI));
    await shopper.locator(".perennial-card [data-perennial-join]").waitFor();
    await picture(shopper, "shop-not-enrolled");
    await shopper.locator(".perennial-launcher > summary").click();
    await shopper.locator(".perennial-panel [data-perennial-join]").click();
    await shopper.getByText("Welcome! You are in.").first().waitFor();
    await picture(shopper, "shop-joined");
    await painted(shopper, ".perennial-card--member", "0 points");
    const product = (await products(HANAMI))[0]!;
    // Shopify tells moments in whole seconds: an order of the second in which somebody joined may have been before.
    const joined = Math.floor(Date.now() / 1000);
    await until("the next second", async () => Math.floor(Date.now() / 1000) > joined);
    await paidOrder(customer.id, [{ variantId: product.variants[0]!.id, quantity: 1 }], { handle: HANAMI });
    expect(await painted(shopper, ".perennial-card--member", "pending")).toContain("¥");
    await picture(shopper, "shop-member");
    expect(wrong).toEqual([]);
    await context.close();
  });

  test("the merchant sees amounts in yen", async () => {
    app = await openAdmin(page, "/members", HANAMI);
    await app.locator("tbody a", { hasText: "Hana" }).click();
    await app.getByText("¥").first().waitFor();
    expect(await app.locator(".Polaris-Page").innerText()).not.toMatch(/¥[\d,]+\.\d/);
    await picture(page, "shop-yen-member");
    expect(problems).toEqual([]);
  });
});
