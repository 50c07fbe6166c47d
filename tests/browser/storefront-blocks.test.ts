import path from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startSandbox, type StartedSandbox } from "../../sandbox/server";
import type { Shop } from "../../sandbox/world/types";
import type { BuyerRedemption, BuyerRewards, BuyerState, MemberCard, ProgramCard, RewardCard } from "../../extensions/_shared/contract";
import { aMemberCard, aProgramCard, CUSTOMER_ID, putCards } from "../extensions/storefront";
import { DESKTOP, launchBrowser, PHONE, picture, visitor } from "./chromium";

/** A storefront whose app is down: everything here works from what Liquid painted and from the one script of the blocks. */
let browser: Browser;
let started: StartedSandbox;
let shop: Shop;
const EVIL = `"><img src=x onerror=alert(1)><script>alert(2)</script>`;

beforeAll(async () => {
  browser = await launchBrowser();
  started = await startSandbox({ seed: 7, appConfigFile: path.resolve("shopify.app.toml"), app: { apiKey: "k", apiSecret: "s", appUrl: "http://127.0.0.1:9" } });
  shop = started.sandbox.world.shops["evergreen-goods.myshopify.com"]!;
  putCards(shop, { program: aProgramCard(), card: aMemberCard(), customer: { firstName: EVIL } });
});
afterAll(async () => {
  await browser?.close();
  await started?.close();
});

/** The app's answers to `me` and `join`. */
async function answering(page: Page, program: ProgramCard, card: MemberCard) {
  const state: BuyerState = { state: "member", program, card, activity: [] };
  for (const path of ["me", "join"]) await page.route(`**/apps/loyalty/${path}`, (route) => route.fulfill({ json: state }));
}

interface Visit { at?: string; member?: boolean; /** Signed in, without a card. */ newcomer?: boolean; viewport?: typeof DESKTOP; withoutScript?: boolean; shop?: string }

async function visit({ at = "", member = false, newcomer = false, viewport = DESKTOP, withoutScript = false, shop: handle = "evergreen-goods" }: Visit) {
  const { page, context, problems } = withoutScript ? await plainVisitor(viewport) : await visitor(browser, viewport);
  const fetched: string[] = [];
  page.on("request", (request) => { if (request.url().includes("/extensions/")) fetched.push(path.basename(new URL(request.url()).pathname)); });
  page.on("dialog", (dialog) => { problems.push(`dialog: ${dialog.message()}`); void dialog.dismiss(); });
  if (member || newcomer) {
    const stranger = Object.values(shop.customers).find(({ id }) => id !== CUSTOMER_ID)!;
    const session = { customerId: newcomer ? stranger.id : CUSTOMER_ID, lines: [], discountCodes: [], attributes: {}, note: null, language: null };
    await context.addCookies([{ name: "sandbox_storefront", value: Buffer.from(JSON.stringify(session)).toString("base64url"), domain: "127.0.0.1", path: `/shop/${handle}` }]);
  }
  await page.addInitScript(countShifts);
  await page.goto(`${started.url}/shop/${handle}${at}`);
  return { page, fetched, problems, close: () => context.close() };
}

async function plainVisitor(viewport: typeof DESKTOP) {
  const context = await browser.newContext({ viewport, javaScriptEnabled: false });
  return { context, page: await context.newPage(), problems: [] as string[] };
}

function countShifts() {
  const counted = window as unknown as { shifts: number };
  counted.shifts = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as unknown as { hadRecentInput: boolean; value: number }[]) if (!entry.hadRecentInput) counted.shifts += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
}

const shifts = (page: Page) => page.evaluate(() => (window as unknown as { shifts: number }).shifts);
const open = (page: Page) => page.locator(".perennial-launcher > summary").click();
const focused = (page: Page) => page.evaluate(() => `${document.querySelector(".perennial-launcher")!.contains(document.activeElement) ? "inside" : "outside"} ${document.activeElement!.tagName}`);

