import type { Browser, FrameLocator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launchBrowser, PHONE, picture, steps, visitor } from "./chromium";
import { type Customer, logIn, newcomer, openMember, paidOrder, painted, products, shopUrl } from "./product";

let browser: Browser;
let page: Page;
let problems: string[];
let app: FrameLocator;
let customer: Customer;
beforeAll(async () => {
  browser = await launchBrowser();
  ({ page, problems } = await visitor(browser));
  customer = await newcomer("Otto");
  const plant = (await products()).find(({ handle }) => handle === "snake-plant")!.variants[0]!;
  await paidOrder(customer.id, [{ variantId: plant.id, quantity: 1 }], { daysAgo: 20 });
  const { page: shopper, context } = await visitor(browser);
  await logIn(shopper, customer.id);
  await shopper.goto(shopUrl("/"));
  await painted(shopper, ".perennial-card--member", "32 points");
  await context.close();
  app = await openMember(page, customer.email);
});
afterAll(() => browser?.close());
steps(() => page);

const dialog = () => app.getByRole("dialog");
const adjust = () => app.getByRole("button", { name: "Adjust points" }).or(page.locator("#title-actions button", { hasText: "Adjust points" })).first().click();

describe("staff adjusts points", () => {
  test("more than the program's cap, or no reason, is refused beside the field", async () => {
    await adjust();
    await dialog().getByLabel("Points", { exact: true }).fill("10001");
    await dialog().getByLabel("Reason for staff").focus();
    await dialog().getByText("10001 is out of range. Enter a whole number from 1 to 10,000.").or(dialog().getByText("10001 is out of range. Enter a whole number from 1 to 10000.")).waitFor();
    await picture(page, "adjust-cap");
    await dialog().getByLabel("Points", { exact: true }).fill("50");
    await dialog().getByRole("button", { name: "Give 50" }).click();
    await dialog().getByText("Enter a text.").waitFor();
  });

  test("what it would do stands there before it happens; then it is in the ledger with its reason", async () => {
    await dialog().getByLabel("Reason for staff").fill("Parcel was late");
    await dialog().getByLabel("Note to the customer").fill("Sorry for the wait!");
    await dialog().getByText("Available: 32 → 82").waitFor();
    await picture(page, "adjust-before");
    await dialog().getByRole("button", { name: "Give 50" }).click();
    await page.locator(".toast").getByText("Points adjusted").waitFor();
    await app.getByText("Given by staff").waitFor();
    await app.getByText("Parcel was late", { exact: false }).waitFor();
    await picture(page, "adjust-ledger");
  });

  test("the shopper sees the points and the note, and never the reason", async () => {
    const { page: shopper, context, problems: wrong } = await visitor(browser, PHONE);
    await logIn(shopper, customer.id);
    await shopper.goto(shopUrl("/"));
    await painted(shopper, ".perennial-card--member", "82 points");
    await shopper.locator(".perennial-launcher > summary").click();
    await shopper.locator("[data-perennial-activity]").getByText("Sorry for the wait!").waitFor();
    await picture(shopper, "adjust-panel");
    expect(await shopper.content()).not.toContain("Parcel was late");
    expect(wrong).toEqual([]);
    await context.close();
  });

  test("it is undone by its opposite", async () => {
    await app.getByRole("button", { name: "Undo this adjustment" }).first().click();
    await dialog().getByText("Available: 82 → 32").waitFor();
    await picture(page, "adjust-undo");
    await dialog().getByRole("button", { name: "Take 50" }).click();
    await app.getByText("Taken by staff").waitFor();
    await app.getByText("Undoing an adjustment", { exact: false }).waitFor();
  });

  test("more than there is cannot be taken", async () => {
    await adjust();
    await dialog().getByText("Take points", { exact: true }).click();
    await dialog().getByLabel("Points", { exact: true }).fill("33");
    await dialog().getByLabel("Reason for staff").fill("Too much");
    await dialog().getByText("This member has only 32 to take.", { exact: false }).waitFor();
    await dialog().getByRole("button", { name: "Cancel" }).click();
    expect(problems).toEqual([]);
  });
});
