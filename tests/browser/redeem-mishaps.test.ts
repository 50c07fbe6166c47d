import type { Browser, Page, Request } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { codesReady, givePoints, offerReward, putFirst, setRewardState } from "./as-merchant";
import { appliedIn, intoCart } from "./cart";
import { launchBrowser, picture, steps, visitor } from "./chromium";
import { api, type Customer, logIn, newcomer, painted, products, shopUrl, until } from "./product";

/** What goes wrong between a press and its answer: no point is lost and none taken twice, and the code is where it is looked for. */
const ALL = { order: true, product: true, shipping: true };
const PLANT = "monstera-deliciosa";
let browser: Browser;
let page: Page;
let customer: Customer;
let rewards: Record<"five" | "ends" | "collection", string>;

beforeAll(async () => {
  browser = await launchBrowser();
  ({ page } = await visitor(browser));
  const plant = (await products()).find(({ handle }) => handle === PLANT)!;
  const { collections } = await api<{ collections: { id: string; title: string; productIds: string[] }[] }>("/shops/evergreen-goods/products");
  const { id, title } = collections.find(({ productIds }) => productIds.includes(plant.id))!;
  const price = { kind: "fixed" as const, points: 100 };
  customer = await newcomer("Ione");
  rewards = {
    five: await offerReward({ title: "Five once", price, combinesWith: ALL }),
    ends: await offerReward({ title: "Three that end", value: { kind: "amount_off", minor: 300 }, price, onExpiry: "lapse", combinesWith: ALL }),
    collection: await offerReward({ title: "Off a kind", value: { kind: "product_discount", off: { minor: 200 }, goods: { of: "collections", items: [{ id, title }] } }, price, combinesWith: ALL }),
  };
  await putFirst(rewards.five, rewards.ends, rewards.collection);
  await givePoints(customer, 1_000);
  await Promise.all(Object.values(rewards).map(codesReady));
  await logIn(page, customer.id);
  await painted(page, ".perennial-launcher__label", "1,000 points");
  await until("the rewards in the storefront", async () => (await page.reload()) && (await page.content()).includes("Five once"));
  await intoCart(page, PLANT);
});
afterAll(async () => {
  for (const id of Object.values(rewards ?? {})) await setRewardState(id, "ended");
  await browser?.close();
});
steps(() => page);

const PANEL = ".perennial-panel";
const CART = ".perennial-cart";
const redeem = (name: keyof typeof rewards, within: string) => page.locator(`${within} [data-perennial-reward="${rewards[name]}"] [data-perennial-redeem]`);
const says = (text: string | RegExp, within: string, of = page) => of.locator(`${within} [data-perennial-status]`).filter({ hasText: text }).first().waitFor();
const has = (points: string, of = page) => of.locator(".perennial-launcher__label").filter({ hasText: points }).waitFor({ state: "attached" });
const codes = (within: string, of = page) => of.locator(`${within} .perennial-code`);
const OFFLINE = "We could not load this. Please try again.";

async function openPanel(of = page): Promise<void> {
  await of.goto(shopUrl("/"));
  await of.locator(".perennial-launcher > summary").click();
  // By the script, which is there then; the codes may be as Liquid painted them.
  await of.locator("[aria-modal=true]").waitFor();
  await of.locator(`${PANEL} [data-perennial-codes] :is(.perennial-code, .perennial-quiet)`).first().waitFor();
}

/** Redeem requests from now on, by their keys. */
function keysOf(): string[] {
  const keys: string[] = [];
  page.on("request", (request: Request) => { if (request.url().includes("/redeem")) keys.push(request.headers()["idempotency-key"]!); });
  return keys;
}

