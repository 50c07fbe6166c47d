// @vitest-environment happy-dom
/// <reference types="@shopify/ui-extensions/customer-account.page.render" />
import { getExtension } from "@shopify/ui-extensions-tester";
import { fireEvent, waitFor } from "@testing-library/preact";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { BuyerState, MemberCard, ProgramCard } from "../../../extensions/_shared/contract";
import texts from "../../../extensions/account-rewards/locales/en.default.json";
import { aBuyerReward, aCard, anApp, aRedemption, button, buttons, FORMATS, NO_SETTINGS, refused, type Routes, saying, shows, someRewards, text } from "./an-app";

const page = getExtension("customer-account.page.render", { configSearchDir: "extensions/account-rewards" });

beforeEach(setUp);
function setUp(): void {
  page.setUp();
  Object.assign(page.shopify.i18n, FORMATS, { translate: saying(texts) });
  page.shopify.settings.value = NO_SETTINGS;
}
afterEach(() => {
  page.tearDown();
  vi.useRealTimers();
});

const tier = (handle: string, name: string, thresholdMinor: number, multiplier: string) => ({ handle, name, thresholdMinor, num: 1, den: 1, multiplier });
const program = {
  v: 1, launched: true, pointName: { one: "point", other: "points" }, rate: { points: 1, perMinor: 100, currency: "USD" }, returnWindowDays: 14,
  tiers: [tier("member", "Member", 0, "1"), tier("silver", "Silver", 20_000, "1.25"), tier("gold", "Gold", 50_000, "1.5")],
} as unknown as ProgramCard;
const member = (card: Partial<MemberCard> = {}, activity: Extract<BuyerState, { state: "member" }>["activity"] = []): BuyerState => ({ state: "member", program, card: aCard(card), activity });

async function open(routes: Routes) {
  const app = anApp({ "GET me": member(), "GET rewards": someRewards(), ...routes });
  page.fetch = app.fetch;
  await page.render();
  return app;
}

