import type { Browser, Frame, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { codesReady, givePoints, offerReward, setRewardState } from "./as-merchant";
import { appFrame, violations } from "./axe";
import { DESKTOP, launchBrowser, PHONE, picture, visitor } from "./chromium";
import { type Customer, logIn, newcomer, openAdmin, openMember, paidOrder, products, shopUrl, until } from "./product";

/** What every room of the admin owes: nothing jumps, nothing hangs over the edge, something stands there while it loads, nothing typed is lost. */
let browser: Browser;
let customer: Customer;
let reward: string | undefined;
const TITLE = "Five for the rooms";
beforeAll(async () => {
  browser = await launchBrowser();
  customer = await newcomer("Rooms");
  await paidOrder(customer.id, [{ variantId: (await products())[0]!.variants[0]!.id, quantity: 1 }]);
  reward = await offerReward({ title: TITLE, price: { kind: "fixed", points: 50 } });
  await givePoints(customer, 100);
  await codesReady(reward);
  const { page, context } = await visitor(browser);
  await logIn(page, customer.id);
  await page.goto(shopUrl("/"));
  await until("a code", () => page.evaluate(async (id) => (await fetch("/shop/evergreen-goods/apps/loyalty/redeem", {
    method: "POST", headers: { "content-type": "application/json", "Idempotency-Key": crypto.randomUUID() }, body: JSON.stringify({ rewardId: id, points: 50, surface: "panel" }),
  })).ok, reward));
  await context.close();
});
afterAll(async () => {
  if (reward) await setRewardState(reward, "ended");
  await browser?.close();
});

const ROOMS = ["", "/program", "/program?tab=tiers", "/program?tab=policies", "/program?tab=history", "/members", "/rewards", "/rewards/new", "/codes", "/events", "/settings"];
/** Of Google's and Shopify's web vitals. */
const MOST_SHIFT = 0.1;

async function visitorWithShifts(viewport: typeof DESKTOP) {
  const given = await visitor(browser, viewport);
  await given.page.addInitScript(() => {
    Object.assign(window, { shifted: 0 });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as unknown as { value: number; hadRecentInput: boolean }[]) if (!entry.hadRecentInput) (window as unknown as { shifted: number }).shifted += entry.value;
    }).observe({ type: "layout-shift", buffered: true });
  });
  return given;
}

const frameOf = async (page: Page): Promise<Frame> => (await (await page.waitForSelector("#app")).contentFrame())!;
const shifted = async (page: Page) => (await frameOf(page)).evaluate(() => (window as unknown as { shifted: number }).shifted);
const overhang = async (page: Page) => (await frameOf(page)).evaluate(() => document.documentElement.scrollWidth - window.innerWidth);

describe.each([["a desk", DESKTOP], ["a phone", PHONE]])("on %s", (_what, viewport) => {
  test.each(ROOMS)("/app%s stays where it is and within the screen", async (path) => {
    const { page, context, problems } = await visitorWithShifts(viewport);
    const app = await openAdmin(page, path);
    await app.locator(".Polaris-Page").waitFor();
    await page.waitForLoadState("networkidle");
    expect(await shifted(page)).toBeLessThanOrEqual(MOST_SHIFT);
    expect(await overhang(page)).toBeLessThanOrEqual(0);
    expect(problems).toEqual([]);
    await context.close();
  });
});

/** What a room owes that was gone about in: nothing beside the screen, nothing for axe to find. */
async function expectInOrder(page: Page, what: string): Promise<void> {
  expect(await overhang(page), what).toBeLessThanOrEqual(0);
  expect(await violations(await appFrame(page), "body", { seriousOnly: false }), what).toEqual([]);
}

describe.each([["a desk", DESKTOP], ["a phone", PHONE]])("a reward of each kind, on %s", (_what, viewport) => {
  test("the editor has its fields for each kind of reward", async () => {
    const { page, context, problems } = await visitorWithShifts(viewport);
    const app = await openAdmin(page, "/rewards/new");
    const kind = app.getByLabel("Kind", { exact: true });
    const kinds = await kind.locator("option").evaluateAll((options) => options.map((option) => (option as HTMLOptionElement).value));
    expect(kinds.length).toBeGreaterThanOrEqual(4);
    for (const one of kinds) {
      await kind.selectOption(one);
      await expectInOrder(page, one);
      await picture(page, `room-reward-${one}-${viewport.width}`);
    }
    expect(problems).toEqual([]);
    await context.close();
  });
});

