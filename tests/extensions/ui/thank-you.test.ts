// @vitest-environment happy-dom
/// <reference types="@shopify/ui-extensions/purchase.thank-you.block.render" />
import { getExtension } from "@shopify/ui-extensions-tester";
import { fireEvent, waitFor } from "@testing-library/preact";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { BuyerOrderPoints } from "../../../extensions/_shared/contract";
import texts from "../../../extensions/thank-you/locales/en.default.json";
import { aBuyerReward, aCard, anApp, aRedemption, button, cardEntry, FORMATS, NO_SETTINGS, refused, type Routes, saying, shows, checksOut, someRewards, text } from "./an-app";

const extension = getExtension("purchase.thank-you.block.render", { configSearchDir: "extensions/thank-you" });

beforeEach(setUp);
function setUp(): void {
  extension.setUp();
  const { shopify } = extension;
  Object.assign(shopify.i18n, FORMATS, { translate: saying(texts) });
  shopify.settings.value = NO_SETTINGS;
  checksOut(shopify, "gid://shopify/Customer/7");
  shopify.orderConfirmation.value = { order: { id: "gid://shopify/OrderIdentity/42" }, number: "ABC", isFirstOrder: false };
}
afterEach(async () => {
  // Effects that wait for a frame of fake time would hold up those of every later test.
  if (vi.isFakeTimers()) await vi.advanceTimersByTimeAsync(200);
  extension.tearDown();
  vi.useRealTimers();
});

async function open(routes: Routes) {
  const app = anApp({ "GET rewards": someRewards({ rewards: [] }), ...routes });
  extension.fetch = app.fetch;
  await extension.render();
  return app;
}
const brings = (given: Partial<BuyerOrderPoints> = {}): BuyerOrderPoints => ({ order: "#1042", points: 50, state: "pending", on: "2026-12-24", ...given });
const UNKNOWN = brings({ order: "", points: 0, state: "unknown", on: null });

test.each([
  [brings(), "This order brings you 50 points, yours to spend on 2026-12-24"],
  [brings({ on: null }), "This order brings you 50 points, to spend after the return window"],
  [brings({ state: "available", on: null, points: 1 }), "This order brought you 1 point, yours to spend"],
  [brings({ state: "not_paid", points: 0 }), "The points of this order come when it is paid."],
  [brings({ state: "not_sent", points: 0 }), "The points of this order come when it is sent."],
  [brings({ state: "none", points: 0 }), "This order brings no points."],
] as const)("%o: %s", async (order, sentence) => {
  await open({ "GET orders/42/points": order });
  await shows(sentence);
});

describe("an order the app does not know yet", () => {
  test("is waited for, slower and slower, and shown when it is there", async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    const app = await open({ "GET orders/42/points": [UNKNOWN, UNKNOWN, brings()] });
    await shows("A moment: the points of this order are being worked out");
    await vi.advanceTimersByTimeAsync(3_000);
    await shows("This order brings you 50 points");
    expect(app.asked.filter(({ path }) => path === "orders/42/points")).toHaveLength(3);
  });

  test("nor that it is paid, which is heard a moment later, is asked for until it is", async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    await open({ "GET orders/42/points": [brings({ state: "not_paid", points: 0, on: null }), brings()] });
    await shows("The points of this order come when it is paid.");
    await vi.advanceTimersByTimeAsync(1_500);
    await shows("This order brings you 50 points");
  });

  test("after a minute is left in peace, and can be asked for again", async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    const app = await open({ "GET orders/42/points": [...Array<unknown>(9).fill(UNKNOWN), brings()] });
    await vi.advanceTimersByTimeAsync(61_000);
    await shows("You need not wait: the points will show in your account.");
    const asked = () => app.asked.filter(({ path }) => path === "orders/42/points").length;
    expect(asked()).toBe(9);
    fireEvent.click(button("Try again"));
    await shows("This order brings you 50 points");
  });
});

test("an app that fails: a sentence and a way on", async () => {
  await open({ "GET orders/42/points": [refused(500, "failed"), brings()] });
  await shows("Something went wrong on our side.");
  fireEvent.click(button("Try again"));
  await shows("This order brings you 50 points");
});

test("what was redeemed for this order, and nothing of others", async () => {
  const used = { status: "used" as const, code: null };
  await open({ "GET orders/42/points": brings(), "GET rewards": someRewards({ rewards: [], redemptions: [aRedemption({ ...used, order: "#1042" }), aRedemption({ ...used, id: "12", minor: 900, order: "#1041" })] }) });
  await shows("Redeemed here: 5 off · $5 off for 100 points");
  expect(text()).not.toContain("$9.00");
});

test("what came back with returned items is said beside what was redeemed", async () => {
  const used = aRedemption({ status: "used", code: null, order: "#1042", restored: 50 });
  await open({ "GET orders/42/points": brings(), "GET rewards": someRewards({ rewards: [], redemptions: [used] }) });
  await shows("Redeemed here: 5 off · $5 off for 100 points; 50 points came back with returned items");
});

test("rewards that were read before the order was settled are read again once it is known", async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  const before = someRewards({ rewards: [], available: 150, redemptions: [aRedemption()] });
  const after = someRewards({ rewards: [], available: 155, redemptions: [aRedemption({ status: "used", code: null, order: "#1042" })] });
  await open({ "GET orders/42/points": [UNKNOWN, brings()], "GET rewards": [before, after] });
  await shows("You have 150 points");
  expect(text()).not.toContain("Redeemed here");
  await vi.advanceTimersByTimeAsync(1_500);
  await shows("Redeemed here: 5 off · $5 off for 100 points");
  expect(text()).toContain("You have 155 points");
});

test("the balance and the next reward; one in reach is named instead", async () => {
  await open({ "GET orders/42/points": brings(), "GET rewards": someRewards({ available: 20, rewards: [aBuyerReward({ refusal: "not_enough_points", missing: 80 })] }) });
  await shows("80 points to 5 off");
  expect(text()).toContain("You have 20 points");
  extension.tearDown();
  setUp();
  await open({ "GET orders/42/points": brings(), "GET rewards": someRewards() });
  await shows("In reach for next time: 5 off");
});

test("the card's balance stands there before the app answers", async () => {
  extension.shopify.appMetafields.value = [cardEntry(aCard({ available: 77 }))];
  await open({ "GET orders/42/points": "never", "GET rewards": "never" });
  await shows("You have 77 points");
});

test("a guest reads how to see points, and nothing is asked", async () => {
  checksOut(extension.shopify, null);
  const { asked } = await open({});
  await shows("Sign in to see your points. Joining is free.");
  expect(asked).toEqual([]);
});

test.each([["excluded", ""], ["left", "Join our rewards program in your account"]] as const)("a card that says %s", async (state, sentence) => {
  extension.shopify.appMetafields.value = [cardEntry(aCard({ state }))];
  const { asked } = await open({});
  await waitFor(() => expect(text()).toContain(sentence));
  expect(asked).toEqual([]);
});

test("without an order nothing is shown", async () => {
  extension.shopify.orderConfirmation.value = undefined as never;
  await open({});
  expect(text()).toBe("");
});