describe("a line that breaks", () => {
  test("before the wish arrived: a sentence, and nothing was taken", async () => {
    await openPanel();
    await page.context().setOffline(true);
    await redeem("five", PANEL).click();
    await says(OFFLINE, PANEL);
    await picture(page, "mishaps-offline");
    await page.context().setOffline(false);
  });

  test("after it arrived: pressed again it is the same wish, and points are taken once", async () => {
    const keys = keysOf();
    await page.route("**/redeem", async (route) => { await route.fetch(); await route.abort(); }, { times: 1 });
    await redeem("five", PANEL).click();
    await says(OFFLINE, PANEL);
    await has("900 points");
    await redeem("five", PANEL).click();
    await says("Your code is ready.", PANEL);
    await has("900 points");
    expect(await codes(PANEL).count()).toBe(1);
    expect([keys.length, new Set(keys).size]).toEqual([2, 1]);
  });

  test("a page loaded again in between: the code is among the member's, and what is pressed uses it", async () => {
    await page.goto(shopUrl("/cart"));
    await Promise.all([
      new Promise<void>((done) => void page.route("**/redeem", async (route) => { await route.fetch(); done(); }, { times: 1 })),
      redeem("ends", CART).click(),
    ]);
    await page.reload();
    const keys = keysOf();
    await redeem("ends", CART).click();
    await says(/In your cart: Three that end/, CART);
    await has("800 points");
    expect(keys).toEqual([]);
    expect(await appliedIn(page)).toHaveLength(1);
    await page.locator(`${CART} .perennial-fold > summary`, { hasText: "My codes" }).click();
    expect(await codes(CART).count()).toBe(2);
  });

  test("on the way to the cart, or to the clipboard: what is said is for shoppers, not what the browser says of it", async () => {
    await page.evaluate(() => { navigator.clipboard.writeText = () => Promise.reject(new DOMException("Write permission denied.", "NotAllowedError")); });
    await page.context().setOffline(true);
    const act = (name: string) => page.locator(`${CART} [data-perennial-act^=${name}]`).first();
    for (const button of [redeem("collection", CART), act("use"), act("out"), act("copy")]) {
      await page.locator(`${CART} [data-perennial-status]`).evaluate((status) => { status.textContent = ""; });
      await button.click();
      await says(/./, CART);
      expect(await page.locator(`${CART} [data-perennial-status]`).innerText()).toBe(OFFLINE);
    }
    // Where nothing may be copied for them, the shopper copies what stands selected.
    expect(await page.evaluate(() => getSelection()!.toString().trim())).toBe(await codes(CART).first().innerText());
    await page.context().setOffline(false);
    expect(await appliedIn(page)).toHaveLength(1);
    await has("800 points");
  });
});

describe("haste", () => {
  test("a double click takes points once", async () => {
    await openPanel();
    await redeem("collection", PANEL).dblclick();
    await has("700 points");
    await page.locator(PANEL).getByText("Off a kind").last().waitFor();
    await until("three codes", async () => (await codes(PANEL).count()) === 3);
    await page.reload();
    await painted(page, ".perennial-launcher__label", "700 points");
  });

  test("another tab shows what happened in this one as soon as it is looked at", async () => {
    const other = await page.context().newPage();
    await openPanel(other);
    await has("700 points", other);
    await openPanel();
    await redeem("five", PANEL).click();
    await has("600 points");
    await other.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
    await has("600 points", other);
    await until("the code in the other tab", async () => (await codes(PANEL, other).count()) === 4);
    await other.close();
  });
});

describe("a drawer, which the theme paints anew with every change of the cart", () => {
  const DRAWER = ".cart-drawer";
  const line = () => page.locator(`${DRAWER} .line`);

  test("that was empty when the page came: one press redeems, and what was said and is known outlives every painting", async () => {
    const person = await newcomer("Drew");
    await givePoints(person, 500);
    const { page: drawer, context, problems } = await visitor(browser);
    const own = page;
    page = drawer;
    try {
      await logIn(page, person.id);
      await page.goto(shopUrl("/"));
      await painted(page, ".perennial-launcher__label", "500 points");
      await page.goto(shopUrl(`/products/${PLANT}?cart=drawer`));
      // Without the panel and the product's block, as where the merchant has the drawer's block alone.
      await page.evaluate(() => document.querySelectorAll(".perennial-launcher, main .perennial").forEach((block) => block.remove()));
      expect(await page.locator(CART).count()).toBe(0);
      const other = (await products()).find(({ handle }) => handle !== PLANT)!.variants[0]!.id;
      await page.evaluate(async (id) => void await fetch(`${window.location.pathname.split("/products")[0]}/cart/add.js`, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ id }) }), other);
      await page.getByRole("button", { name: "Add to cart" }).click();
      await redeem("five", DRAWER).click();
      await says("In your cart: Five once", DRAWER);
      await line().last().getByRole("button", { name: /^Remove/ }).click();
      await line().nth(1).waitFor({ state: "detached" });
      await says("In your cart: Five once", DRAWER);
      await page.locator(`${DRAWER} [data-perennial-reward="${rewards.five}"]`).getByText("In your cart", { exact: true }).waitFor();
      await page.locator(`${DRAWER} dd`, { hasText: "−$5.00" }).waitFor();
      await page.locator(`${CART} .perennial-fold > summary`, { hasText: "My codes" }).click();
      await codes(CART).first().waitFor();
      await page.locator(`${CART} .perennial-cart__heading`).getByText("400 points").waitFor();
      await picture(page, "mishaps-drawer");
      await page.locator(`${CART} [data-perennial-act^=out]`).click();
      await says("It is out of your cart and stays yours.", DRAWER);
      expect(await page.locator(`${DRAWER} dd`, { hasText: "−$5.00" }).count()).toBe(0);
      await line().getByRole("button", { name: /^Remove/ }).click();
      await line().waitFor({ state: "detached" });
      expect(await page.locator(CART).count()).toBe(0);
      expect(problems).toEqual([]);
    } finally {
      page = own;
      await context.close();
    }
  });
});

