// @vitest-environment happy-dom
import { fireEvent, waitFor } from "@testing-library/preact";
import { describe, expect, test, vi } from "vitest";
import { change, extension, open, useCheckout } from "./a-checkout";
import { aBuyerReward, aCard, aRedemption, button, buttons, cardEntry, refused, shows, checksOut, someRewards, text } from "./an-app";

useCheckout();
const code = aRedemption();

describe("who is asked", () => {
  test("a guest reads how to join or sign in, and nothing is asked", async () => {
    checksOut(extension.shopify, null);
    const { asked } = await open({});
    await shows("Sign in to use your points and to earn more with this order. Joining is free.");
    expect(asked).toEqual([]);
  });

  test("who left may join again", async () => {
    extension.shopify.appMetafields.value = [cardEntry(aCard({ state: "left" }))];
    await open({});
    await shows("Join our rewards program in your account");
  });

  test("whoever has not joined reads how", async () => {
    await open({ "GET rewards": someRewards({ available: 0, rewards: [aBuyerReward({ refusal: "not_a_member" })] }) });
    await shows("Join our rewards program in your account");
  });

  test.each(["excluded", "blocked"] as const)("who is %s sees nothing", async (state) => {
    extension.shopify.appMetafields.value = [cardEntry(aCard({ state }))];
    expect((await open({})).asked).toEqual([]);
    expect(text()).toBe("");
  });

  test("before launch nothing is shown", async () => {
    const { asked } = await open({ "GET rewards": refused(403, "not_launched") });
    await waitFor(() => expect(text()).toBe(""));
    expect(asked.length).toBe(1);
  });
});

describe("what is painted", () => {
  test("the card's balance and next reward, while the app has not answered", async () => {
    extension.shopify.appMetafields.value = [cardEntry(aCard({ available: 1234, nextReward: { title: "Mug", cost: 2000, missing: 766 } }))];
    await open({ "GET rewards": "never" });
    await shows("You have 1,234 points");
    expect(text()).toContain("766 points to Mug");
    expect(document.querySelector("s-skeleton-paragraph")).not.toBeNull();
  });

  test("a card that cannot be read is as none", async () => {
    extension.shopify.appMetafields.value = [{ ...cardEntry(aCard()), metafield: { ...cardEntry(aCard()).metafield, value: "{" } }];
    await open({ "GET rewards": someRewards() });
    await shows("You have 250 points");
  });

  test("the merchant's heading and their word for points", async () => {
    extension.shopify.settings.value = { heading: "Fern club", hide_next_reward: false };
    await open({ "GET rewards": someRewards({ pointName: { one: "fern", other: "ferns" } }) });
    await shows("You have 250 ferns");
    expect(text()).toContain("Fern club");
  });

  test("no reward in reach: the nearest one and how far it is", async () => {
    await open({ "GET rewards": someRewards({ available: 20, rewards: [aBuyerReward({ id: "2", title: "Mug", steps: [{ points: 300, minor: null }], refusal: "not_enough_points", missing: 280 }), aBuyerReward({ refusal: "not_enough_points", missing: 80 })] }) });
    await shows("80 points to 5 off");
    expect(text()).not.toContain("Mug");
    expect(buttons()).toEqual([]);
  });

  test("the merchant may hide the next reward", async () => {
    extension.shopify.settings.value = { heading: "", hide_next_reward: true };
    await open({ "GET rewards": someRewards({ available: 20, rewards: [aBuyerReward({ refusal: "not_enough_points", missing: 80 })] }) });
    await shows("You have 20 points");
    expect(text()).not.toContain("80 points to");
  });

  test("points owed are told, nothing can be redeemed", async () => {
    await open({ "GET rewards": someRewards({ available: 0, owed: 40, rewards: [aBuyerReward({ refusal: "points_owed", missing: 100 })] }) });
    await shows("You owe 40 points after a refund.");
    expect(buttons()).toEqual([]);
  });

  test("more than three rewards are folded", async () => {
    await open({ "GET rewards": someRewards({ rewards: ["1", "2", "3", "4", "5"].map((id) => aBuyerReward({ id })) }) });
    await shows("Show 2 more");
  });
});

