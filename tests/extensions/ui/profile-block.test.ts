// @vitest-environment happy-dom
/// <reference types="@shopify/ui-extensions/customer-account.profile.block.render" />
import { getExtension } from "@shopify/ui-extensions-tester";
import { waitFor } from "@testing-library/preact";
import { afterEach, beforeEach, expect, test } from "vitest";
import texts from "../../../extensions/account-rewards/locales/en.default.json";
import { aCard, anApp, FORMATS, NO_SETTINGS, refused, type Routes, saying, shows, text } from "./an-app";

const block = getExtension("customer-account.profile.block.render", { configSearchDir: "extensions/account-rewards" });

beforeEach(() => {
  block.setUp();
  Object.assign(block.shopify.i18n, FORMATS, { translate: saying(texts) });
  block.shopify.settings.value = NO_SETTINGS;
});
afterEach(() => block.tearDown());

async function open(routes: Routes): Promise<void> {
  block.fetch = anApp(routes).fetch;
  await block.render();
}
const program = { pointName: { one: "fern", other: "ferns" } };

test("a member: points, tier and the way to the page", async () => {
  await open({ "GET me": { state: "member", program, card: aCard(), activity: [] } });
  await shows("250 ferns");
  expect(text()).toContain("Silver");
  expect(document.querySelector("s-link")!.getAttribute("href")).toBe("extension:account-rewards/");
});

test("who is no member is told what joining brings", async () => {
  await open({ "GET me": { state: "not_enrolled", program } });
  await shows("Joining is free, and your orders earn points.");
});

test("who the program is not for sees nothing", async () => {
  await open({ "GET me": { state: "not_available", reason: "excluded" } });
  await waitFor(() => expect(text()).toBe(""));
});

test("an app out of order leaves the way to the page", async () => {
  await open({ "GET me": refused(500, "failed") });
  await waitFor(() => expect(document.querySelector("s-skeleton-paragraph")).toBeNull());
  expect(text()).toContain("See your rewards");
});