describe("the back button", () => {
  test("brings a page that was kept, or loads it anew: what left the cart meanwhile is offered again, and nothing says it is there", async () => {
    for (const keepsPages of [true, false]) {
      const other = await launchBrowser({ keepsPages });
      const { page: back } = await visitor(other);
      // A page that may not be stored is kept only while no cookie changes.
      if (keepsPages) await back.route(({ pathname }) => pathname.endsWith("/cart"), async (route) => {
        const answer = await route.fetch();
        await route.fulfill({ response: answer, headers: { ...answer.headers(), "cache-control": "private" } });
      });
      await logIn(back, customer.id);
      await intoCart(back, PLANT);
      await back.goto(shopUrl("/cart"));
      const five = back.locator(`${CART} [data-perennial-reward="${rewards.five}"]`);
      await five.locator("[data-perennial-redeem]").click();
      await says("In your cart: Five once", CART, back);
      await five.getByText("In your cart", { exact: true }).waitFor();
      await back.evaluate(() => { (window as unknown as { left: boolean }).left = true; });
      await back.goto(shopUrl("/"));
      await back.evaluate((address) => fetch(address, { method: "POST", headers: { "content-type": "application/json" }, body: '{"discount":""}' }).then(() => undefined), shopUrl("/cart/update.js"));
      await back.evaluate(() => { setTimeout(() => history.back()); });
      await until("the cart's page again", () => back.evaluate(() => location.pathname.endsWith("/cart")).catch(() => false));
      await until("the reward as an offer", () => five.locator("[data-perennial-redeem]").isVisible());
      expect(await back.evaluate(() => (window as unknown as { left?: boolean }).left ?? false)).toBe(keepsPages);
      expect(await five.getByText("In your cart", { exact: true }).isVisible()).toBe(false);
      expect(await back.locator(`${CART} [data-perennial-status]`).innerText()).toBe("");
      await five.locator("[data-perennial-redeem]").click();
      await says("In your cart: Five once", CART, back);
      expect(await appliedIn(back)).toHaveLength(1);
      await has("600 points", back);
      await other.close();
    }
  });
});

describe("said beforehand", () => {
  test("points that end with the code are warned of beside the reward and beside the code, in the cart and in the panel", async () => {
    for (const within of [CART, PANEL]) {
      if (within === PANEL) await openPanel();
      else await page.goto(shopUrl("/cart"));
      await page.locator(`${within} [data-perennial-reward="${rewards.ends}"]`).getByText("Use the code within 30 days, or its points are gone").waitFor();
    }
    await page.locator(`${PANEL} [data-perennial-codes]`).getByText(/^Use it by .*, or its points are gone$/).waitFor();
    await picture(page, "mishaps-codes");
  });

  test("at a checkout nobody can see collections: the question first, and the code goes on", async () => {
    const person = await newcomer("Quentin");
    await givePoints(person, 150);
    const { page: asked, context } = await visitor(browser);
    await logIn(asked, person.id);
    await asked.goto(shopUrl("/"));
    await painted(asked, ".perennial-launcher__label", "150 points");
    await intoCart(asked, PLANT);
    await asked.goto(shopUrl("/checkout"));
    const panel = asked.locator('[data-extension="checkout-rewards"]');
    const offer = panel.locator('s-stack[accessibilityrole="list-item"], s-stack[role="listitem"]', { hasText: "Off a kind" }).last();
    await offer.getByRole("button", { name: "Use 100 points" }).click();
    await offer.getByText(/It is for items of .*If it has none, the code is kept for another order\./).waitFor();
    await picture(asked, "mishaps-question");
    await offer.getByRole("button", { name: "Redeem it" }).click();
    await panel.getByText(/Off a kind.* is applied/).first().waitFor();
    expect(await panel.getByRole("button", { name: "Redeem it" }).count()).toBe(0);
    await context.close();
  });
});
