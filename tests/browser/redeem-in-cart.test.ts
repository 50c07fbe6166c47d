import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { changeReward, codesReady, givePoints, offerReward, putFirst, rewardOfShop, setRewardState } from "./as-merchant";
import { violations } from "./axe";
import { addToCart, appliedIn, cartOf, intoCart } from "./cart";
import { launchBrowser, PHONE, picture, steps, visitor } from "./chromium";
import { api, intoView, logIn, newcomer, painted, products, shopUrl, type Customer, until } from "./product";

/** A member turns points into discounts on a product's page, in the cart and in the panel, pays with them and gives one back. */
const ALL = { order: true, product: true, shipping: true };
const NONE = { order: false, product: false, shipping: false };
const PLANT = "monstera-deliciosa";
const MERCHANT = `MERCHANT${Date.now()}`;
let browser: Browser;
let page: Page;
let problems: string[];
let customer: Customer;
let rewards: Record<"five" | "slider" | "alone" | "plant", string>;

beforeAll(async () => {
  browser = await launchBrowser();
  ({ page, problems } = await visitor(browser));
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  const plant = (await products()).find(({ handle }) => handle === PLANT)!;
  const fixed = (points: number) => ({ kind: "fixed" as const, points });
  customer = await newcomer("Carta");
  rewards = {
    five: await offerReward({ title: "Five for the cart", price: fixed(100), combinesWith: ALL }),
    slider: await offerReward({ title: "By the dollar", value: { kind: "amount_off", minor: 100 }, price: { kind: "slider", stepPoints: 50, steps: 10 }, combinesWith: ALL }),
    alone: await offerReward({ title: "Stands alone", value: { kind: "amount_off", minor: 200 }, price: fixed(20), combinesWith: NONE }),
    plant: await offerReward({ title: "Off this plant", value: { kind: "product_discount", off: { minor: 300 }, goods: { of: "products", items: [{ id: plant.id, title: plant.title }] } }, price: fixed(40), combinesWith: ALL }),
  };
  await putFirst(rewards.five, rewards.slider, rewards.alone, rewards.plant);
  await api("/shops/evergreen-goods/discounts", { code: MERCHANT, percent: "10", combinesWith: ALL });
  await givePoints(customer, 2_000);
  await Promise.all([rewards.five, rewards.alone, rewards.plant].map(codesReady));
  await logIn(page, customer.id);
  await painted(page, ".perennial-launcher__label", "2,000 points");
  await until("the rewards in the storefront", async () => (await page.reload()) && (await page.content()).includes("Off this plant"));
});
afterAll(async () => {
  for (const id of Object.values(rewards ?? {})) await setRewardState(id, "ended");
  await browser?.close();
});
steps(() => page);

const cart = (of = page) => cartOf(of);
const applied = (of = page) => appliedIn(of);
const block = (of = page) => of.locator(".perennial-cart");
const reward = (name: keyof typeof rewards, within = ".perennial-cart", of = page) => of.locator(`${within} [data-perennial-reward="${rewards[name]}"]`);
const redeem = (name: keyof typeof rewards, within?: string) => reward(name, within).locator("[data-perennial-redeem]").click();
const says = (text: string | RegExp, within = ".perennial-cart", of = page) => of.locator(`${within} [data-perennial-status]`).filter({ hasText: text }).first().waitFor();
const has = (points: string, of = page) => of.locator(".perennial-launcher__label").filter({ hasText: points }).waitFor({ state: "attached" });

async function openPanel(of = page): Promise<void> {
  await of.locator(".perennial-launcher > summary").click();
  await of.locator("[aria-modal=true]").waitFor();
}

describe("on a product's page", () => {
  test("with an empty cart the points stay; with the item in it one press takes its price down", async () => {
    await page.goto(shopUrl(`/products/${PLANT}`));
    await redeem("plant");
    await says("Add it to your cart first. No points were spent.");
    await has("2,000 points");
    await addToCart(page);
    const before = (await cart()).total_price;
    await redeem("plant");
    await says("In your cart: Off this plant · $3 off");
    expect((await cart()).total_price).toBe(before - 300);
    await has("1,960 points");
    await intoView(block());
    await picture(page, "redeem-for-used");
  });
});

