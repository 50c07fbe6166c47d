// @vitest-environment happy-dom
import { fireEvent, waitFor } from "@testing-library/preact";
import { describe, expect, test, vi } from "vitest";
import type { BuyerRedemption, BuyerReward } from "../../../extensions/_shared/contract";
import { change, extension, open, useCheckout } from "./a-checkout";
import { aBuyerReward, aRedemption, button, buttons, shows, someRewards, text } from "./an-app";

useCheckout();
const code = aRedemption();

test("an order below the minimum says so and takes no points", async () => {
  const app = await open({ "GET rewards": someRewards({ rewards: [aBuyerReward({ minimumSpendMinor: 5_000 })] }) });
  await shows("For orders from $50 · This order comes to less");
  expect(button("Use 100 points").hasAttribute("disabled")).toBe(true);
  expect(app.posts()).toEqual([]);
});

const goods = (given: Partial<NonNullable<BuyerReward["goods"]>>) => ({ titles: ["Fern"], more: 0, productIds: [], variantIds: [], collectionIds: [], ...given });

describe("what does nothing for this order", () => {
  test.each<[Partial<BuyerReward>, string]>([
    [{ kind: "product_discount", goods: goods({ productIds: ["6"] }) }, "For Fern · Nothing in this order is what it is for"],
    [{ kind: "product_discount", goods: goods({ productIds: ["5"] }), minimumSpendMinor: 5_000 }, "For Fern · At least $50 of these items · This order has less of them"],
    [{ kind: "free_shipping", minimumSpendMinor: 0, maximumShippingMinor: 700 }, "For shipping up to $7 · Shipping of this order costs more"],
  ])("is not taken points for: %#", async (reward, told) => {
    const app = await open({ "GET rewards": someRewards({ rewards: [aBuyerReward(reward)] }), "POST redeem": { redemption: code, available: 150 } });
    await shows(told);
    expect(button("Use 100 points").hasAttribute("disabled")).toBe(true);
    fireEvent.click(button("Use 100 points"));
    expect(app.posts()).toEqual([]);
  });

  test("takes no place from what does, or may: that is offered in the merchant's order, the rest is folded behind it", async () => {
    const rewards = [
      aBuyerReward({ id: "1", title: "Big", minimumSpendMinor: 9_000 }), aBuyerReward({ id: "2", title: "Fern", kind: "product_discount", goods: goods({ productIds: ["6"] }) }), aBuyerReward({ id: "3", title: "Post", kind: "free_shipping", maximumShippingMinor: 700 }),
      aBuyerReward({ id: "4", title: "Pot", kind: "product_discount", goods: goods({ titles: ["Pots"], collectionIds: ["9"] }) }), aBuyerReward({ id: "5", title: "Any" }), aBuyerReward({ id: "6", title: "Other" }),
    ];
    await open({ "GET rewards": someRewards({ rewards }) });
    await shows("Show 3 more");
    const titles = (of: ParentNode) => [...of.querySelectorAll("[accessibilityrole=list-item] > s-text[type=strong]")].map((one) => one.textContent!.split(" · ")[0]);
    expect([titles(document), titles(document.querySelector("s-details")!)]).toEqual([["Pot", "Any", "Other", "Big", "Fern", "Post"], ["Big", "Fern", "Post"]]);
  });

  test("whether goods are of a collection cannot be seen: one press asks, the second takes points", async () => {
    const app = await open({ "GET rewards": someRewards({ rewards: [aBuyerReward({ kind: "product_discount", goods: goods({ titles: ["Pots"], collectionIds: ["9"] }) })] }), "POST redeem": { redemption: code, available: 150 } });
    await shows("For Pots");
    fireEvent.click(button("Use 100 points"));
    await shows("It is for items of Pots. Whether your order has any cannot be seen here.");
    expect(app.posts()).toEqual([]);
    fireEvent.click(button("Leave it"));
    await shows("Use 100 points");
    fireEvent.click(button("Use 100 points"));
    await shows("Redeem it");
    fireEvent.click(button("Redeem it"));
    await waitFor(() => expect(app.posts()).toHaveLength(1));
  });
});

test("points that end with the code are warned of before they are taken, and beside the code", async () => {
  await open({ "GET rewards": someRewards({ rewards: [aBuyerReward({ id: "2", onExpiry: "lapse", validityDays: 1 }), aBuyerReward({ id: "3" })], redemptions: [aRedemption({ onExpiry: "lapse" })] }) });
  await shows("Use the code within 1 day, or its points are gone");
  expect(text().match(/points are gone/g)).toHaveLength(2);
  expect(text()).toContain("Use it by 2026-12-31, or its points are gone");
});

