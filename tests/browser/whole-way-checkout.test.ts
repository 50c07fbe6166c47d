import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { codesReady, offerReward, putFirst, setRewardState } from "./as-merchant";
import { intoCart } from "./cart";
import { launchBrowser, PHONE, picture, steps, visitor } from "./chromium";
import { api, type Customer, logIn, newcomer, type Order, paidOrder, products, shopUrl, spendable, until } from "./product";

/** The whole way without the cart: a shopper earns, redeems at the checkout or on the page of their account, adds a sale code beside it, pays, sees the points burned, returns half and sees half of them back. */
const SALE = `SALE${Date.now()}`;
const REWARD = "Five all the way · $5 off";
let browser: Browser;
let page: Page;
let reward: string;
let plant: { handle: string; variants: { id: string; priceMinor: number }[] };

beforeAll(async () => {
  browser = await launchBrowser();
  plant = (await products()).find(({ handle }) => handle === "snake-plant")!;
  reward = await offerReward({ title: "Five all the way", price: { kind: "fixed", points: 100 }, combinesWith: { order: true, product: true, shipping: true } });
  await putFirst(reward);
  await api("/shops/evergreen-goods/discounts", { code: SALE, percent: "10", combinesWith: { order: true, product: true, shipping: true } });
  await codesReady(reward);
});
afterAll(async () => {
  if (reward) await setRewardState(reward, "ended");
  await browser?.close();
});
steps(() => page);

const points = (count: number) => `${count.toLocaleString("en")} points`;
const extension = (handle: string) => page.locator(`[data-extension="${handle}"]`);

async function atCheckout(): Promise<void> {
  await page.goto(shopUrl("/checkout"));
  await extension("checkout-rewards").getByRole("button", { name: "Use 100 points" }).first().click();
}
async function inAccount(): Promise<void> {
  await page.goto(shopUrl("/account/pages/account-rewards"));
  await page.getByRole("button", { name: "Use 100 points" }).first().click();
  await page.getByRole("button", { name: "Copy code" }).waitFor();
  await page.goto(shopUrl("/checkout"));
  await extension("checkout-rewards").getByRole("button", { name: `Use ${REWARD}` }).click();
}

describe.each([["at the checkout, on a phone", atCheckout, PHONE, "Checka"], ["on the account's page, at a desk", inAccount, undefined, "Accunta"]] as const)("the whole way %s", (where, redeem, size, name) => {
  let problems: string[];
  let customer: Customer;
  let earned: number;
  let orderId: string;
  const shot = (what: string) => picture(page, `whole-way-${where.replace(/\W+/g, "-")}-${what}`);

  test("points of an order are turned into a discount on another one", async () => {
    ({ page, problems } = await visitor(browser, size));
    customer = await newcomer(name);
    await logIn(page, customer.id);
    await paidOrder(customer.id, [{ variantId: plant.variants[0]!.id, quantity: 6 }], { daysAgo: 20 });
    earned = Math.floor((6 * plant.variants[0]!.priceMinor) / 100);
    await spendable(customer.id, earned);
    await page.goto(shopUrl("/account/pages/account-rewards"));
    await page.getByRole("heading", { name: `You have ${points(earned)}` }).waitFor();
    await intoCart(page, plant.handle, 2);
    await redeem();
    await extension("checkout-rewards").getByText(`${REWARD} is applied`).first().waitFor();
    await shot("redeemed");
  });

  test("a sale code goes beside it, and both count", async () => {
    await page.locator("input[name=code]").fill(SALE);
    await page.locator("#apply").click();
    await page.locator('[data-part="codes"]').getByText(SALE).waitFor();
    await extension("checkout-rewards").getByText(`${REWARD} is applied`).first().waitFor();
    expect(await page.locator('[data-part="codes"] p.error').count()).toBe(0);
    expect(await page.locator('[data-part="codes"] p.applied').count()).toBe(2);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(page.viewportSize()!.width);
    await shot("both-codes");
  });

  test("paid, the points are burned", async () => {
    await page.locator("button.pay").click();
    orderId = (await page.locator("[data-order]").getAttribute("data-order"))!;
    await extension("thank-you").getByText(`Redeemed here: ${REWARD} for 100 points`).first().waitFor();
    await extension("thank-you").getByText(`You have ${points(earned - 100)}`).first().waitFor();
    await shot("paid");
  });

  test("half of it returned, half of the points are back", async () => {
    const order = await api<Order>(`/shops/evergreen-goods/orders/${orderId}`);
    await api(`/shops/evergreen-goods/orders/${orderId}/refund`, { lines: [{ lineId: order.lines[0]!.id, quantity: 1 }] });
    await until("the points that came back, on the account's page", async () => {
      await page.goto(shopUrl("/account/pages/account-rewards"));
      await page.getByText(/Earlier codes \(1\)/).click();
      return page.getByText(`Used for order ${order.name}; 50 points came back with returned items`).isVisible();
    });
    await page.getByRole("heading", { name: `You have ${points(earned - 50)}` }).waitFor();
    await shot("half-back");
    expect(problems).toEqual([]);
    await page.context().close();
  });
});