describe("in the cart", () => {
  test("rewards stand in the merchant's order, three of them, and the rest behind one more press", async () => {
    await page.goto(shopUrl("/cart"));
    const titles = await block().locator("> .perennial-list .perennial-row__main").evaluateAll((nodes) => nodes.map((node) => node.firstChild!.textContent));
    const [checkout, launcher] = await Promise.all(["a[href$='/checkout'], [name=checkout]", ".perennial-launcher > summary"].map(async (one) => (await page.locator(one).last().boundingBox())!));
    expect(launcher!.x, "the way to the checkout is free wherever it is scrolled to").toBeGreaterThanOrEqual(checkout!.x + checkout!.width);
    expect(titles).toEqual(["Five for the cart", "By the dollar", "Stands alone"]);
    expect(await reward("plant").isVisible()).toBe(false);
    await block().getByText(/^Show \d+ more$/).click();
    await reward("plant").waitFor();
  });

  test("one press redeems, and the code stands beside the merchant's", async () => {
    await page.locator("input[name=discount]").fill(MERCHANT);
    await page.getByRole("button", { name: "Apply" }).click();
    await page.locator(`[data-code="${MERCHANT}"]`).waitFor();
    const before = await cart();
    await picture(page, "rewards-cart-before");
    await redeem("five");
    await says("In your cart: Five for the cart · $5 off");
    const after = await cart();
    expect(after.discount_codes.map(({ applicable }) => applicable)).toEqual([true, true, true]);
    expect(after.discount_codes.map(({ code }) => code)).toEqual(expect.arrayContaining(before.discount_codes.map(({ code }) => code)));
    expect(after.total_price).toBeLessThan(before.total_price);
    await page.locator("[data-totals]").getByText(/^−\$5\.00$/).waitFor();
    expect(await page.locator("[data-totals] dd.total").innerText()).toBe(`$${(after.total_price / 100).toFixed(2)}`);
    await has("1,860 points");
    await block().locator(".perennial-cart__heading").getByText("1,860 points").waitFor();
  });

  test("what is in the cart is marked and not offered again, before a script runs as well; taken out, it is the member's to use", async () => {
    const inCart = (name: keyof typeof rewards) => reward(name).getByText("In your cart", { exact: true });
    await inCart("five").waitFor();
    expect(await reward("five").locator("[data-perennial-redeem]").isVisible()).toBe(false);
    expect(await reward("slider").locator("[data-perennial-redeem]").isVisible()).toBe(true);
    await until("the card with its codes", async () => { await page.reload(); return (await block().innerText()).includes("My codes (2)"); });
    expect(await page.locator("script[src*=perennial]").count()).toBe(0);
    await inCart("five").waitFor();
    expect(await reward("five").locator("[data-perennial-redeem]").isVisible()).toBe(false);
    await picture(page, "rewards-cart-used");
    await block().getByText("My codes (2)").click();
    const code = block().locator(".perennial-codes > .perennial-list > li", { hasText: "Five for the cart" });
    await code.getByText("In your cart", { exact: true }).waitFor();
    await picture(page, "rewards-cart-codes");
    await code.getByRole("button", { name: "Remove" }).click();
    await says("It is out of your cart and stays yours.");
    expect(await applied()).toHaveLength(2);
    await code.getByRole("button", { name: "Use in cart" }).waitFor();
    await reward("five").locator("[data-perennial-redeem]").waitFor();
  });

  test("a second press uses the code that is there instead of paying twice", async () => {
    await redeem("five");
    await says("In your cart: Five for the cart");
    await has("1,860 points");
    expect(await applied()).toHaveLength(3);
  });

  test("a step nobody wanted yet: the price follows it, its code is prepared and goes to the cart by itself", async () => {
    await reward("slider").locator("select").selectOption("100");
    expect(await reward("slider").locator(".perennial-row__end").innerText()).toBe("100 points");
    await redeem("slider");
    await says("Your code is being prepared.");
    await picture(page, "rewards-cart-preparing");
    await says("In your cart: By the dollar · $2 off");
    expect(await applied()).toHaveLength(4);
    await has("1,760 points");
  });

  test("what is known not to combine says so before points are spent", async () => {
    await page.reload();
    expect(await reward("alone").innerText()).toContain("It does not combine with another discount in your cart.");
    expect(await reward("five").innerText()).not.toContain("It does not combine");
    const barred = (name: keyof typeof rewards) => reward(name).locator("[data-perennial-redeem]").getAttribute("aria-disabled");
    expect([await barred("alone"), await barred("five")]).toEqual(["true", null]);
    await reward("alone").locator("[data-perennial-redeem]").click({ force: true });
    await says("It does not combine with another discount in your cart. No points were spent.");
    expect(await applied()).toHaveLength(4);
    await picture(page, "rewards-cart-combine");
    await block().getByText(/^My codes/).click();
    await block().locator(".perennial-code").nth(2).waitFor();
    expect(await block().locator(".perennial-code").count()).toBe(3);
    expect(await violations(page, ".perennial-cart", { seriousOnly: true })).toEqual([]);
    expect(problems).toEqual([]);
  });
});

