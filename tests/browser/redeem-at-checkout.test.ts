import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { intoCart } from "./cart";
import { launchBrowser, PHONE, picture, steps, visitor } from "./chromium";
import { codesReady, givePoints, offerReward, putFirst, setRewardState } from "./as-merchant";
import { api, intoView, logIn, newcomer, products, shopUrl, spendable, type Customer, until } from "./product";

/** A member turns points into a discount at the checkout, pays with it, and gets the points of another code back. */
let browser: Browser;
let page: Page;
let problems: string[];
let giver: Awaited<ReturnType<typeof visitor>>;
let customer: Customer;
let orderId: string;
let reward: string;
let alone: string;
let other: string;
const PLANT = "monstera-deliciosa";
const TITLE = "5 off your order";
/** The title, with what it takes off beside it. */
const REWARD = `${TITLE} · $5 off`;

beforeAll(async () => {
  browser = await launchBrowser();
  ({ page, problems } = await visitor(browser));
  [customer, reward] = await Promise.all([newcomer("Redeema"), offerReward({ title: TITLE, price: { kind: "fixed", points: 100 } })]);
  alone = await offerReward({ title: "Two alone", value: { kind: "amount_off", minor: 200 }, price: { kind: "fixed", points: 40 }, combinesWith: { order: false, product: false, shipping: false } });
  const fern = (await products()).find(({ handle }) => handle !== PLANT)!;
  other = await offerReward({ title: "Off something else", value: { kind: "product_discount", off: { minor: 300 }, goods: { of: "products", items: [{ id: fern.id, title: fern.title }] } }, price: { kind: "fixed", points: 30 }, onExpiry: "lapse" });
  await putFirst(reward, other, alone);
  await givePoints(customer, 250);
  await codesReady(reward);
  await logIn(page, customer.id);
});
afterAll(async () => {
  for (const id of [reward, other, alone]) if (id) await setRewardState(id, "ended");
  await browser?.close();
});
steps(() => page);

const panel = () => page.locator('[data-extension="checkout-rewards"]');
const total = async () => Number((await page.locator('[data-part="totals"] dd.total').innerText()).replace(/[^\d.]/g, ""));
const press = (label: string | RegExp) => panel().getByRole("button", { name: label }).click();
const reads = (text: string | RegExp, extension = "checkout-rewards") => page.locator(`[data-extension="${extension}"]`).getByText(text).first().waitFor();
const reports = (of: Page) => of.evaluate(() => (window as unknown as { __extensionReports?: { kind: string; message: string }[] }).__extensionReports ?? []);

async function toCheckout(of: Page): Promise<void> {
  await intoCart(of, PLANT);
  await of.goto(shopUrl("/checkout"));
}

/** Somebody else meanwhile: points are on their way back for a minute or two, which nothing else waits for. */
describe("on the account's page", () => {
  test("a code redeemed there is given back: the question first, then each step of the way", async () => {
    giver = await visitor(browser);
    const other = await newcomer("Giva");
    await givePoints(other, 150);
    await logIn(giver.page, other.id);
    await spendable(other.id, 150);
    await giver.page.goto(shopUrl("/account/pages/account-rewards"));
    await giver.page.getByRole("heading", { name: "You have 150 points" }).waitFor();
    await giver.page.getByRole("button", { name: "Use 100 points" }).first().click();
    await giver.page.getByRole("button", { name: "Copy code" }).waitFor();
    await giver.page.getByRole("heading", { name: "You have 50 points" }).waitFor();
    await picture(giver.page, "account-rewards-code");
    await giver.page.getByRole("button", { name: "Give my points back" }).click();
    await giver.page.getByText("Give this code back for 100 points?").first().waitFor();
    await giver.page.getByRole("button", { name: "Give it back" }).click();
    await giver.page.getByText(/Step [12] of 2/).first().waitFor();
    await picture(giver.page, "account-rewards-returning");
  });
});