describe("the blocks in a browser", () => {
  test("no script before the first touch, what a member needs after it, and nothing moves", async () => {
    const { page, fetched, close } = await visit({ member: true });
    await page.waitForLoadState("networkidle");
    expect(fetched).toEqual(["perennial.css"]);
    await open(page);
    await page.locator("[aria-modal=true]").waitFor();
    await expect.poll(() => [...fetched].sort()).toEqual(["figures.js", "perennial.css", "perennial.js", "texts.en.json"]);
    expect(await shifts(page)).toBe(0);
    await picture(page, "panel-member");
    await close();
  });

  test("the panel is a dialog: focus goes in, stays in, and Escape gives it back to the button", async () => {
    const { page, close } = await visit({});
    await page.locator(".perennial-launcher > summary").focus();
    await page.keyboard.press("Enter");
    await page.locator("[aria-modal=true]").waitFor();
    for (let presses = 0; presses < 8; presses++) {
      await page.keyboard.press(presses < 5 ? "Tab" : "Shift+Tab");
      expect(await focused(page)).toMatch(/^inside/);
    }
    await page.keyboard.press("Escape");
    expect(await page.locator(".perennial-launcher").getAttribute("open")).toBeNull();
    expect(await focused(page)).toBe("inside SUMMARY");
    await close();
  });

  test("after Join the whole card is there at once: tier, balance, progress, what comes next", async () => {
    const { page, problems, close } = await visit({ newcomer: true });
    await answering(page, aProgramCard(), aMemberCard({ version: 9, available: 0, pending: 86, tier: { handle: "member", name: "Member", since: "2031-01-01", multiplier: "1" }, progress: { next: { handle: "silver", name: "Silver" }, spentMinor: 5_000, thresholdMinor: 20_000, currency: "USD" } }));
    const card = page.locator(".perennial-card");
    await card.getByRole("button", { name: "Join for free" }).click();
    await card.getByText("Welcome! You are in.").waitFor();
    const text = (await card.innerText()).replace(/\s+/g, " ");
    for (const part of ["Member", "0 points", "86 points pending, yours to spend on Dec 6, 2031", "$150 to Silver", "$50 of $200"]) expect(text).toContain(part);
    expect(await card.getByRole("progressbar").getAttribute("aria-valuenow")).toBe("25");
    expect(await page.locator("[data-perennial-join]").count()).toBe(0);
    await picture(page, "card-joined");
    await open(page);
    const panel = (await page.locator(".perennial-panel").innerText()).replace(/\s+/g, " ");
    for (const part of ["Spend $150 more to reach Silver and earn 1.25× points", "Your activity", "Your tier"]) expect(panel).toContain(part);
    expect(problems).toEqual([]);
    await close();
  });

  test("where a block's setting names a path the app has left, the program's own is asked next", async () => {
    const left = { ...shop.storefront.blockSettings.launcher };
    shop.storefront.blockSettings.launcher = { ...left, proxy_path: "/apps/left" };
    const { page, close } = await visit({ member: true });
    await answering(page, aProgramCard(), aMemberCard({ version: 9, available: 1_300 }));
    await open(page);
    await page.locator(".perennial-panel").getByText("1,300").waitFor();
    shop.storefront.blockSettings.launcher = left;
    await close();
  });

  test("dinars read the same before the script and after it, on a page from right to left too", async () => {
    const rtl = started.sandbox.world.shops["souk-kuwait.myshopify.com"]!;
    const program = aProgramCard({ rate: { points: 10, perMinor: 1000, currency: "KWD" }, worth: { points: 100, minor: 3_000 } });
    const card = (over: Partial<MemberCard>) => aMemberCard({ progress: { next: { handle: "gold", name: "Gold" }, spentMinor: 54_500, thresholdMinor: 70_000, currency: "KWD" }, ...over });
    putCards(rtl, { program, card: card({}), customer: { firstName: "Noura" } });
    const { page, close } = await visit({ shop: "souk-kuwait", member: true });
    const face = async () => (await page.locator(".perennial-panel [data-perennial-face]").allInnerTexts()).join(" ").replace(/\s+/g, " ");
    await answering(page, program, card({ version: 9, available: 1_241, progress: { next: { handle: "gold", name: "Gold" }, spentMinor: 54_501, thresholdMinor: 70_000, currency: "KWD" } }));
    const painted = (await page.locator(".perennial-panel").evaluate((panel) => panel.textContent)).replace(/\s+/g, " ");
    for (const part of ["1,240 points", "worth 37.200 KD", "54.500 KD of 70.000 KD", "Spend 15.500 KD more"]) expect(painted).toContain(part);
    await open(page);
    await page.locator(".perennial-panel").getByText("54.501 KD of 70.000 KD").waitFor();
    const live = await face();
    for (const part of ["1,241 points", "worth 37.230 KD", "Spend 15.499 KD more", "86 points pending, yours to spend on Dec 6, 2031"]) expect(live).toContain(part);
    await close();
  });

  test("who gives a code back whose points end soon reads so beforehand; a step that is out of reach is not left chosen", async () => {
    const slider: RewardCard = { id: "1", title: "Money off", kind: "amount_off", steps: [400, 800].map((points) => ({ points, minor: points })), percent: null, goods: null, minimumSpendMinor: 0, tiers: [], endsOn: null, combines: [] };
    const program = aProgramCard({ rewards: [slider] });
    putCards(shop, { program });
    const { page, close } = await visit({ member: true });
    const redemption: BuyerRedemption = { id: "9", rewardId: "1", title: "Money off", kind: "amount_off", points: 800, minor: 800, percent: null, goods: null, minimumSpendMinor: 0, maximumShippingMinor: null, combines: [], status: "ready", code: "OURCODE111", expiresOn: "2031-12-24", onExpiry: "return", step: null, takenOut: false, order: null, restored: 0, comingBack: [{ on: "2031-12-06", points: 60 }] };
    let had = false;
    const available = () => (had ? 440 : 1_240);
    await answering(page, program, aMemberCard());
    await page.route("**/apps/loyalty/rewards", (route) => route.fulfill({ json: { available: available(), owed: 0, currency: "USD", pointName: program.pointName, rewards: [{ ...slider, combines: [], maximumShippingMinor: null, validityDays: 30, onExpiry: "return", refusal: null, missing: 0 }], redemptions: had ? [redemption] : [] } satisfies BuyerRewards }));
    await page.route("**/apps/loyalty/redeem", (route) => { had = true; return route.fulfill({ json: { redemption, available: available() } }); });
    await open(page);
    const price = page.locator(".perennial-panel [data-perennial-reward] .perennial-row__end").first();
    await page.locator(".perennial-panel select").selectOption("800");
    await price.filter({ hasText: "800 points" }).waitFor();
    await page.locator(".perennial-panel [data-perennial-redeem]").click();
    await page.locator(".perennial-panel .perennial-code").waitFor();
    expect([await page.locator(".perennial-panel select").inputValue(), await price.innerText()]).toEqual(["400", "400 points"]);
    await page.locator("[data-perennial-act^=back]").click();
    await page.getByText("Give it back for 800 points? 60 points of them end on Dec 6, 2031.").waitFor();
    await picture(page, "rewards-panel-ask");
    putCards(shop, { program: aProgramCard() });
    await close();
  });

  test("a click beside the panel closes it", async () => {
    const { page, close } = await visit({});
    await open(page);
    await page.locator("[aria-modal=true]").waitFor();
    await page.mouse.click(5, 5);
    expect(await page.locator(".perennial-launcher").getAttribute("open")).toBeNull();
    await close();
  });

  test("without any script the panel opens and shows balance, tier and activity", async () => {
    const { page, close } = await visit({ member: true, withoutScript: true });
    await open(page);
    const text = await page.locator(".perennial-panel").innerText();
    for (const part of ["1,240", "Silver", "Order #1042", "How tiers work"]) expect(text).toContain(part);
    await close();
  });

  test("with the app down the painted figures stay, and it says as of when", async () => {
    const { page, close } = await visit({ member: true });
    await open(page);
    await page.getByText("Shown as of when this page was loaded.").waitFor();
    expect(await page.locator(".perennial-panel [data-perennial-available]").innerText()).toContain("1,240 points");
    await close();
  });

  test("when the script cannot be loaded, the panel opens all the same and says so; the next press loads it", async () => {
    const { page, close } = await visit({});
    await page.route("**/perennial.js", (route) => route.abort());
    await open(page);
    await page.locator(".perennial-panel .perennial-offline").waitFor({ state: "visible" });
    await page.unroute("**/perennial.js");
    await page.locator(".perennial-panel").click({ position: { x: 5, y: 5 } });
    await page.locator("[aria-modal=true]").waitFor();
    expect(await page.locator(".perennial-panel .perennial-offline").isVisible()).toBe(false);
    await close();
  });

  test("choosing another variant changes the points at once", async () => {
    const product = Object.values(shop.products).find(({ variants }) => variants.length > 2 && variants[0]!.priceMinor !== variants[2]!.priceMinor)!;
    const { page, fetched, close } = await visit({ at: `/products/${product.handle}` });
    const earn = page.locator(".perennial-earn[data-variants]");
    expect(await earn.innerText()).toContain(`Earn ${Math.floor(product.variants[0]!.priceMinor / 100)} points`);
    expect(fetched).not.toContain("perennial.js");
    await page.locator(`input[name=id][value="${product.variants[2]!.id}"]`).check({ force: true });
    await page.getByText(`${Math.floor(product.variants[2]!.priceMinor / 100)} points`).first().waitFor();
    expect(fetched).toContain("perennial.js");
    await close();
  });

  test("a name full of HTML stays text", async () => {
    const { page, problems, close } = await visit({ member: true });
    await open(page);
    await page.getByText("Shown as of when this page was loaded.").waitFor();
    expect(await page.locator(".perennial-panel__hello").innerText()).toContain("<img src=x onerror=alert(1)>");
    expect(problems.filter((problem) => problem.startsWith("dialog"))).toEqual([]);
    await close();
  });

  test("on a phone the panel is a sheet over the whole width; nothing is wider than the page", async () => {
    const { page, close } = await visit({ member: true, viewport: PHONE });
    await open(page);
    await page.locator("[aria-modal=true]").waitFor();
    const box = (await page.locator(".perennial-panel").boundingBox())!;
    expect(box.width).toBe(PHONE.width);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(PHONE.width);
    await picture(page, "panel-phone");
    await close();
  });

  test("on a phone's product page the button leaves free the middle of whatever can be chosen or pressed, and still says the balance", async () => {
    const product = Object.values(shop.products).find(({ variants }) => variants.length > 2)!;
    const { page, close } = await visit({ at: `/products/${product.handle}`, member: true, viewport: PHONE });
    const button = (await page.locator(".perennial-launcher > summary").boundingBox())!;
    const middles = await page.locator("form[data-add] label span, form[data-add] button").evaluateAll((all) => all.map((one) => { const { x, width } = one.getBoundingClientRect(); return x + width / 2; }));
    expect(middles.length).toBeGreaterThan(3);
    for (const middle of middles) expect(middle < button.x || middle > button.x + button.width, `${middle} under ${button.x}–${button.x + button.width}`).toBe(true);
    expect(await page.locator(".perennial-launcher__label").evaluate((label) => [label.textContent, label.checkVisibility()])).toEqual(["1,240 points", true]);
    await picture(page, "launcher-phone-product");
    await close();
  });

  test.each([["a phone", PHONE, "/", true], ["a phone's cart", PHONE, "/cart", true], ["a cart", DESKTOP, "/cart", true], ["any other page", DESKTOP, "/", false]] as const)("on %s the button is as small as what it would cover asks for, and says the balance to who listens", async (_where, viewport, at, small) => {
    const { page, close } = await visit({ at, member: true, viewport });
    const { width } = (await page.locator(".perennial-launcher > summary").boundingBox())!;
    expect(width <= 44).toBe(small);
    expect(await page.locator(".perennial-launcher > summary").evaluate((summary) => [(summary as HTMLElement).innerText.includes("1,240 points"), summary.querySelector(".perennial-launcher__label")!.checkVisibility()])).toEqual([true, true]);
    await close();
  });

  test("from right to left the button stands at the left", async () => {
    const rtl = started.sandbox.world.shops["souk-kuwait.myshopify.com"]!;
    putCards(rtl, { program: aProgramCard({ rate: { points: 10, perMinor: 1000, currency: "KWD" } }) });
    const { page, close } = await visit({ shop: "souk-kuwait" });
    await open(page);
    const button = (await page.locator(".perennial-launcher > summary").boundingBox())!;
    expect(button.x).toBeLessThan(DESKTOP.width / 4);
    await picture(page, "panel-rtl");
    await close();
  });
});
