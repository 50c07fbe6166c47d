import type { Browser, Frame, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { appFrame, violations as found } from "./axe";
import { launchBrowser, picture, visitor } from "./chromium";
import { logIn, openAdmin, painted, shopUrl } from "./product";

const MAYA = "7310000000001";
let browser: Browser;
beforeAll(async () => { browser = await launchBrowser(); });
afterAll(() => browser?.close());

const violations = (frame: Frame | Page, within: string) => found(frame, within, { seriousOnly: true });

describe("the merchant's pages", () => {
  test.each([["members", "/members"], ["program", "/program"], ["tiers", "/program?tab=tiers"], ["policies", "/program?tab=policies"], ["events", "/events"], ["settings", "/settings"]])("%s: nothing serious by axe", async (name, path) => {
    const { page, context } = await visitor(browser);
    await openAdmin(page, path);
    expect(await violations(await appFrame(page), "body")).toEqual([]);
    await picture(page, `axe-${name}`);
    await context.close();
  });

  test("home, with the chart and with its table: nothing serious by axe", async () => {
    const { page, context } = await visitor(browser);
    const app = await openAdmin(page);
    await app.getByRole("img", { name: /^Points a day from .+ issued in all/ }).waitFor();
    expect(await violations(await appFrame(page), "body")).toEqual([]);
    await picture(page, "axe-home");
    await app.getByRole("button", { name: "Show as table" }).click();
    await app.getByRole("columnheader", { name: "Seven days from" }).waitFor();
    expect(await violations(await appFrame(page), "body")).toEqual([]);
    await context.close();
  });

  test("member and why-screen: nothing serious by axe", async () => {
    const { page, context } = await visitor(browser);
    const app = await openAdmin(page, "/members?q=Maya");
    await app.getByRole("link", { name: "Maya Lindqvist" }).click();
    await app.getByRole("heading", { name: "Ledger" }).waitFor();
    expect(await violations(await appFrame(page), "body")).toEqual([]);
    await picture(page, "axe-member");
    await app.getByRole("link", { name: /^Why order/ }).first().click();
    await app.getByText("What the order is worth").waitFor();
    expect(await violations(await appFrame(page), "body")).toEqual([]);
    await context.close();
  });

  test("the program is reached, changed and saved by keyboard alone", async () => {
    const { page, context } = await visitor(browser);
    const app = await openAdmin(page);
    await tabTo(page, "Program");
    await page.keyboard.press("Enter");
    await app.getByLabel("A purchase earns").waitFor();
    await tabTo(page, "A purchase earns");
    await page.keyboard.press("ControlOrMeta+A");
    await page.keyboard.type("3");
    await page.locator(".save-bar").waitFor();
    await tabTo(page, "Discard");
    await page.keyboard.press("Enter");
    await page.locator(".save-bar").waitFor({ state: "detached" });
    await expect.poll(() => app.getByLabel("A purchase earns").inputValue()).toBe("1");
    await context.close();
  });
});

describe("the storefront's blocks", () => {
  test("guest: product page and open panel", async () => {
    const { page, context } = await visitor(browser);
    await page.goto(shopUrl("/products/monstera-deliciosa"));
    await page.locator(".perennial-launcher > summary").click();
    await page.locator("[aria-modal=true]").waitFor();
    expect(await violations(page, ".perennial")).toEqual([]);
    await context.close();
  });

  test("member: card, open panel with a why", async () => {
    const { page, context } = await visitor(browser);
    await logIn(page, MAYA);
    await page.goto(shopUrl("/"));
    await painted(page, ".perennial-card--member", "Silver");
    await page.locator(".perennial-launcher > summary").click();
    await page.locator("[data-perennial-why]").first().click();
    await page.locator(".perennial-reasons li").first().waitFor();
    expect(await violations(page, ".perennial-launcher")).toEqual([]);
    expect(await violations(page, ".perennial-card")).toEqual([]);
    await context.close();
  });

  test("the panel by keyboard: Enter opens it, focus goes in, Escape gives it back", async () => {
    const { page, context } = await visitor(browser);
    await logIn(page, MAYA);
    await page.goto(shopUrl("/"));
    await page.locator(".perennial-launcher > summary").focus();
    await page.keyboard.press("Enter");
    await page.locator("[aria-modal=true]").waitFor();
    await page.locator("[data-perennial-why]").first().waitFor();
    expect(await page.evaluate(() => document.activeElement!.closest(".perennial-panel") !== null)).toBe(true);
    for (let presses = 0; presses < 30 && !await page.evaluate(() => document.activeElement!.matches("[data-perennial-why]")); presses++) await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.locator(".perennial-reasons li").first().waitFor();
    await page.keyboard.press("Escape");
    expect(await page.locator(".perennial-launcher").getAttribute("open")).toBeNull();
    expect(await page.evaluate(() => document.activeElement!.tagName)).toBe("SUMMARY");
    await context.close();
  });
});

/** Presses Tab until what has the focus, in the admin or in the app's frame, is named so. */
async function tabTo(page: Page, name: string): Promise<void> {
  const names: string[] = [];
  for (let presses = 0; presses < 120; presses++) {
    await page.keyboard.press("Tab");
    const seen = await focusedName(page);
    if (seen === name) return;
    names.push(seen);
  }
  throw new Error(`Tab never came to “${name}”, only to ${[...new Set(names)].join(" | ")}`);
}

async function focusedName(page: Page): Promise<string> {
  const nameOf = () => {
    const { activeElement: focused } = document;
    if (!focused || focused === document.body) return "";
    if (focused.tagName === "IFRAME") return "(frame)";
    const labels = (focused as HTMLInputElement).labels;
    return (labels?.[0]?.textContent ?? focused.getAttribute("aria-label") ?? focused.textContent ?? "").trim();
  };
  const outer = await page.evaluate(nameOf);
  return outer === "(frame)" ? (await appFrame(page)).evaluate(nameOf) : outer;
}