describe("paid", () => {
  let orderId: string;

  test("the thank-you page says what the order brings and what is left", async () => {
    await page.goto(shopUrl("/checkout"));
    await page.locator("button.pay").click();
    orderId = (await page.locator("[data-order]").getAttribute("data-order"))!;
    const panel = page.locator('[data-extension="thank-you"]');
    await panel.getByText(/This order brings you \d+ points, yours to spend on/).first().waitFor();
    await panel.getByText("You have 1,760 points").waitFor();
    await picture(page, "thank-you-after-cart");
  });

  test("all three codes are burned, in the order's page and in the merchant's list", async () => {
    await until("the burn", async () => {
      await page.goto(shopUrl(`/account/orders/${orderId}`));
      await page.locator('[data-extension="thank-you"]').getByText(/This order brings you/).first().waitFor();
      return page.getByText("Redeemed here: Five for the cart · $5 off for 100 points").isVisible();
    });
    for (const text of ["Redeemed here: By the dollar · $2 off for 100 points", "Redeemed here: Off this plant · $3 off for 40 points"]) await page.getByText(text).waitFor();
    for (const name of ["five", "slider", "plant"] as const) expect(await rewardOfShop(rewards[name])).toMatchObject({ redeemed: 1, used: 1 });
    await page.goto(shopUrl("/"));
    await painted(page, ".perennial-launcher__label", "1,760 points");
  });

  test("in the panel no code is left, and what was used is in the history", async () => {
    await openPanel();
    const codes = page.locator(".perennial-panel .perennial-codes");
    await codes.getByText("No unused codes.").waitFor();
    await codes.locator("summary").click();
    await codes.getByText(/^Used with order #\d+/).first().waitFor();
    expect(await codes.locator(".perennial-reward").count()).toBe(3);
    await intoView(codes);
    await picture(page, "rewards-panel-history");
  });
});

describe("in the panel", () => {
  test("a code is redeemed, copied, and refused by a cart it does not go with: it stays the member's", async () => {
    await redeem("alone", ".perennial-panel");
    await page.locator(".perennial-panel .perennial-code").waitFor();
    // The sentence leads to the code: in sight, and the next key uses it.
    await page.waitForFunction(() => document.activeElement?.getAttribute("data-perennial-act")?.startsWith("use "));
    await page.waitForFunction(() => { const [code, panel] = [".perennial-panel .perennial-code", ".perennial-panel"].map((one) => document.querySelector(one)!.getBoundingClientRect()); return code!.top >= panel!.top && code!.bottom <= panel!.bottom; });
    await says("Your code is ready.", ".perennial-panel");
    await has("1,740 points");
    await page.locator(".perennial-panel [data-perennial-act^=copy]").click();
    const code = await page.locator(".perennial-panel .perennial-code").innerText();
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(code);
    await intoView(page.locator(".perennial-panel .perennial-code"));
    await picture(page, "rewards-panel-code");
    await intoCart(page, PLANT);
    await page.goto(shopUrl("/cart"));
    await page.locator("input[name=discount]").fill(MERCHANT);
    await page.getByRole("button", { name: "Apply" }).click();
    await page.locator(`[data-code="${MERCHANT}"]`).waitFor();
    await block().getByText(/^My codes/).click();
    await block().locator("[data-perennial-act^=use]").click();
    await says("It does not combine with another discount in your cart. Your code is kept here.");
    expect(await applied()).toEqual([MERCHANT]);
    // However far down it was pressed, the sentence is in sight.
    await page.waitForFunction(() => { const { top, bottom } = document.querySelector(".perennial-cart [data-perennial-status]")!.getBoundingClientRect(); return top >= 0 && bottom <= innerHeight; });
    await picture(page, "rewards-cart-refused");
  });

  test("and can be given back: the question first, then the code is taken out of the shop", async () => {
    await block().locator("[data-perennial-act^=back]").click();
    expect(await page.evaluate(() => document.activeElement!.getAttribute("data-perennial-act"))).toMatch(/^yes/);
    await block().getByText("Give it back for 20 points?").waitFor();
    await picture(page, "rewards-cart-ask");
    await page.keyboard.press("Enter");
    await block().getByText(/^Your points are coming back, usually within a few minutes\. (The code is being taken out|We are making sure that no order has used the code)/).first().waitFor();
    await block().locator(".perennial-code").waitFor({ state: "detached" });
    expect(problems).toEqual([]);
  });

  test("a refusal is a sentence in the shopper's language", async () => {
    await page.goto(shopUrl("/?locale=ja"));
    // Paused after the panel asked what there is: before, the button would be gone as soon as that is answered.
    await Promise.all([page.waitForResponse((answer) => answer.url().endsWith("/apps/loyalty/rewards")), openPanel()]);
    await setRewardState(rewards.five, "paused");
    await redeem("five", ".perennial-panel");
    await says("この特典は一時停止中です。", ".perennial-panel");
    await setRewardState(rewards.five, "active");
    await page.goto(shopUrl("/?locale=en"));
  });

  test("more than can be redeemed in a minute says in how many seconds it goes on", async () => {
    const other = await newcomer("Hasty");
    await givePoints(other, 700);
    const { page: hasty, context } = await visitor(browser, PHONE);
    await logIn(hasty, other.id);
    await painted(hasty, ".perennial-launcher__label", "700 points");
    await openPanel(hasty);
    await picture(hasty, "rewards-phone-panel");
    for (let left = 600; left >= 200; left -= 100) {
      await reward("five", ".perennial-panel", hasty).locator("[data-perennial-redeem]").click();
      await has(`${left} points`, hasty);
    }
    await reward("five", ".perennial-panel", hasty).locator("[data-perennial-redeem]").click();
    await says(/That was a lot at once\. You can go on in [1-6]?\d seconds?\./, ".perennial-panel", hasty);
    await has("200 points", hasty);
    await picture(hasty, "rewards-phone-too-many");
    await context.close();
  });

  test("right to left nothing runs out of its place", async () => {
    const { page: phone, context } = await visitor(browser, PHONE);
    await logIn(phone, customer.id);
    await phone.goto(shopUrl(`/products/${PLANT}?locale=ar`));
    await phone.locator("form[data-add] button").click();
    await phone.locator("[data-cart-count]", { hasText: /[1-9]/ }).waitFor();
    for (const at of ["/cart", "/"]) {
      await phone.goto(shopUrl(at));
      if (at === "/") await openPanel(phone);
      else await block(phone).locator(".perennial-fold > summary").last().click();
      const codes = phone.locator(at === "/" ? ".perennial-panel .perennial-codes" : ".perennial-cart .perennial-codes");
      await codes.locator("details").first().waitFor();
      await intoView(codes);
      expect(await phone.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
      await picture(phone, `rewards-arabic-${at === "/" ? "panel" : "cart"}`);
    }
    await context.close();
  });
});

describe("a reward that was changed", () => {
  test("is not given by a code from before, which stays the member's", async () => {
    const { page: edda, context } = await visitor(browser);
    const terms = { title: "Changed meanwhile", price: { kind: "fixed", points: 100 } as const, combinesWith: ALL };
    const id = await offerReward(terms);
    await putFirst(id);
    const person = await newcomer("Edda");
    await givePoints(person, 500);
    await codesReady(id);
    await logIn(edda, person.id);
    await edda.goto(shopUrl(`/products/${(await products())[0]!.handle}`));
    await edda.locator('form[action*="/cart/add"] button').first().click();
    await edda.locator("[data-cart-count]", { hasText: /[1-9]/ }).waitFor();
    const row = edda.locator(`.perennial-cart [data-perennial-reward="${id}"]`);
    const press = async (text: string) => {
      await until("the reward in the cart", async () => { await edda.goto(shopUrl("/cart")); return (await row.allInnerTexts()).some((one) => one.includes(text)); });
      await row.locator("[data-perennial-redeem]").click();
    };
    await press("$5");
    await has("400 points", edda);
    await changeReward(id, { ...terms, value: { kind: "amount_off", minor: 900 } });
    await codesReady(id);
    await press("$9");
    await has("300 points", edda);
    await until("both codes in the cart", async () => (await applied(edda)).length === 2);
    await setRewardState(id, "ended");
    await context.close();
  });
});