describe("codes the member has", () => {
  test("come first, and one press puts one on the checkout", async () => {
    await open({ "GET rewards": someRewards({ redemptions: [code] }) });
    await shows("Use 5 off · $5 off");
    expect(buttons()[0]!.textContent).toBe("Use 5 off · $5 off");
    expect(text()).toContain("Until 2026-12-31");
    fireEvent.click(button("Use 5 off · $5 off"));
    await waitFor(() => expect(change).toHaveBeenCalledWith({ type: "addDiscountCode", code: "PERE-ABCD" }));
  });

  test("on the checkout it can be removed, which moves no points", async () => {
    extension.shopify.discountCodes.value = [{ code: "pere-abcd" }];
    const app = await open({ "GET rewards": someRewards({ redemptions: [code] }) });
    await shows("5 off · $5 off is applied");
    expect(buttons().map((one) => one.textContent)).not.toContain("Use 5 off · $5 off");
    fireEvent.click(button("Remove"));
    await waitFor(() => expect(change).toHaveBeenCalledWith({ type: "removeDiscountCode", code: "PERE-ABCD" }));
    expect(app.posts()).toEqual([]);
  });

  test("what Shopify refuses says why, and that the code stays theirs", async () => {
    change.mockResolvedValue({ type: "error", message: "PERE-ABCD cannot be combined." });
    await open({ "GET rewards": someRewards({ redemptions: [code] }) });
    await shows("Use 5 off · $5 off");
    fireEvent.click(button("Use 5 off · $5 off"));
    await shows("PERE-ABCD cannot be combined. The code stays yours");
    // Its way back to points stands open beside the sentence.
    expect(document.querySelector("s-details")).toBeNull();
    expect(button("Give my points back").hasAttribute("disabled")).toBe(false);
  });

  test("what Shopify refuses is asked about: a code that the shop took out says so, and its points come back", async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    change.mockResolvedValue({ type: "error", message: "Enter a valid discount code." });
    const gone = { redemption: { ...code, code: null, status: "returning", step: 1, takenOut: true }, available: 150 };
    const app = await open({ "GET rewards": someRewards({ redemptions: [code] }), "POST redemptions/11/refused": { redemption: code, available: 150 }, "GET redemptions/11": [{ redemption: code, available: 150 }, gone] });
    await shows("Use 5 off · $5 off");
    fireEvent.click(button("Use 5 off · $5 off"));
    await shows("Enter a valid discount code. The code stays yours");
    await vi.advanceTimersByTimeAsync(3_100);
    await shows("The shop took this code out. Your points are coming back");
    expect(text()).not.toContain("The code stays yours");
    expect(app.posts().map(({ path }) => path)).toEqual(["redemptions/11/refused"]);
  });

  test("a checkout that throws is told as one that refuses", async () => {
    change.mockRejectedValue(new Error("gone"));
    await open({ "GET rewards": someRewards({ redemptions: [code] }) });
    await shows("Use 5 off · $5 off");
    fireEvent.click(button("Use 5 off · $5 off"));
    await shows("The code stays yours");
  });

  test("points are given back after a question that names what would end soon, and the way back is told", async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    const back = (given: object) => ({ redemption: { ...code, code: null, ...given }, available: 250 });
    const app = await open({
      "GET rewards": [someRewards({ redemptions: [aRedemption({ comingBack: [{ on: "2026-12-05", points: 60 }] })] }), someRewards({ redemptions: [back({ status: "returning", step: 1 }).redemption] })],
      "POST redemptions/11/cancel": back({ status: "returning", step: 1 }), "GET redemptions/11": [back({ status: "returning", step: 2 }), { ...back({ status: "returned" }), available: 350 }],
    });
    await shows("Give my points back");
    fireEvent.click(button("Give my points back"));
    await shows("Give this code back for 100 points?");
    expect(text()).toContain("60 points of them expire on 2026-12-05");
    expect(app.posts()).toEqual([]);
    fireEvent.click(button("Give it back"));
    await shows("Coming back, usually within a few minutes: 100 points");
    await vi.advanceTimersByTimeAsync(3_100);
    await shows("You have 350 points");
    expect(app.posts()).toHaveLength(1);
  });

  test("however many codes are on their way back, they are one line with their points together", async () => {
    const back = (id: string, points: number, over: object = {}) => aRedemption({ id, points, status: "returning", code: null, step: 2, ...over });
    await open({ "GET rewards": someRewards({ redemptions: [back("11", 100), back("12", 40), back("13", 60), back("14", 1, { takenOut: true })] }) });
    await shows("Coming back, usually within a few minutes: 200 points");
    expect(text()).toContain("The shop took this code out.");
    expect(document.querySelectorAll("s-spinner")).toHaveLength(2);
  });

  test("keeping it asks nothing of the app", async () => {
    const app = await open({ "GET rewards": someRewards({ redemptions: [code] }) });
    await shows("Give my points back");
    fireEvent.click(button("Give my points back"));
    await shows("Keep it");
    fireEvent.click(button("Keep it"));
    await waitFor(() => expect(text()).not.toContain("Give this code back"));
    expect(app.posts()).toEqual([]);
  });
});

