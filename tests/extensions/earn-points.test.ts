import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ProgramCard } from "../../extensions/_shared/contract";
import type { Shop } from "../../sandbox/world/types";
import { aMemberCard, aProduct, aProgramCard, paint, read, type Scene } from "./storefront";

const PRICE = 4_299;

function earned(scene: Scene & { price?: number } = {}, block = "earn-points"): string {
  const product = scene.product ?? ((shop: Shop) => plain(shop, scene.price ?? PRICE));
  return read(paint(block, { ...scene, product }));
}

function plain(shop: Shop, priceMinor: number, over = {}) {
  return aProduct(shop, { variants: [{ id: "71", title: "Default Title", sku: "", priceMinor }], tags: ["Bestseller", "easy"], ...over });
}

const ids = (shop: Shop) => {
  const product = Object.values(shop.products)[0]!;
  return { product: product.id, collection: Object.values(shop.collections).find(({ productIds }) => productIds.includes(product.id))!.id };
};
let seen: ReturnType<typeof ids>;
paint("earn-points", { product: (shop) => { seen = ids(shop); return aProduct(shop); } });

describe("earn N points", () => {
  test("floors the exact product of price and rate", () => {
    expect(earned()).toBe("Earn 42 points");
    expect(earned({ program: aProgramCard({ rate: { points: 3, perMinor: 100, currency: "USD" } }) })).toBe("Earn 128 points");
    expect(earned({ program: aProgramCard({ rate: { points: 1, perMinor: 1000, currency: "USD" } }) })).toBe("Earn 4 points");
  });

  test("multiplies by the member's tier", () => {
    expect(earned({ card: aMemberCard() })).toBe("Earn 53 points with Silver, 1.25×");
  });

  test("a price that earns nothing says nothing, or that it does not earn", () => {
    const program = aProgramCard({ rate: { points: 1, perMinor: 10_000, currency: "USD" } });
    expect(earned({ program })).toBe("");
    expect(earned({ program, settings: { show_ineligible: true } })).toBe("This item does not earn points");
  });

  test("product before collection before tag; among equals the exclusion, then the highest", () => {
    const x = (num: number) => ({ num, den: 1 });
    const program = (over: Partial<ProgramCard>) => aProgramCard(over);
    expect(earned({ program: program({ products: { [seen.product]: x(3) }, collections: { [seen.collection]: x(0) } }) })).toBe("Earn 128 points");
    expect(earned({ program: program({ collections: { [seen.collection]: x(2) }, productTags: { bestseller: x(5) } }) })).toBe("Earn 85 points");
    expect(earned({ program: program({ productTags: { bestseller: x(2), easy: x(3) } }) })).toBe("Earn 128 points");
    expect(earned({ program: program({ productTags: { bestseller: x(2), easy: x(0) } }) })).toBe("");
    expect(earned({ program: program({ products: { "1": x(9) } }) })).toBe("Earn 42 points");
  });

  test("gift cards do not earn unless the merchant says so", () => {
    const product = (shop: Shop) => plain(shop, PRICE, { giftCard: true });
    expect(earned({ product })).toBe("");
    expect(earned({ product, program: aProgramCard({ counts: { tax: false, giftCards: true, onSale: true } }) })).toBe("Earn 42 points");
  });

  test("items on sale earn unless the merchant says no", () => {
    const product = (shop: Shop) => aProduct(shop, { variants: [{ id: "71", title: "Default Title", sku: "", priceMinor: PRICE, compareAtMinor: 5_000 }] });
    expect(earned({ product })).toBe("Earn 42 points");
    expect(earned({ product, program: aProgramCard({ counts: { tax: false, giftCards: false, onSale: false } }) })).toBe("");
  });

  test("yen have no cents, dinars have a thousand; where tax is in the price it is at most that many", () => {
    expect(earned({ shop: "hanami-store", price: 4_299, language: "en", program: aProgramCard({ rate: { points: 1, perMinor: 100, currency: "JPY" } }) })).toBe("Earn up to 42 points");
    expect(earned({ shop: "souk-kuwait", price: 4_299, language: "en", program: aProgramCard({ rate: { points: 10, perMinor: 1000, currency: "KWD" } }) })).toMatch(/^Earn (up to )?42 points$/);
  });

  test("a currency without a rate of its own promises no number", () => {
    const program = aProgramCard({ rate: { points: 1, perMinor: 100, currency: "EUR" } });
    expect(earned({ program })).toBe("Earn points with this item");
    expect(earned({ program: { ...program, currencyRates: { USD: { points: 2, perMinor: 100 } } } })).toBe("Earn 85 points");
  });

  test("every variant's points are there for the script", () => {
    const html = paint("earn-points", {
      product: (shop) => aProduct(shop, { variants: [{ id: "71", title: "S", sku: "", priceMinor: 100 }, { id: "72", title: "L", sku: "", priceMinor: 2_550 }, { id: "73", title: "Free", sku: "", priceMinor: 0 }] }),
    });
    expect(/data-variants="([^"]*)"/.exec(html)![1]!.replace(/\s/g, "")).toBe("71:1,72:25,73:0");
  });

  test("on the cards of a collection it is one line of the card's own product, without script", () => {
    const html = paint("earn-points-collection", { product: (shop) => plain(shop, PRICE), inCard: true });
    expect(read(html)).toBe("Earn 42 points");
    expect(html).not.toContain("<script");
  });

  test("equals floor(price x rate x multiplier x tier) in whole numbers for any of them", () => {
    const small = fc.integer({ min: 1, max: 9 });
    fc.assert(fc.property(fc.integer({ min: 1, max: 5_000_000 }), small, fc.constantFrom(1, 7, 100, 1000), small, small, small, small, (price, points, perMinor, num, den, tierNum, tierDen) => {
      const program = aProgramCard({
        rate: { points, perMinor, currency: "USD" }, products: { [seen.product]: { num, den } }, tiers: [{ handle: "silver", name: "Silver", thresholdMinor: 0, num: tierNum, den: tierDen }],
      });
      const exact = (BigInt(price) * BigInt(points * num * tierNum)) / BigInt(perMinor * den * tierDen);
      const text = earned({ program, price, card: aMemberCard(), settings: { show_tier: false } });
      expect(text).toBe(exact === 0n ? "" : `Earn ${exact.toLocaleString("en-US")} point${exact === 1n ? "" : "s"}`);
    }), { numRuns: 60 });
  });
});
