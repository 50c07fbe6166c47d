import type { Browser, FrameLocator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { reword } from "./as-merchant";
import { DESKTOP, launchBrowser, PHONE, picture, steps, visitor } from "./chromium";
import { api, type Customer, demo, intoView, logIn, newcomer, openAdmin, openMember, shopUrl, until } from "./product";

/** A merchant switches ways to earn on; a shopper joins and wants the newsletter, and reads what each brought. */
let browser: Browser;
let merchant: Page;
let problems: string[];
let app: FrameLocator;
let shopper: Page;
let customer: Customer;

beforeAll(async () => {
  browser = await launchBrowser();
  ({ page: merchant, problems } = await visitor(browser));
  ({ page: shopper } = await visitor(browser, PHONE));
  app = await openAdmin(merchant, "/program");
});
afterAll(async () => {
  // Other walks count the points of their own newcomers.
  await reword(demo.shop, (draft) => ({ ...draft, activities: { ...draft.activities, sign_up: { on: false, points: "100" }, newsletter: { on: false, points: "50" } } }), "after the walk").catch(() => {});
  await browser?.close();
});
steps(() => merchant);

const bar = () => merchant.locator(".save-bar");
/** What Liquid painted into the panel, which stays closed. */
const panelWith = (text: string) => until(`a panel with “${text}”`, async () => {
  await shopper.goto(shopUrl("/"));
  const seen = ((await shopper.locator(".perennial-panel").first().textContent()) ?? "").replace(/\s+/g, " ");
  return seen.includes(text) && seen;
});
const points = (way: string) => app.getByLabel(`${way}: points`);

describe("ways to earn beside orders", () => {
  test("points that are none are refused at their field", async () => {
    await app.getByLabel("Joining the program", { exact: true }).check();
    await points("Joining the program").fill("1.5");
    await points("Joining the program").blur();

    await until("a sentence at the field", async () => (await app.locator("[id='program-activities.sign_up.pointsError']").count()) > 0);
    await points("Joining the program").scrollIntoViewIfNeeded();
    await picture(merchant, "ways-refused");
    await points("Joining the program").fill("120");
  });

  test("switched on, the preview and the dry run show them, and the history says what changed", async () => {
    await app.getByLabel("Subscribing to the newsletter", { exact: true }).check();
    await app.getByRole("region", { name: "Ways to earn as shoppers see them" }).getByText("+120").waitFor();
    const effect = app.locator(".Polaris-ShadowBevel", { hasText: "If you save this" });
    await until("a dry run about joining", async () => /who joined in the last 30 days\s+[\d,]+ \(\+[\d,]+\)/.test(await effect.innerText()));
    await picture(merchant, "ways-merchant");
    await bar().getByRole("button", { name: "Save" }).click();
    const dialog = app.getByRole("dialog");
    await dialog.getByText("Joining the program earns").waitFor();
    await dialog.getByText("What it would do").waitFor();
    await picture(merchant, "ways-save");
    await dialog.getByRole("button", { name: "Save", exact: true }).click();
    await bar().waitFor({ state: "detached" });
    await app.getByRole("tab", { name: "History" }).click();
    await app.getByRole("button", { name: /^\d changes?$/ }).first().click();
    await app.getByText(/Points for joining: 100 → 120/).first().waitFor();
  });

  test("a guest reads them in the panel; whoever joins gets the points, with their sentence", async () => {
    await panelWith("Join the program 120 points Subscribe to our newsletter 50 points");
    customer = await newcomer("Petra");
    await logIn(shopper, customer.id);
    const panel = await panelWith("Joined the program");
    expect(panel).toContain("+120");
    expect(panel).not.toContain("Join the program");
  });

  test("the newsletter brings its points once it is wanted, and is no way to earn any more", async () => {
    await api(`/shops/evergreen-goods/customers/${customer.id}`, { acceptsMarketing: true }, "PATCH");
    const panel = await panelWith("Subscribed to our newsletter");
    expect(panel).not.toContain("Subscribe to our newsletter");
    expect(panel).toContain("170 points");
    await shopper.locator(".perennial-launcher > summary").click();
    await intoView(shopper.getByText("Subscribed to our newsletter"));
    await picture(shopper, "ways-panel-phone");
    await shopper.goto(shopUrl("/account/pages/account-rewards"));
    await shopper.getByText("Subscribed to our newsletter").first().waitFor();
    expect(await shopper.getByText("Subscribe to our newsletter").count()).toBe(0);
    await intoView(shopper.getByText("Joined the program"));
    await picture(shopper, "ways-account-phone");
    await shopper.setViewportSize(DESKTOP);
    await picture(shopper, "ways-account");
  });

  test("the member page tells them to the merchant", async () => {
    app = await openMember(merchant, customer.email);
    await app.getByText("Subscribed to the newsletter").first().waitFor();
    await app.getByText("Joined the program").first().waitFor();
    await picture(merchant, "ways-member");
    expect(problems).toEqual([]);
  });
});