describe("at the checkout", () => {
  let before: number;

  test("a guest reads how to use points", async () => {
    const guest = await visitor(browser);
    await toCheckout(guest.page);
    await guest.page.getByText("Sign in to use your points and to earn more with this order.").waitFor();
    await picture(guest.page, "checkout-rewards-guest");
    expect(guest.problems).toEqual([]);
    await guest.context.close();
  });

  test("what is for other goods says so, takes no points, and no place from what is for these", async () => {
    await toCheckout(page);
    await panel().getByText(/^Show \d+ more$/).click();
    const offer = panel().locator("s-stack", { hasText: "Off something else · $3 off" }).last();
    await offer.getByText("Nothing in this order is what it is for").waitFor();
    expect(await offer.getByRole("button", { name: "Use 30 points" }).isDisabled()).toBe(true);
    await picture(page, "checkout-rewards-other-goods");
    await page.reload();
  });

  test("one press turns points into a discount on this order", async () => {
    await reads("You have 250 points");
    before = await total();
    await picture(page, "checkout-rewards-in-reach");
    await panel().getByRole("button", { name: "Use 100 points" }).first().click();
    await reads(`${REWARD} is applied`);
    await reads("You have 150 points");
    expect(await page.locator('[data-part="totals"]').innerText()).toMatch(/Discount\s+−\$5\.00/);
    expect(await total()).toBeLessThan(before);
    await picture(page, "checkout-rewards-applied");
  });

  test("what is known not to combine with it says so, and cannot be pressed", async () => {
    await panel().getByText(/^Show \d+ more$/).click();
    const offer = panel().locator("s-stack", { hasText: "Two alone · $2 off" }).last();
    await offer.getByText("It does not combine with a discount code on this order.").waitFor();
    expect(await offer.getByRole("button", { name: "Use 40 points" }).isDisabled()).toBe(true);
    await picture(page, "checkout-rewards-combine");
  });

  test("removed, the code stays the member's and is offered first; points do not move", async () => {
    await press(`Remove ${REWARD} from this order`);
    await reads(`Use ${REWARD}`);
    expect(await total()).toBe(before);
    await page.reload();
    await reads(`Use ${REWARD}`);
    await reads("You have 150 points");
    expect(await panel().locator("s-button").first().innerText()).toBe(`Use ${REWARD}`);
    await picture(page, "checkout-rewards-yours-already");
  });

  test("applied again and paid, the thank-you page tells what was redeemed and what the order brings", async () => {
    await press(`Use ${REWARD}`);
    await reads(`${REWARD} is applied`);
    await page.locator("button.pay").click();
    orderId = (await page.locator("[data-order]").getAttribute("data-order"))!;
    await reads(/This order brings you \d+ points, yours to spend on/, "thank-you");
    await reads(`Redeemed here: ${REWARD} for 100 points`, "thank-you");
    await reads("You have 150 points", "thank-you");
    await picture(page, "thank-you-points");
  });
});

describe("in the account", () => {
  test("the order's page shows the burn and the points", async () => {
    await page.goto(shopUrl(`/account/orders/${orderId}`));
    await reads(/This order brings you \d+ points/, "thank-you");
    await until("the burn", async () => {
      await page.reload();
      await reads(/This order brings you/, "thank-you");
      return page.getByText(`Redeemed here: ${REWARD} for 100 points`).isVisible();
    });
    await picture(page, "order-status-points");
  });

  test("the profile leads to the member page, whose history names the reward", async () => {
    await page.goto(shopUrl("/account/profile"));
    await reads("150 points", "account-rewards");
    await picture(page, "account-profile-rewards");
    await page.getByRole("link", { name: "See your rewards" }).click();
    await page.getByRole("heading", { name: "You have 150 points" }).waitFor();
    await reads(`Redeemed: ${TITLE}`, "account-rewards");
    await page.getByText(/Earlier codes \(1\)/).click();
    await reads(/Used for order #\d+/, "account-rewards");
    await picture(page, "account-rewards-page");
  });

  test("a phone sees no page wider than itself", async () => {
    const phone = await visitor(browser, PHONE);
    await logIn(phone.page, customer.id);
    await toCheckout(phone.page);
    for (const [path, text] of [["/checkout", "You have 150 points"], [`/account/orders/${orderId}`, /This order brings you/], ["/account/pages/account-rewards", "How to earn"]] as const) {
      await phone.page.goto(shopUrl(path));
      await phone.page.getByText(text).first().waitFor();
      expect(await phone.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(PHONE.width);
      await intoView(phone.page.locator("[data-extension]"));
      await picture(phone.page, `phone-rewards${path.replace(/\W+/g, "-").replace(/\d+/, "order")}`);
    }
    expect(phone.problems).toEqual([]);
    await phone.context.close();
  });
});

describe("a checkout that forbids changes", () => {
  test("shows one sentence and no button", async () => {
    await api("/shops/evergreen-goods", { checkoutLocksDiscounts: true }, "PATCH");
    try {
      await toCheckout(page);
      await reads("Discount codes can’t be changed in this checkout. Your points stay as they are.");
      expect(await panel().getByRole("button").count()).toBe(0);
      await picture(page, "checkout-rewards-locked");
    } finally {
      await api("/shops/evergreen-goods", { checkoutLocksDiscounts: false }, "PATCH");
    }
  });
});

test("by itself, the page that was left open shows the points that came back", async () => {
  await giver.page.getByRole("heading", { name: "You have 150 points" }).waitFor({ timeout: 580_000 });
  expect(await reports(giver.page)).toEqual([]);
  expect([giver.problems, problems]).toEqual([[], []]);
}, 600_000);
