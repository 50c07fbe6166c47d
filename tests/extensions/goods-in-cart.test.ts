import { describe, expect, test } from "vitest";
import type { RewardCard } from "../../extensions/_shared/contract";
import type { Product, Shop } from "../../sandbox/world/types";
import { aMemberCard, aProduct, aProgramCard, paint, read } from "./storefront";

/** Two of an item are in the cart; which rewards are offered for it, painted by Liquid. */
const card = aMemberCard({ available: 1_000 });
const seen = { product: "", variant: "", collection: "", minor: 0 };
const product = (shop: Shop): Product => {
  const found = aProduct(shop);
  const [variant] = found.variants;
  Object.assign(seen, { product: found.id, variant: variant!.id, minor: variant!.priceMinor, collection: Object.values(shop.collections).find(({ productIds }) => productIds.includes(found.id))!.id });
  return found;
};
paint("cart-rewards", { program: aProgramCard({ rewards: [aReward({})] }), card, cart: { product } });

function aReward(over: Partial<RewardCard>): RewardCard {
  return { id: "7", title: "Reward", kind: "amount_off", steps: [{ points: 100, minor: 500 }], percent: null, goods: null, minimumSpendMinor: 0, tiers: [], endsOn: null, ...over };
}
const goods = (over: Partial<NonNullable<RewardCard["goods"]>>) => ({ titles: ["It"], more: 0, productIds: [], variantIds: [], collectionIds: [], ...over });
const cartWith = (reward: Partial<RewardCard>, over: Partial<Parameters<typeof paint>[1]> = {}) => paint("cart-rewards", { program: aProgramCard({ rewards: [aReward(reward)] }), card, cart: { product }, ...over });
const offered = (...given: Parameters<typeof cartWith>) => cartWith(...given).includes("data-perennial-redeem");

describe("in the cart", () => {
  test("a reward on a variant is offered with that variant in it, not with another of its product", () => {
    expect(offered({ kind: "free_product", goods: goods({ productIds: [seen.product], variantIds: [seen.variant] }) })).toBe(true);
    expect(offered({ kind: "free_product", goods: goods({ productIds: [seen.product], variantIds: ["1"] }) })).toBe(false);
    // As a card from before variants were told.
    expect(offered({ kind: "free_product", goods: { titles: ["It"], more: 0, productIds: [seen.product], collectionIds: [] } })).toBe(true);
  });

  test("a reward on a collection is offered with something of it, and the script is told which goods those are", () => {
    expect(cartWith({ kind: "product_discount", goods: goods({ collectionIds: [seen.collection] }) })).toContain(`data-fits="${seen.product}"`);
    expect(offered({ kind: "product_discount", goods: goods({ collectionIds: ["1"] }) })).toBe(false);
  });

  test("a minimum is compared before discounts, and in the shop's own currency alone", () => {
    const whole = seen.minor * 2;
    expect(offered({ minimumSpendMinor: whole })).toBe(true);
    expect(offered({ minimumSpendMinor: whole + 1 })).toBe(false);
    const program = aProgramCard({ rate: { points: 1, perMinor: 100, currency: "EUR" }, rewards: [aReward({ minimumSpendMinor: whole + 1 })] });
    expect(offered({}, { program })).toBe(true);
  });

  test("gift cards and what is not shipped are not what rewards are for", () => {
    const giftCard = (shop: Shop) => Object.values(shop.products).find((one) => one.giftCard)!;
    expect(offered({}, { cart: { product: giftCard } })).toBe(false);
    expect(offered({ kind: "free_shipping" })).toBe(true);
    expect(offered({ kind: "free_shipping" }, { cart: { product: giftCard } })).toBe(false);
  });
});

test("on a product's page the script is told that the product is of the collection", () => {
  expect(paint("redeem-for", { product, program: aProgramCard({ rewards: [aReward({ kind: "product_discount", goods: goods({ collectionIds: [seen.collection] }) })] }), card })).toContain(`data-fits="${seen.product}"`);
});

describe("before points are taken", () => {
  const panel = (reward: Partial<RewardCard>, language = "en") => read(paint("launcher", { program: aProgramCard({ rewards: [aReward(reward)] }), card, language }));

  test("how dear shipping may be that it covers, and how long its code is valid", () => {
    expect(panel({ kind: "free_shipping", maximumShippingMinor: 1_000, validityDays: 30, onExpiry: "return" })).toContain("Free shipping For shipping up to $10 Code valid for 30 days");
    expect(panel({ validityDays: 1, onExpiry: "return" })).toContain("Code valid for 1 day ");
  });

  test("that points end with the code, wherever it is redeemed; the note on set-aside points says so too", () => {
    const lapsing = { validityDays: 30, onExpiry: "lapse" } as const;
    expect(panel(lapsing)).toContain("Use the code within 30 days, or its points are gone");
    expect(panel(lapsing)).toContain("Where a reward says so, they end with the code.");
    expect(panel({ validityDays: 30, onExpiry: "return" })).not.toMatch(/gone|Where a reward says so/);
    expect(read(cartWith(lapsing))).toContain("Use the code within 30 days, or its points are gone");
  });

  test.each(["de", "es", "fr", "ja", "zh-CN", "zh-TW"])("in %s none of it is in English", (language) => {
    expect(panel({ kind: "free_shipping", maximumShippingMinor: 1_000, validityDays: 30, onExpiry: "lapse" }, language)).not.toMatch(/shipping up to|within|points are gone|Where a reward/);
  });
});