describe("redeeming", () => {
  const answer = { redemption: code, available: 150 };

  test("one press redeems and puts the code on", async () => {
    const app = await open({ "GET rewards": [someRewards(), someRewards({ available: 150, redemptions: [code] })], "POST redeem": answer });
    await shows("Use 100 points");
    fireEvent.click(button("Use 100 points"));
    await waitFor(() => expect(change).toHaveBeenCalledWith({ type: "addDiscountCode", code: "PERE-ABCD" }));
    expect(app.posts()).toEqual([{ path: "redeem", method: "POST", key: expect.stringMatching(/^[0-9a-f-]{36}$/), token: "Bearer mock-session-token", body: { rewardId: "1", points: 100, surface: "checkout" } }]);
    await shows("You have 150 points");
  });

  test("where there are steps in reach, after choosing one of them", async () => {
    const slider = aBuyerReward({ title: "Any amount", steps: [{ points: 100, minor: 500 }, { points: 200, minor: 1000 }, { points: 300, minor: 1500 }] });
    const app = await open({ "GET rewards": someRewards({ rewards: [slider] }), "POST redeem": answer });
    await shows("Use 100 points");
    const select = document.querySelector("s-select")! as HTMLElement & { value: string };
    expect([...select.querySelectorAll("s-option")].map((one) => one.textContent)).toEqual(["$5 off · 100 points", "$10 off · 200 points"]);
    select.value = "200";
    fireEvent.change(select);
    await shows("Use 200 points");
    fireEvent.click(button("Use 200 points"));
    await waitFor(() => expect(app.posts()[0]?.body).toEqual({ rewardId: "1", points: 200, surface: "checkout" }));
  });

  test("a code in preparation is waited for and put on by itself", async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    const preparing = aRedemption({ status: "preparing", code: null });
    await open({ "GET rewards": [someRewards(), someRewards({ available: 150, redemptions: [preparing] })], "POST redeem": { redemption: preparing, available: 150 }, "GET redemptions/11": answer });
    await shows("Use 100 points");
    fireEvent.click(button("Use 100 points"));
    await shows("Your code is being prepared.");
    expect(change).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1_100);
    await waitFor(() => expect(change).toHaveBeenCalledWith({ type: "addDiscountCode", code: "PERE-ABCD" }));
  });

  test("beside an unused code of a reward that reward is not offered again", async () => {
    await open({ "GET rewards": someRewards({ rewards: [aBuyerReward(), aBuyerReward({ id: "2", title: "Free shipping", kind: "free_shipping", steps: [{ points: 50, minor: null }] })], redemptions: [code] }) });
    await shows("Free shipping");
    expect(buttons().map((one) => one.textContent)).toEqual(["Use 5 off · $5 off", "Give my points back", "Use 50 points"]);
  });

  test("beside an applied code further rewards are folded", async () => {
    extension.shopify.discountCodes.value = [{ code: "PERE-ABCD" }];
    await open({ "GET rewards": someRewards({ rewards: [aBuyerReward({ steps: [{ points: 100, minor: 500 }, { points: 200, minor: 1000 }] }), aBuyerReward({ id: "2", title: "Free shipping", kind: "free_shipping" })], redemptions: [code] }) });
    await shows("Show 1 more");
    expect(document.querySelector("s-details s-button")!.textContent).toBe("Use 100 points");
    expect(document.querySelector("s-select")).toBeNull();
  });

  test.each([[409, "price_changed", "The price has changed meanwhile."], [422, "out_of_stock", "This reward is gone."], [429, "too_many", "That was a lot at once."], [401, "token_wrong", "Something went wrong on our side."]] as const)(
    "%s %s is a sentence, and another try is another wish unless nothing was decided", async (status, refusal, sentence) => {
      const app = await open({ "GET rewards": someRewards(), "POST redeem": refused(status, refusal) });
      await shows("Use 100 points");
      fireEvent.click(button("Use 100 points"));
      await shows(sentence);
      fireEvent.click(button("Use 100 points"));
      await waitFor(() => expect(app.posts()).toHaveLength(2));
      // A first try whose answer was lost may have been done: too many at once says nothing about it.
      expect(app.posts()[0]!.key === app.posts()[1]!.key).toBe(status === 429);
      expect(change).not.toHaveBeenCalled();
    });

  test.each([[40, "40 seconds"], [1, "1 second"], [150, "3 minutes"], [86_000, "24 hours"], [undefined, "60 seconds"]])("too many at once says when it goes on: after %s s in %s", async (retryAfter, time) => {
    await open({ "GET rewards": someRewards(), "POST redeem": refused(429, "too_many", retryAfter) });
    await shows("Use 100 points");
    fireEvent.click(button("Use 100 points"));
    await shows(`That was a lot at once. You can go on in ${time}.`);
  });

  test("a broken line repeats the same wish, also when pressed again: points are taken once", async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    const app = await open({ "GET rewards": someRewards(), "POST redeem": ["offline", "offline", "offline", answer] });
    await shows("Use 100 points");
    fireEvent.click(button("Use 100 points"));
    await vi.advanceTimersByTimeAsync(2_500);
    await shows("The rewards could not be reached.");
    fireEvent.click(button("Use 100 points"));
    await waitFor(() => expect(change).toHaveBeenCalled());
    expect(new Set(app.posts().map(({ key }) => key)).size).toBe(1);
    expect(app.posts()).toHaveLength(4);
  });
});

describe("what stands in the way", () => {
  test("a checkout that forbids changes shows one sentence and no button", async () => {
    extension.shopify.instructions.value = { ...extension.shopify.instructions.value, discounts: { canUpdateDiscountCodes: false } };
    await open({ "GET rewards": someRewards({ redemptions: [code] }) });
    await shows("Discount codes can’t be changed in this checkout.");
    expect(buttons()).toEqual([]);
    expect(text()).toContain("You have 250 points");
  });

  test("an app out of reach: a sentence and a way on", async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    await open({ "GET rewards": ["offline", "offline", "offline", someRewards()] });
    await vi.advanceTimersByTimeAsync(2_500);
    await shows("You can go on without them, or try again.");
    fireEvent.click(button("Try again"));
    await shows("You have 250 points");
  });
});
