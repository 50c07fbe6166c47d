import type { Browser, FrameLocator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launchBrowser, picture, steps, visitor } from "./chromium";
import { openAdmin, painted, shopUrl, until } from "./product";

let browser: Browser;
let page: Page;
let problems: string[];
let app: FrameLocator;
beforeAll(async () => {
  browser = await launchBrowser();
  ({ page, problems } = await visitor(browser));
  app = await openAdmin(page, "/program");
});
afterAll(() => browser?.close());
steps(() => page);

const earned = "[data-perennial-earned]";
const points = () => app.getByLabel("A purchase earns");
const bar = () => page.locator(".save-bar");

async function saveAs(note: string): Promise<void> {
  await bar().getByRole("button", { name: "Save" }).click();
  const dialog = app.getByRole("dialog");
  await dialog.getByText("What it would do").waitFor();
  await dialog.getByLabel("Note (optional)").fill(note);
  await picture(page, "rate-save");
  await dialog.getByRole("button", { name: "Save", exact: true }).click();
  await page.locator(".toast").getByText("Saved as version").waitFor();
  await bar().waitFor({ state: "detached" });
}

describe("a merchant changes the earn rate", () => {
  test("a rate that is no number is refused at its field", async () => {
    await points().fill("1,5x");
    await points().blur();
    await app.getByText("“1,5x” is not a number.", { exact: false }).waitFor();
    await picture(page, "rate-refused");
    await bar().getByRole("button", { name: "Discard" }).click();
    await expect.poll(() => points().inputValue()).toBe("1");
  });

  test("what shoppers get back and what it would do stand beside the draft", async () => {
    await app.getByText("Shoppers get 3% back.").waitFor();
    await points().fill("2");
    await app.getByText("Shoppers get 6% back.").waitFor();
    await app.getByRole("tab", { name: "Tiers" }).click();
    await app.getByLabel("From spend of").nth(1).fill("120");
    const effect = app.locator(".Polaris-ShadowBevel", { hasText: "If you save this" });
    await until("a dry run that moves members", async () => /Members who move up\s+\d\d/.test(await effect.innerText()));
    expect(await effect.innerText()).toMatch(/Liability[\s\S]*\(\+\$0\.00\)/);
    expect(await effect.innerText()).toMatch(/Points for the newest [\d,]+ orders[\s\S]*\(\+[\d,]+\)/);
    await picture(page, "rate-dry-run");
  });

  test("leaving with the change unsaved asks first", async () => {
    await page.locator("#app-menu a", { hasText: "Members" }).click();
    await page.getByText("Leave page with unsaved changes?").waitFor();
    await picture(page, "rate-leave");
    await page.getByRole("button", { name: "Stay" }).click();
    expect(await app.getByLabel("From spend of").nth(1).inputValue()).toBe("120");
  });

  test("saved, it is in force in the storefront and stands in the history with its difference", async () => {
    const { page: storefront, context } = await visitor(browser);
    await storefront.goto(shopUrl("/products/snake-plant"));
    const before = Number(await storefront.locator(earned).first().innerText().then((text) => text.replace(/\D/g, "")));
    await saveAs("Double points for the walk");
    expect(await painted(storefront, ".product-info .perennial-earn", `${before * 2} points`)).toContain("Earn");
    await context.close();
    await app.getByRole("tab", { name: "History" }).click();
    await app.getByText("Double points for the walk").first().waitFor();
    await app.getByRole("button", { name: "2 changes" }).first().click();
    await app.getByText(/Points for a purchase: 1 → 2/).first().waitFor();
    await app.getByText(/\$200 → \$120/).first().waitFor();
    await picture(page, "rate-history");
  });

  test("an older version can be restored, as a new one", async () => {
    await app.getByRole("button", { name: "Restore" }).first().click();
    await expect.poll(() => points().inputValue()).toBe("1");
    await saveAs("Back to what it was");
    await app.getByText("Shoppers get 3% back.").waitFor();
    expect(problems).toEqual([]);
  });
});
