import type { Browser, FrameLocator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser, picture, steps, visitor } from "./chromium";
import { openAdmin } from "./product";

/** A merchant lets the app read orders older than 60 days: asked for by the admin, declined once, then allowed. */
const SHOP = "hanami-store";
let browser: Browser;
let page: Page;
let problems: string[];
let app: FrameLocator;
beforeAll(async () => {
  browser = await launchBrowser();
  ({ page, problems } = await visitor(browser));
});
afterAll(() => browser?.close());
steps(() => page);

const ask = () => app.getByRole("button", { name: "Allow reading all orders" }).click();
const answer = (name: string) => page.getByRole("dialog", { name: /needs more access/ }).getByRole("button", { name, exact: true }).click();

test("settings tell what was read and what more would be for", async () => {
  app = await openAdmin(page, "/settings", SHOP);
  await app.getByRole("heading", { name: "Past orders" }).waitFor();
  await app.getByText(/of the 60 days before the install (was|were) read/).waitFor();
  await app.getByText(/counts toward their tiers/).waitFor();
});

test("who declines is told that nothing changed, and may be asked again", async () => {
  await ask();
  await answer("Cancel");
  await app.getByText("Nothing was changed.", { exact: false }).waitFor();
  await picture(page, "past-orders-declined");
});

test("once allowed, all of them are read, and the question is gone", async () => {
  await ask();
  await answer("Update access");
  await app.getByText(/all there (is|are)/).waitFor();
  expect(await app.getByRole("button", { name: "Allow reading all orders" }).count()).toBe(0);
  await picture(page, "past-orders-read");
  expect(problems).toEqual([]);
});