test("codes, a member with redemptions and the why-screen of their order", async () => {
  const { page, context, problems } = await visitorWithShifts(DESKTOP);
  const { email } = customer;
  await (await openAdmin(page, "/codes")).getByText(TITLE).first().waitFor();
  await expectInOrder(page, "codes");
  const app = await openMember(page, email);
  await app.getByText(TITLE).first().waitFor();
  await page.waitForLoadState("networkidle");
  expect(await shifted(page)).toBeLessThanOrEqual(MOST_SHIFT);
  await expectInOrder(page, "member");
  await picture(page, "room-member");
  await app.getByRole("link", { name: /^Why order/ }).first().click();
  await app.getByText("What the order is worth").waitFor();
  await expectInOrder(page, "why");
  expect(problems).toEqual([]);
  await context.close();
});

describe("while a page is on its way", () => {
  test("its shape stands there, then the page, and nothing jumps", async () => {
    const { page, context } = await visitorWithShifts(DESKTOP);
    const app = await openAdmin(page);
    let release = () => {};
    const held = new Promise<void>((resolve) => { release = resolve; });
    await page.route(/\/app\/(members|events|program|settings)\.data/, async (route) => { await held; await route.continue(); });
    await page.locator("#app-menu a", { hasText: "Members" }).click();
    await app.getByRole("status", { name: "Page loading" }).waitFor();
    await app.getByRole("heading", { name: "Members" }).waitFor();
    await picture(page, "room-skeleton");
    release();
    await app.getByRole("link", { name: "Maya Lindqvist" }).or(app.locator("tbody a")).first().waitFor();
    expect(await app.getByRole("status", { name: "Page loading" }).count()).toBe(0);
    expect(await shifted(page)).toBeLessThanOrEqual(MOST_SHIFT);
    await context.close();
  });
});

describe("when a request fails", () => {
  test("an adjustment keeps what was typed, says so, and goes through at the next try", async () => {
    const { page, context } = await visitor(browser);
    const app = await openMember(page, "Maya");
    const dialog = app.getByRole("dialog");
    await app.getByRole("button", { name: "Adjust points" }).or(page.locator("#title-actions button", { hasText: "Adjust points" })).first().click();
    await dialog.getByLabel("Points", { exact: true }).fill("7");
    await dialog.getByLabel("Reason for staff").fill("Line was down");
    const post = (url: URL) => /\/app\/members\/\d+\.data$/.test(url.pathname);
    await page.route(post, (route) => (route.request().method() === "POST" ? route.abort("connectionfailed") : route.continue()));
    await dialog.getByRole("button", { name: "Give 7" }).click();
    await dialog.getByText("What you entered is still here").waitFor();
    expect(await dialog.getByLabel("Reason for staff").inputValue()).toBe("Line was down");
    await picture(page, "room-failed-adjustment");
    await page.unroute(post);
    await dialog.getByRole("button", { name: "Give 7" }).click();
    await page.locator(".toast").getByText("Points adjusted").waitFor();
    await context.close();
  });

  test("a program being edited outlives a dry run that fails", async () => {
    const { page, context } = await visitor(browser);
    await page.route(/\/app\/program\.data/, (route) => (route.request().method() === "POST" ? route.abort("connectionfailed") : route.continue()));
    const app = await openAdmin(page, "/program");
    await app.getByLabel("A purchase earns").fill("4");
    await app.getByText("What it would do could not be worked out.", { exact: false }).waitFor();
    expect(await app.getByLabel("A purchase earns").inputValue()).toBe("4");
    await page.locator(".save-bar").getByRole("button", { name: "Save" }).click();
    await app.getByRole("dialog").getByRole("button", { name: "Try again" }).waitFor();
    await picture(page, "room-failed-dry-run");
    await context.close();
  });
});

test("a modal gives the focus back to what opened it", async () => {
  const { page, context } = await visitor(browser);
  const app = await openAdmin(page);
  const open = app.getByRole("button", { name: "Take back launch" });
  await open.focus();
  await page.keyboard.press("Enter");
  await app.getByRole("dialog").waitFor();
  await page.keyboard.press("Escape");
  await app.getByRole("dialog").waitFor({ state: "detached" });
  await expect.poll(() => open.evaluate((button) => button === document.activeElement)).toBe(true);
  await context.close();
});
