import type { Browser, FrameLocator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { appFrame, violations as found } from "./axe";
import { launchBrowser, PHONE, picture, steps, visitor } from "./chromium";
import { api, type Customer, logIn, newcomer, openAdmin, openMember, paidOrder, painted, products, shopUrl, until } from "./product";

let browser: Browser;
let page: Page;
let problems: string[];
let app: FrameLocator;
let customer: Customer;
beforeAll(async () => {
  browser = await launchBrowser();
  ({ page, problems } = await visitor(browser));
  customer = await newcomer("Rowan");
});
afterAll(() => browser?.close());
steps(() => page);

const bar = () => page.locator(".save-bar");
const dialog = () => app.getByRole("dialog");
const toast = (text: string) => page.locator(".toast").getByText(text).first().waitFor();
const action = (name: string) => app.getByRole("button", { name, exact: true }).or(page.locator("#title-actions button", { hasText: name })).first();

const violations = async (of: Page = page) => found(await appFrame(of), "body", { seriousOnly: false });

async function save(): Promise<string> {
  await bar().getByRole("button", { name: "Save" }).click();
  await dialog().getByText("could redeem it now").waitFor();
  const said = await dialog().innerText();
  await picture(page, "reward-save");
  await dialog().getByRole("button", { name: "Save", exact: true }).click();
  await toast("is saved");
  await bar().waitFor({ state: "detached" });
  return said;
}

describe("a merchant makes a reward", () => {
  test("mistakes stand under their fields, the preview follows what is typed", async () => {
    app = await openAdmin(page, "/rewards");
    await picture(page, "rewards-list-before");
    expect(await violations()).toEqual([]);
    await action("Create reward").or(app.getByRole("link", { name: "Create reward" })).first().click();
    await app.getByLabel("Title").fill("Five for a walk");
    await app.getByLabel("Amount off").fill("five");
    await app.getByLabel("Costs").fill("1.5");
    await app.getByLabel("Minimum spend").focus();
    await app.getByText("“five” is not an amount in USD.", { exact: false }).waitFor();
    await app.getByText("“1.5” is not a whole number.", { exact: false }).waitFor();
    await picture(page, "reward-mistakes");
    await bar().getByRole("button", { name: "Save" }).click();
    await app.getByText("Not saved yet").waitFor();
    expect(await app.locator("li button").allInnerTexts()).toEqual(["Amount off", "Costs"]);
    await app.locator("li").getByRole("button", { name: "Costs" }).click();
    expect(await app.getByLabel("Costs").evaluate((field) => field === document.activeElement)).toBe(true);
    expect(await violations()).toEqual([]);
    await app.getByLabel("Amount off").fill("5");
    await app.getByText("By what a point is worth: 170").waitFor();
    await app.getByLabel("Costs").fill("100");
    await app.getByText("Redeem 100 points").waitFor();
    for (const part of ["Example cart with the code", "Reward as shoppers see it at checkout"]) await app.getByRole("region", { name: part }).getByText("−$5.00").waitFor();
    await app.getByText("Use 100 points").waitFor();
    await app.getByText("Shoppers get 5% back.").waitFor();
    expect(await violations()).toEqual([]);
    await picture(page, "reward-editor");
  });

  test("a product is chosen by Shopify's own picker", async () => {
    await app.getByLabel("Kind").selectOption("free_product");
    await app.getByRole("button", { name: "Choose product" }).click();
    await page.locator("dialog, [role=dialog]").getByText(/Snake Plant/i).first().click();
    await picture(page, "reward-picker");
    await page.locator("dialog, [role=dialog]").getByRole("button", { name: /select|add|done/i }).first().click();
    await app.getByText(/Snake Plant/i).first().waitFor();
    await app.getByLabel("Kind").selectOption("amount_off");
  });

  test("what saving would do stands there first; then it is made, and its codes are", async () => {
    expect(await save()).toContain("A new discount is made at Shopify.");
    await app.getByText("Active").first().waitFor();
    await until("codes", async () => {
      app = await openAdmin(page, "/rewards");
      return /Five for a walk[\s\S]*codes ready/.test(await app.locator("body").innerText());
    });
    await picture(page, "rewards-list");
    expect(await violations()).toEqual([]);
  });

  test("a change of the price changes nothing at Shopify, a new title reaches it", async () => {
    await app.getByRole("link", { name: "Five for a walk" }).first().click();
    await app.getByLabel("Title").fill("Five for a stroll");
    const said = await save();
    expect(said).toContain("The title of the discount is changed at Shopify.");
    await until("the title at Shopify", async () => {
      const answer = await page.request.get(`${new URL(shopUrl()).origin}/store/evergreen-goods/discounts`);
      return (await answer.text()).includes("Five for a stroll");
    });
  });

  test("it is paused and goes on, after a question", async () => {
    await action("Pause").click();
    await dialog().getByText("Codes that are out stay good.").waitFor();
    await picture(page, "reward-pause");
    await dialog().getByRole("button", { name: "Pause" }).click();
    await toast("Reward paused");
    await app.getByText("Paused").first().waitFor();
    await action("Resume").click();
    await dialog().getByRole("button", { name: "Resume" }).click();
    await toast("Reward resumed");
  });
});

describe("staff looks after codes", () => {
  test("a member's redemption stands on their page, its code masked and shown on demand", async () => {
    const { page: shopper, context } = await visitor(browser);
    await logIn(shopper, customer.id);
    await shopper.goto(shopUrl("/"));
    const plant = (await products()).find(({ handle }) => handle === "snake-plant")!.variants[0]!;
    await paidOrder(customer.id, [{ variantId: plant.id, quantity: 1 }]);
    await painted(shopper, ".perennial-card--member", "points");
    app = await openMember(page, customer.email);
    await action("Adjust points").click();
    await dialog().getByLabel("Points", { exact: true }).fill("300");
    await dialog().getByLabel("Reason for staff").fill("For the walk");
    await dialog().getByRole("button", { name: "Give 300" }).click();
    await toast("Points adjusted");
    const redeemed = await until("a redemption", () => shopper.evaluate(async () => {
      const { rewards } = await (await fetch("/shop/evergreen-goods/apps/loyalty/rewards")).json() as { rewards: { id: string; title: string }[] };
      const rewardId = rewards.find(({ title }) => title === "Five for a stroll")?.id;
      const answer = await fetch("/shop/evergreen-goods/apps/loyalty/redeem", { method: "POST", headers: { "content-type": "application/json", "Idempotency-Key": crypto.randomUUID() }, body: JSON.stringify({ rewardId, points: 100, surface: "panel" }) });
      return answer.ok && (await answer.json() as { redemption: { code: string } }).redemption.code;
    }));
    await context.close();
    app = await openMember(page, customer.email);
    await app.getByText(`••••${redeemed.slice(-4)}`).waitFor();
    expect(await violations()).toEqual([]);
    await app.getByRole("button", { name: /^Show code ending in/ }).click();
    await app.getByText(redeemed).waitFor();
    await picture(page, "member-redemptions");
  });

  test("it is found by its code, and canceled with a word on what comes back", async () => {
    const code = await app.locator("text=/^[A-Z2-9]{16}$/").first().innerText();
    app = await openAdmin(page, "/codes");
    await app.getByLabel("Code, or member", { exact: false }).fill(code);
    await app.getByRole("button", { name: "Find" }).click();
    await until("one redemption", async () => (await app.getByRole("button", { name: /^Cancel Five for a stroll/ }).count()) === 1);
    await picture(page, "codes");
    expect(await violations()).toEqual([]);
    app = await openMember(page, customer.email);
    await app.getByRole("button", { name: /^Cancel Five for a stroll/ }).click();
    await dialog().getByText("100 points, which never end").waitFor();
    await picture(page, "member-cancel");
    await dialog().getByLabel("Reason for staff", { exact: false }).fill("Changed <b>their</b> mind");
    await dialog().getByRole("button", { name: "Cancel and give back" }).click();
    await toast("The points are on their way back");
    await app.getByText("On its way back").first().waitFor();
    await app.getByText(/Canceled by staff member \d+\. Reason: “Changed <b>their<\/b> mind”\./).first().waitFor();
  });

  test("a search that finds nothing gives a way on", async () => {
    app = await openAdmin(page, "/codes?q=ABCDEFGHJKLMNPQR");
    await app.getByText("A code is found when all of it is entered.", { exact: false }).waitFor();
    await app.getByRole("button", { name: "Clear search" }).click();
    await app.getByText("Five for a stroll").first().waitFor();
  });

  test("a discount that was ended at Shopify pauses its reward: Home leads to it, a button makes it live again", async () => {
    const { discounts } = await api<{ discounts: { id: string; title: string }[] }>("/shops/evergreen-goods/discounts?limit=100");
    await api(`/shops/evergreen-goods/discounts/${discounts.find(({ title }) => title === "Five for a stroll")!.id}/deactivate`, {});
    await until("word of it on Home", async () => {
      app = await openAdmin(page);
      return (await app.getByText("“Five for a stroll” is paused: its discount was ended at Shopify.", { exact: false }).count()) === 1;
    });
    await picture(page, "home-discount-ended");
    await app.getByRole("link", { name: "Open “Five for a stroll”" }).click();
    await app.getByText("Paused: its discount was ended at Shopify", { exact: true }).waitFor();
    await picture(page, "reward-discount-ended");
    expect(await violations()).toEqual([]);
    await action("Resume").click();
    await dialog().getByText("A new discount is made at Shopify.", { exact: false }).waitFor();
    await dialog().getByRole("button", { name: "Resume" }).click();
    await toast("Reward resumed");
    await app.getByText("Active").first().waitFor();
    app = await openAdmin(page, "/codes");
    await app.getByText("Ended at Shopify").first().waitFor();
    expect(await violations()).toEqual([]);
  });

  test("all of it on a phone", async () => {
    const { page: phone, context } = await visitor(browser, PHONE);
    for (const path of ["/rewards", "/rewards/new?proposal=slider", "/codes"]) {
      const frame = await openAdmin(phone, path);
      await picture(phone, `phone${path.replace(/\W+/g, "-")}`);
      expect(await violations(phone), path).toEqual([]);
      expect(await frame.locator("body").evaluate((body) => body.scrollWidth <= window.innerWidth), path).toBe(true);
    }
    await context.close();
    expect(problems).toEqual([]);
  });
});