describe("codes the member has", () => {
  const uses = () => buttons().filter((one) => one.textContent!.startsWith("Use ")).map((one) => `${one.textContent}${one.hasAttribute("disabled") ? ": no" : ""}`);

  test("say what they are for; what fits comes first, what may fit next, and what does not is not put on", async () => {
    const fern = { kind: "product_discount" as const, goods: goods({ productIds: ["6"] }), minimumSpendMinor: 2_000, minor: 300 };
    await open({ "GET rewards": someRewards({ rewards: [], redemptions: [
      aRedemption({ id: "1", title: "Fern", ...fern }), aRedemption({ id: "2", title: "Post", kind: "free_shipping", minor: null, maximumShippingMinor: 700 }),
      aRedemption({ id: "3", title: "Pot", kind: "product_discount", goods: goods({ titles: ["Pots"], collectionIds: ["9"] }) }), aRedemption({ id: "4", title: "Any" }), aRedemption({ id: "5", title: "Big", minimumSpendMinor: 9_000 }),
    ] }) });
    await shows("Use Any");
    expect(uses()).toEqual(["Use Any · $5 off", "Use Pot · $5 off", "Use Fern · $3 off: no", "Use Post · Free shipping: no", "Use Big · $5 off: no"]);
    for (const told of ["For Fern · At least $20 of these items · Nothing in this order is what it is for", "For shipping up to $7 · Shipping of this order costs more", "For orders from $90 · This order comes to less"]) expect(text()).toContain(told);
  });

  test("what does not go with the code on the checkout says so", async () => {
    extension.shopify.discountCodes.value = [{ code: "PERE-ABCD" }];
    await open({ "GET rewards": someRewards({ rewards: [], redemptions: [code, aRedemption({ id: "12", title: "Another", code: "PERE-2222" })] }) });
    await shows("It does not combine with a discount code on this order.");
    expect(uses()).toEqual(["Use Another · $5 off: no"]);
  });
});

describe("what is known not to combine with what is entered says so and takes no points", () => {
  const other = aBuyerReward({ id: "2", title: "Half the mug", kind: "percentage_off", steps: [{ points: 50, minor: null }], percent: 50 });
  const offered = async (reward: ReturnType<typeof aBuyerReward>, entered: string[], combines: BuyerRedemption["combines"] = code.combines) => {
    extension.shopify.discountCodes.value = entered.map((one) => ({ code: one }));
    const app = await open({ "GET rewards": someRewards({ rewards: [aBuyerReward(), reward], redemptions: [{ ...code, combines }] }) });
    await shows("Half the mug · 50% off");
    expect(app.posts()).toEqual([]);
    return { told: text().includes("It does not combine with a discount code on this order."), disabled: button("Use 50 points").hasAttribute("disabled") };
  };
  const known = { told: true, disabled: true };
  const unknown = { told: false, disabled: false };

  test("two on the whole order, where it says no", async () => expect(await offered(other, ["PERE-ABCD"])).toEqual(known));
  test("where the other says no", async () => expect(await offered({ ...other, combines: ["order"] }, ["PERE-ABCD"], [])).toEqual(known));
  test("not where both say yes", async () => expect(await offered({ ...other, combines: ["order"] }, ["PERE-ABCD"], ["order"])).toEqual(unknown));
  test("not where it was not kept what the other goes with", async () => expect(await offered({ ...other, combines: ["order"] }, ["PERE-ABCD"], null)).toEqual(unknown));
  test("a code of the merchant's, where it stands beside nothing", async () => expect(await offered({ ...other, combines: [] }, ["MERCHANT"])).toEqual(known));
  test("not one of which nothing is known", async () => expect(await offered(other, ["MERCHANT"])).toEqual(unknown));
  test("a code that is being prepared goes there as soon as it is ready: what does not combine with it takes no points meanwhile", async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    const preparing = aRedemption({ status: "preparing", code: null });
    change.mockImplementation(async () => { extension.shopify.discountCodes.value = [{ code: "PERE-ABCD" }]; return { type: "success" }; });
    const app = await open({
      "GET rewards": [someRewards({ rewards: [aBuyerReward(), other] }), someRewards({ rewards: [aBuyerReward(), other], available: 150, redemptions: [preparing] })],
      "POST redeem": { redemption: preparing, available: 150 }, "GET redemptions/11": [{ redemption: preparing, available: 150 }, { redemption: code, available: 150 }],
    });
    await shows("Use 100 points");
    fireEvent.click(button("Use 100 points"));
    await shows("It does not combine with a discount code on this order.");
    expect(button("Use 50 points").hasAttribute("disabled")).toBe(true);
    expect(() => button("Use 100 points")).toThrow();
    await vi.advanceTimersByTimeAsync(3_000);
    await waitFor(() => expect(change).toHaveBeenCalledTimes(1));
    expect(app.posts()).toHaveLength(1);
    await shows("5 off · $5 off is applied");
    expect(button("Use 50 points").hasAttribute("disabled")).toBe(true);
  });

  test("not with nothing entered", async () => expect(await offered({ ...other, combines: [] }, [])).toEqual(unknown));
});
