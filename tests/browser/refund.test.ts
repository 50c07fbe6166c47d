import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launchBrowser, PHONE, picture, steps, visitor } from "./chromium";
import { controlUrl, logIn, newcomer, openMember, type Order, paidOrder, painted, products, shopUrl, type Customer } from "./product";

/** Part of an order is given back in the control panel; shopper and merchant see what was taken back, and why. */
let browser: Browser;
let page: Page;
let problems: string[];
let customer: Customer;
let order: Order;
const card = ".perennial-card--member";

beforeAll(async () => {
  browser = await launchBrowser();
  ({ page, problems } = await visitor(browser));
  customer = await newcomer("Rosa");
  const all = await products();
  const variant = (handle: string) => all.find((product) => product.handle === handle)!.variants[0]!.id;
  // 3200 × 2 and 4200 minor units: 106 points, one plant of 32 goes back.
  order = await paidOrder(customer.id, [{ variantId: variant("snake-plant"), quantity: 2 }, { variantId: variant("calathea-orbifolia"), quantity: 1 }]);
});
afterAll(() => browser?.close());
steps(() => page);

describe("part of an order is refunded", () => {
  test("before, all its points are pending", async () => {
    await logIn(page, customer.id);
    await page.goto(shopUrl("/"));
    await painted(page, card, "106 points pending");
  });

  test("one of two plants goes back in the control panel, and the panel shows what that took", async () => {
    const { page: control, context } = await visitor(browser);
    await control.goto(controlUrl(`/orders/${order.id}`));
    const form = control.locator("form", { has: control.getByRole("button", { name: "Refund", exact: true }) });
    await form.locator("input.count").first().fill("1");
    await form.getByRole("button", { name: "Refund", exact: true }).click();
    await control.getByText("Refunded").first().waitFor();
    await picture(control, "refund-control-panel");
    await context.close();
    await page.goto(shopUrl("/"));
    await painted(page, card, "74 points pending");
    await page.locator(".perennial-launcher > summary").click();
    const row = page.locator("[data-perennial-activity] li", { hasText: `Refund of order ${order.name}` });
    await row.getByRole("button", { name: "Why?" }).waitFor();
    expect(await row.innerText()).toContain("−32");
    await picture(page, "refund-panel");
  });

  test("the merchant's page of the member says the same, and so does the why-screen, rule by rule", async () => {
    const { page: admin, context, problems: wrong } = await visitor(browser);
    const app = await openMember(admin, customer.email);
    await app.getByText(`Taken back: order ${order.name} was refunded`).waitFor();
    await app.getByText("Earned 106, 32 taken back").waitFor();
    await picture(admin, "refund-member");
    await app.getByRole("link", { name: `Why order ${order.name}` }).click();
    await app.getByText("What the order is worth").waitFor();
    const text = await app.locator(".Polaris-Page").innerText();
    for (const part of ["$64.00 counted, $32.00 is left", "Points given", "106", "Taken back (1 refund)", "Points kept", "74", "Earn rate: 1 point per $1", "The order has a customer.", "Shipping of $6.95 does not count."]) expect(text).toContain(part);
    await picture(admin, "refund-why");
    await admin.setViewportSize(PHONE);
    await picture(admin, "refund-why-phone");
    expect(wrong).toEqual([]);
    await context.close();
    expect(problems).toEqual([]);
  });
});