describe("the member's page", () => {
  test("balance, what is pending and when, what is owed and what ends soon", async () => {
    await open({ "GET me": member({ pending: 90, nextRelease: { on: "2026-12-01", points: 30 }, owed: 5, expiringSoon: { on: "2026-12-31", points: 10 } }) });
    await shows("You have 250 points");
    for (const part of ["90 points pending, 30 of them yours to spend on 2026-12-01", "You owe 5 points", "10 points expire on 2026-12-31"]) expect(text()).toContain(part);
  });

  test.each([[{ pending: 9, nextRelease: { on: "2026-12-01", points: 9 } }, "9 points pending, yours to spend on 2026-12-01"], [{ pending: 9 }, "9 points pending"]] as const)("pending %o", async (card, sentence) => {
    await open({ "GET me": member(card) });
    await shows(sentence);
  });

  test("the tier, and how far the next one is; the highest says so", async () => {
    await open({});
    await shows("Spend $300 more to reach Gold");
    expect(document.querySelector("s-progress")!.getAttribute("accessibilitylabel") ?? document.querySelector("s-progress")!.getAttribute("accessibilityLabel")).toBe("Progress to Gold");
    page.tearDown();
    setUp();
    await open({ "GET me": member({ progress: null, tier: { handle: "gold", name: "Gold", since: "2026-01-01", multiplier: "1.5" } }) });
    await shows("You have reached Gold, our highest tier.");
  });

  test("rewards: in reach with their terms, not yet, and for other tiers", async () => {
    await open({ "GET rewards": someRewards({ rewards: [
      aBuyerReward({ minimumSpendMinor: 2_000, endsOn: "2026-12-31", goods: { titles: ["Fern"], more: 2, productIds: [], collectionIds: [] } }),
      aBuyerReward({ id: "5", title: "Post", kind: "free_shipping", steps: [{ points: 100, minor: null }], maximumShippingMinor: 1_000, validityDays: 1, onExpiry: "lapse" }),
      aBuyerReward({ id: "2", title: "Mug", steps: [{ points: 300, minor: null }], refusal: "not_enough_points", missing: 50 }),
      aBuyerReward({ id: "3", title: "Gold gift", tiers: ["gold"], refusal: "tier_too_low" }), aBuyerReward({ id: "4", title: "Spring", refusal: "out_of_stock" }),
    ] }) });
    await shows("For Fern and 2 more · At least $20 of these items · Until 2026-12-31 · Code valid for 30 days");
    for (const part of ["For shipping up to $10 · Use the code within 1 day, or its points are gone", "50 points to Mug", "For Gold", "This reward is gone."]) expect(text()).toContain(part);
    expect(buttons().filter((one) => one.textContent?.startsWith("Use"))).toHaveLength(2);
  });

  test("no rewards yet", async () => {
    await open({ "GET rewards": someRewards({ rewards: [] }) });
    await shows("There are no rewards yet. Your points keep.");
  });

  test("redeeming shows the code, ready to be copied", async () => {
    const code = aRedemption();
    const app = await open({ "GET rewards": [someRewards(), someRewards({ available: 150, redemptions: [code] })], "POST redeem": { redemption: code, available: 150 } });
    await shows("Use 100 points");
    fireEvent.click(button("Use 100 points"));
    await shows("PERE-ABCD");
    expect(app.posts()[0]!.body).toEqual({ rewardId: "1", points: 100, surface: "account" });
    expect(text()).toContain("You have 150 points");
    const item = document.querySelector("s-clipboard-item")!;
    expect([item.getAttribute("text"), item.id]).toEqual(["PERE-ABCD", button("Copy code").getAttribute("commandFor")]);
    fireEvent(item, new Event("copy"));
    await shows("Copied");
    await waitFor(() => expect(app.asked.filter(({ path }) => path === "me")).toHaveLength(2));
  });

  test("a code in preparation becomes one by itself", async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    const code = aRedemption();
    await open({ "GET rewards": someRewards({ redemptions: [aRedemption({ status: "preparing", code: null })] }), "GET redemptions/11": { redemption: code, available: 150 } });
    await shows("Your code is being prepared.");
    await vi.advanceTimersByTimeAsync(1_100);
    await shows("PERE-ABCD");
  });

  test("giving a code back", async () => {
    const app = await open({ "GET rewards": [someRewards({ redemptions: [aRedemption()] }), someRewards({ redemptions: [aRedemption({ status: "returning", code: null, step: 1 })] })], "POST redemptions/11/cancel": { redemption: aRedemption({ status: "returning", code: null, step: 1 }), available: 250 } });
    await shows("Give my points back");
    fireEvent.click(button("Give my points back"));
    await shows("Give it back");
    fireEvent.click(button("Give it back"));
    await shows("Step 1 of 2");
    expect(app.posts().map(({ path }) => path)).toEqual(["redemptions/11/cancel"]);
  });

  test("what is over is folded, each with how it ended", async () => {
    const over = { code: null };
    await open({ "GET rewards": someRewards({ redemptions: [
      aRedemption({ ...over, id: "1", status: "used", order: "#1001" }), aRedemption({ ...over, id: "2", status: "used", order: "#1002", restored: 40 }), aRedemption({ ...over, id: "3", status: "returned" }), aRedemption({ ...over, id: "4", status: "lapsed" }),
    ] }) });
    await shows("Earlier codes (4)");
    for (const part of ["Used for order #1001", "Used for order #1002; 40 points came back with returned items", "Your points are back", "Not used in time", "No unused codes."]) expect(text()).toContain(part);
  });

  test("history with reasons in words; an unknown one still has a sentence", async () => {
    await open({ "GET me": member({}, [
      { on: "2026-11-02", points: -100, pocket: "available", reason: "reward_redeemed", values: { reward: "5 off" } }, { on: "2026-11-01", points: 50, pocket: "pending", reason: "order_earned", values: { order: "#1001" }, order: "#1001" }, { on: "2026-10-01", points: 3, pocket: "available", reason: "brand_new" },
    ]) });
    await shows("Redeemed: 5 off");
    for (const part of ["2026-11-01 · pending", "+50 points", "-100 points", "Order #1001", "Balance updated"]) expect(text()).toContain(part);
  });

  test("nothing has happened yet", async () => {
    await open({});
    await shows("Nothing yet. Your first order will show up here.");
  });

  test("the newsletter is a way to earn until the member wanted e-mails, however long ago", async () => {
    const ways = (card: Partial<MemberCard>) => ({ ...member(card), program: { ...program, activities: [{ kind: "newsletter", points: 50 }] } });
    const offer = "Subscribe to our newsletter";
    await open({ "GET me": ways({}) });
    await shows(offer);
    page.tearDown();
    setUp();
    await open({ "GET me": ways({ newsletter: true }) });
    await shows("Spend $300 more to reach Gold");
    expect(text()).not.toContain(offer);
  });

  test("how to earn, and where the member stands", async () => {
    await open({});
    await shows("1 point for every $1 you spend");
    for (const part of ["Points of an order can be spent 14 days after it is paid.", "Silver: from $200 a year, 1.25× points · you are here", "Member: from your first order"]) expect(text()).toContain(part);
  });
});

describe("who is no member", () => {
  test("joins with one press", async () => {
    const app = await open({ "GET me": { state: "not_enrolled", program }, "POST join": member() });
    await shows("Joining is free, and your orders earn points.");
    fireEvent.click(button("Join for free"));
    await shows("You have 250 points");
    expect(app.posts()[0]).toMatchObject({ path: "join", key: expect.stringMatching(/^[0-9a-f-]{36}$/) });
  });

  test("is told when the program is not for them", async () => {
    await open({ "GET me": { state: "not_available", reason: "excluded" } });
    await shows("The rewards program is not available for this account.");
  });
});

test("what cannot be reached can be tried again", async () => {
  await open({ "GET me": [refused(500, "failed"), member()] });
  await shows("Something went wrong on our side.");
  fireEvent.click(button("Try again"));
  await shows("You have 250 points");
});

test("while it loads something stands there", async () => {
  await open({ "GET me": "never" });
  await waitFor(() => expect(document.querySelector("s-skeleton-paragraph")).not.toBeNull());
});
