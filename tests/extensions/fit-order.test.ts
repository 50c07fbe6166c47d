import { expect, test } from "vitest";
import type { BuyerReward } from "../../extensions/_shared/contract";
import { type Fit, fitOrder } from "../../extensions/checkout-rewards/src/fit-order";
import { aBuyerReward, aLine } from "./ui/an-app";

type Lines = Parameters<typeof aLine>[0][];
const goods = (given: Partial<NonNullable<BuyerReward["goods"]>>) => ({ titles: ["Fern"], more: 0, productIds: [], variantIds: [], collectionIds: [], ...given });
const fit = (reward: Partial<BuyerReward>, lines: Lines, order: { currency?: string; shipping?: number } = {}) =>
  fitOrder(aBuyerReward(reward), { lines: lines.map(aLine), currency: "USD", shipping: 8, ...order }, "USD");

const offProduct: Partial<BuyerReward> = { kind: "product_discount", goods: goods({ productIds: ["5"] }) };
const free: Partial<BuyerReward> = { kind: "free_product", goods: goods({ productIds: ["5"], variantIds: ["52"] }) };
const ofCollection: Partial<BuyerReward> = { kind: "product_discount", goods: goods({ collectionIds: ["9"] }) };
const shipping: Partial<BuyerReward> = { kind: "free_shipping" };

test.each<[string, Partial<BuyerReward>, Lines, Fit]>([
  ["the whole order", {}, [{}], "fits"],
  ["another product", offProduct, [{ product: "6" }], "no_goods"],
  ["its product among others", offProduct, [{ product: "6" }, { product: "5" }], "fits"],
  ["another variant of its product", free, [{ product: "5", variant: "51" }], "no_goods"],
  ["its variant", free, [{ product: "5", variant: "52" }], "fits"],
  ["its product by subscription", offProduct, [{ product: "5", subscription: true }], "no_goods"],
  ["nothing but subscriptions", {}, [{ subscription: true }], "no_goods"],
  ["an order below the minimum", { minimumSpendMinor: 4_001 }, [{ amount: 40 }], "too_small"],
  ["an order of just the minimum", { minimumSpendMinor: 4_000 }, [{ amount: 40 }], "fits"],
  ["other goods that reach the minimum", { ...offProduct, minimumSpendMinor: 3_000 }, [{ product: "6", amount: 90 }, { product: "5", amount: 20 }], "too_small"],
  ["enough of its product before discounts", { ...offProduct, minimumSpendMinor: 3_000 }, [{ product: "5", amount: 35, off: 10 }], "fits"],
  ["goods that may be of its collection", ofCollection, [{}], "unsure"],
  ["too little for a collection, whatever it is", { ...ofCollection, minimumSpendMinor: 5_000 }, [{ amount: 40 }], "too_small"],
  ["nothing that is shipped", shipping, [{ shipped: false }], "no_shipping"],
  ["dearer shipping than it covers", { ...shipping, maximumShippingMinor: 799 }, [{}], "dear_shipping"],
  ["shipping that it just covers", { ...shipping, maximumShippingMinor: 800 }, [{}], "fits"],
])("%s", (_name, reward, lines, expected) => expect(fit(reward, lines)).toBe(expected));

test("what is not known is no reason against it: shipping before it is chosen, amounts in another currency", () => {
  expect(fit({ ...shipping, maximumShippingMinor: 100 }, [{}], { shipping: undefined })).toBe("fits");
  expect(fit({ ...shipping, maximumShippingMinor: 100 }, [{}], { currency: "EUR" })).toBe("fits");
  expect(fit({ minimumSpendMinor: 5_000 }, [{}], { currency: "EUR" })).toBe("fits");
});
