import { expect, test } from "vitest";
import { changedPrices, freeVariants } from "~/loyalty/rewards/price-today";
import { variantPrices } from "~/operations/products/variant-prices.server";
import { aReward } from "../../loyalty/rewards/a-reward";
import { useLiveShop } from "../../support/live-shop";

const DOMAIN = "evergreen-goods.myshopify.com";
const live = useLiveShop({ work: false });

test("a variant costs what Shopify says now; one the shop has no longer is gone; where nobody answers it is not known", async () => {
  const { shop } = await live.install(DOMAIN);
  const [variant, other] = [0, 1].map((i) => Object.values(shop.products)[i]!.variants[0]!);
  if (!variant || !other) throw new Error("the shop has two products");
  const ask = (...variantIds: string[]) => variantPrices(DOMAIN, { variantIds, currency: "USD" });
  expect(await ask(variant.id)).toEqual(new Map([[variant.id, { minor: variant.priceMinor }]]));
  variant.priceMinor += 150;
  expect(await ask("999", other.id, variant.id)).toEqual(new Map<string, unknown>([["999", "gone"], [other.id, { minor: other.priceMinor }], [variant.id, { minor: variant.priceMinor }]]));
  expect(await ask()).toEqual(new Map());
  expect(await variantPrices("nobody.myshopify.com", { variantIds: [variant.id], currency: "USD" })).toEqual(new Map());
});

test("rewards are told of whose product costs something else than they take off, whatever others do", () => {
  const free = (rewardId: bigint, variantId: string) => ({ rewardId, terms: aReward({ title: `Free ${variantId}`, value: { kind: "free_product", productId: "1", variantId, productTitle: "Fern", minor: 2_000 } }) });
  const rewards = [free(1n, "11"), free(2n, "12"), free(3n, "13"), free(4n, "14"), free(5n, "12"), { rewardId: 6n, terms: aReward() }];
  expect(freeVariants(rewards)).toEqual(["11", "12", "13", "14"]);
  expect(changedPrices(rewards, new Map<string, { minor: number } | "gone">([["11", { minor: 2_000 }], ["12", { minor: 2_500 }], ["13", "gone"]]))).toEqual([
    { rewardId: 2n, title: "Free 12", offMinor: 2_000, today: { minor: 2_500 } }, { rewardId: 3n, title: "Free 13", offMinor: 2_000, today: "gone" }, { rewardId: 5n, title: "Free 12", offMinor: 2_000, today: { minor: 2_500 } },
  ]);
});
