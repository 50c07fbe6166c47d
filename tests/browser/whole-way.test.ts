import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { codesReady, offerReward, putFirst, setRewardState } from "./as-merchant";
import { cartOf, intoCart } from "./cart";
import { launchBrowser, PHONE, picture, steps, visitor } from "./chromium";
import { api, type Customer, logIn, newcomer, type Order, paidOrder, painted, products, shopUrl, until } from "./product";

/** On a phone: a shopper earns, redeems in the cart, adds a sale code beside it, pays, sees the points burned, returns half and sees half of them back. */
const SALE = `SALE${Date.now()}`;
const REWARD = "Five for the whole way · $5 off";
const ALL = { order: true, product: true, shipping: true };
let browser: Browser;
let page: Page;
let problems: string[];
let customer: Customer;
let reward: string;
let plant: { handle: string; variants: { id: string; priceMinor: number }[] };
let earned: number;
let orderId: string;

beforeAll(async () => {
  browser = await launchBrowser();
  ({ page, problems } = await visitor(browser, PHONE));
  plant = (await products()).find(({ handle }) => handle === "snake-plant")!;
  [customer, reward] = await Promise.all([newcomer("Viator"), offerReward({ title: "Five for the whole way", price: { kind: "fixed", points: 100 }, combinesWith: ALL })]);
  await putFirst(reward);
  await api("/shops/evergreen-goods/discounts", { code: SALE, percent: "10", combinesWith: ALL });
  await codesReady(reward);
  await logIn(page, customer.id);
});
afterAll(async () => {
  if (reward) await setRewardState(reward, "ended");
  await browser?.close();
});
steps(() => page);

const label = ".perennial-launcher__label";
const points = (count: number) => `${count.toLocaleString("en")} points`;
const lines = () => [{ variantId: plant.variants[0]!.id, quantity: 6 }];

describe("the whole way, on a phone", () => {
  test("an order whose return window is over brings points to spend", async () => {
    await paidOrder(customer.id, lines(), { daysAgo: 20 });
    earned = Math.floor((6 * plant.variants[0]!.priceMinor) / 100);
    await page.goto(shopUrl("/"));
    await painted(page, label, points(earned));
  });

  test("the cart turns them into a discount", async () => {
    await intoCart(page, plant.handle, 2);
    await page.goto(shopUrl("/cart"));
    await page.locator(`.perennial-cart [data-perennial-reward="${reward}"] [data-perennial-redeem]`).click();
    await page.locator(".perennial-cart [data-perennial-status]").filter({ hasText: `In your cart: ${REWARD}` }).first().waitFor();
    await picture(page, "whole-way-redeemed");
  });

  test("a sale code goes beside it, and both count", async () => {
    await page.locator("input[name=discount]").fill(SALE);
    await page.getByRole("button", { name: "Apply" }).click();
    await page.locator(`[data-code="${SALE}"]`).waitFor();
    const held = (await cartOf(page)).discount_codes;
    expect(held).toHaveLength(2);
    expect(held.map(({ applicable }) => applicable)).toEqual([true, true]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(PHONE.width);
    await picture(page, "whole-way-both-codes");
  });

  test("paid, the points are burned: on the thank-you page and in the account", async () => {
    await page.goto(shopUrl("/checkout"));
    await page.locator("button.pay").click();
    orderId = (await page.locator("[data-order]").getAttribute("data-order"))!;
    const panel = page.locator('[data-extension="thank-you"]');
    await panel.getByText(`Redeemed here: ${REWARD} for 100 points`).first().waitFor();
    await panel.getByText(`You have ${points(earned - 100)}`).first().waitFor();
    await picture(page, "whole-way-thank-you");
    await page.goto(shopUrl("/"));
    await painted(page, label, points(earned - 100));
  });

  test("half of it returned, half of the points are back", async () => {
    const order = await api<Order>(`/shops/evergreen-goods/orders/${orderId}`);
    await api(`/shops/evergreen-goods/orders/${orderId}/refund`, { lines: [{ lineId: order.lines[0]!.id, quantity: 1 }] });
    await painted(page, label, points(earned - 50));
    await until("the points that came back, in the account", async () => {
      await page.goto(shopUrl(`/account/orders/${orderId}`));
      const panel = page.locator('[data-extension="thank-you"]');
      await panel.getByText(/This order brings you/).first().waitFor();
      return (await panel.innerText()).includes(`Redeemed here: ${REWARD} for 100 points; 50 points came back with returned items`);
    });
    await picture(page, "whole-way-half-back");
    expect(problems).toEqual([]);
  });
});
