// @vitest-environment happy-dom
/// <reference types="@shopify/ui-extensions/customer-account.order-status.block.render" />
import { getExtension } from "@shopify/ui-extensions-tester";
import { afterEach, beforeEach, expect, test } from "vitest";
import texts from "../../../extensions/thank-you/locales/en.default.json";
import { anApp, FORMATS, NO_SETTINGS, saying, shows, someRewards } from "./an-app";

const extension = getExtension("customer-account.order-status.block.render", { configSearchDir: "extensions/thank-you" });

beforeEach(() => {
  extension.setUp();
  Object.assign(extension.shopify.i18n, FORMATS, { translate: saying(texts) });
  extension.shopify.settings.value = NO_SETTINGS;
  extension.shopify.order.value = { id: "gid://shopify/Order/42", name: "#1042", confirmationNumber: "ABC", processedAt: "2026-11-26T00:00:00Z" } as never;
});
afterEach(() => extension.tearDown());

test("a signed-in member sees what the order brought", async () => {
  extension.shopify.authenticatedAccount.customer.value = { id: "gid://shopify/Customer/7" };
  extension.fetch = anApp({ "GET rewards": someRewards(), "GET orders/42/points": { order: "#1042", points: 50, state: "available", on: null } }).fetch;
  await extension.render();
  await shows("This order brought you 50 points, yours to spend");
});

test("who only has the link of the order sees nobody's points", async () => {
  extension.shopify.authenticatedAccount.customer.value = undefined;
  const app = anApp({});
  extension.fetch = app.fetch;
  await extension.render();
  await shows("Sign in to see your points.");
  expect(app.asked).toEqual([]);
});
