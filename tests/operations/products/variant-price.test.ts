import { expect, test } from "vitest";
import { variantPrice } from "~/operations/products/variant-price.server";
import { useLiveShop } from "../../support/live-shop";

const DOMAIN = "evergreen-goods.myshopify.com";
const live = useLiveShop({ work: false });

test("a variant costs what Shopify says now; one the shop has no longer is gone; where nobody answers it is not known", async () => {
  const { shop } = await live.install(DOMAIN);
  const variant = Object.values(shop.products)[0]!.variants[0]!;
  const ask = (variantId: string) => variantPrice(DOMAIN, { variantId, currency: "USD" });
  expect(await ask(variant.id)).toEqual({ minor: variant.priceMinor });
  variant.priceMinor += 150;
  expect(await ask(variant.id)).toEqual({ minor: variant.priceMinor });
  expect(await ask("999")).toBe("gone");
  expect(await variantPrice("nobody.myshopify.com", { variantId: variant.id, currency: "USD" })).toBe("unknown");
});
