import { expect, test } from "vitest";
import type { Program } from "~/loyalty/program/program";
import { previewProgram } from "~/operations/program/preview-program.server";
import { settleOrders } from "~/operations/orders/settle-orders.server";
import { recomputeShopTiers } from "~/operations/tiers/recompute-shop-tiers.server";
import { aLine, anOrder, aRefund } from "../../loyalty/orders/an-order";
import { aProgram } from "../../loyalty/program/a-program";
import { aShop } from "../../support/a-shop";
import { useDatabase } from "../../support/use-database";

const database = useDatabase();
const [early, late] = ["2026-02-01T12:00:00.000Z", "2026-03-01T12:00:00.000Z"];
const now = new Date("2026-03-02T12:00:00.000Z");
const placed = (orderId: string, customerId: string | null, given: Parameters<typeof anOrder>[0] = {}) =>
  anOrder({ orderId, customerId, createdAt: late, processedAt: late, paidAt: late, ...given });

/** Customer 7 is of the second tier before the second half comes; 8 is tagged, 9 has left, 10 is excluded. */
const FIRST = [placed("1", "7", { createdAt: early, processedAt: early, paidAt: early, lines: [aLine({ unitPriceMinor: 80_000 })] })];
const REST = [
  placed("2", "7", { lines: [aLine({ unitPriceMinor: 3_333 }), aLine({ lineId: "2", productId: "32", unitPriceMinor: 2_000, quantity: 3 })] }),
  placed("3", "7", { lines: [aLine({ quantity: 2 })], refunds: [aRefund({ lines: [{ lineId: "1", quantity: 1, netMinor: 5_000 }] })] }),
  placed("4", "7", { cancelledAt: late }), placed("5", "7", { paidAt: null }), placed("6", "7", { discountCodes: ["SUMMER"], shippingMinor: 900 }),
  placed("7", "7", { source: "pos" }), placed("8", "8"), placed("9", "9"), placed("10", "10"), placed("11", null), placed("12", "12", { lines: [aLine({ unitPriceMinor: 1_500 })] }),
  placed("13", "12", { presentmentCurrency: "EUR", lines: [aLine({ presentment: { unitPriceMinor: 4_400, discountMinor: 0, taxMinor: 0 } })] }), placed("14", "12", { test: true }),
];

async function shopWith(program: Program): Promise<bigint> {
  const shopId = await aShop(database, { program });
  await database.asOwner("INSERT INTO product (shop_id, product_id, tags, updated_at) VALUES ($1, '31', '{fern}', now()), ($1, '32', '{pot}', now())", [String(shopId)]);
  await settleOrders(shopId, FIRST, new Date(early));
  await recomputeShopTiers(shopId, { all: true }, new Date(early));
  await database.asOwner("INSERT INTO member (shop_id, customer_id, state, enrolled_by, enrolled_at, tags) VALUES ($1, '8', 'known', '', '2026-01-01', '{Wholesale}')", [String(shopId)]);
  await settleOrders(shopId, REST, now);
  await database.asOwner("UPDATE member SET state = CASE customer_id WHEN '9' THEN 'left' ELSE 'excluded' END WHERE shop_id = $1 AND customer_id IN ('9', '10')", [String(shopId)]);
  return shopId;
}

/** What settling posted for members who can earn. */
async function posted(shopId: bigint): Promise<bigint> {
  const [row] = await database.asOwner<{ net: string }>("SELECT sum(accrued - reversed) AS net FROM shop_order JOIN member USING (shop_id, member_id) WHERE shop_id = $1 AND state = 'member'", [String(shopId)]);
  return BigInt(row!.net);
}

const CHANGES: [string, Program][] = [
  ["another rate", aProgram({ earn: { rate: { points: 3, perMinor: 200 } } })],
  ["a minimum", aProgram({ earn: { minimumOrderMinor: 2_000 } })],
  ["multipliers by product and tag", aProgram({ earn: { multipliers: [{ scope: "product", id: "32", title: "Pot", multiplier: { num: 5, den: 2 } }, { scope: "tag", id: "fern", title: "fern", multiplier: { num: 0, den: 1 } }] } })],
  ["tags that earn nothing", aProgram({ enrollment: { mode: "automatic", excludeTags: ["wholesale"] } })],
  ["no discount codes, no point of sale, shipping counts", aProgram({ earn: { counts: { discountCodeOrders: false, pos: false, shipping: true } } })],
  ["a rate of its own for euros", aProgram({ earn: { currencyRates: { EUR: { points: 2, perMinor: 100 } } } })],
  ["points when it is fulfilled", aProgram({ earn: { on: "fulfilled" } })],
  ["another tier multiplier", aProgram({ tiers: { ...aProgram().tiers, ladder: aProgram().tiers.ladder.map((tier) => (tier.handle === "gold" ? { ...tier, multiplier: { num: 4, den: 1 } } : tier)) } })],
];

test.each(CHANGES)("%s: the dry run says what settling these orders would post, before and after", async (_what, after) => {
  const [shopId, other] = [await shopWith(aProgram()), await shopWith(after)];
  const answer = await previewProgram(shopId, after, now);
  expect(answer).toMatchObject({ preview: { orders: { before: await posted(shopId), after: await posted(other), count: 11, notRead: 0, since: early } } });
  expect(await posted(shopId)).not.toBe(await posted(other));
});

test("members who left, are excluded or have a tag that earns nothing move nowhere", async () => {
  const shopId = await shopWith(aProgram());
  const low = { ...aProgram().tiers, ladder: aProgram().tiers.ladder.map((tier) => (tier.handle === "gold" ? { ...tier, thresholdMinor: 1_000 } : tier)) };
  expect(await previewProgram(shopId, aProgram({ tiers: low }), now)).toMatchObject({ preview: { up: 2, down: 0 } });
  expect(await previewProgram(shopId, aProgram({ tiers: low, enrollment: { mode: "automatic", excludeTags: ["WHOLESALE"] } }), now)).toMatchObject({ preview: { up: 1, down: 0 } });
});

test("orders that a rule could only price once they are read are left out of both sides, and counted", async () => {
  const shopId = await shopWith(aProgram());
  const answer = await previewProgram(shopId, aProgram({ earn: { counts: { onSale: false } } }), now);
  expect(answer).toMatchObject({ preview: { orders: { count: 0, since: null, notRead: 11, before: 0n, after: 0n } } });
});
