import { beforeAll, describe, expect, test } from "vitest";
import { SCHEDULED } from "~/jobs/schedule";
import { readOrders } from "~/jobs/tasks/read-orders";
import { readPayments } from "~/jobs/tasks/read-payments";
import { readWaitingProducts } from "~/jobs/tasks/read-products";
import type { AwardBasis } from "~/loyalty/orders/award-basis";
import type { OrderFact } from "~/loyalty/orders/order-fact";
import { refundPatch } from "~/loyalty/orders/placeholder-fact";
import { earnsUnread } from "~/loyalty/orders/unread-payments";
import { resettleOrders } from "~/operations/orders/resettle-orders.server";
import { settleOrders } from "~/operations/orders/settle-orders.server";
import { upsertProducts } from "~/operations/products/upsert-products.server";
import type { Shop } from "~/store/shops/shop-by-domain.server";
import { shopById } from "~/store/shops/shop-by-id.server";
import { aLine, anOrder, aRefund } from "../loyalty/orders/an-order";
import { aProgram } from "../loyalty/program/a-program";
import { aProgramVersion } from "../support/a-shop";
import { expectBooks, waitingTasks } from "../support/expect-books";
import { useLiveShop } from "../support/live-shop";

/** What orders wait for, at a Shopify that has none of them. */
const live = useLiveShop({ work: false });
const TOLD = "2026-03-01T10:00:00.000Z";
const soon = new Date("2026-03-01T10:59:00.000Z");
const late = new Date("2026-03-01T11:01:00.000Z");
let shop: Shop;
let orders = 5_000;

beforeAll(async () => {
  const { shopId } = await live.install("evergreen-goods.myshopify.com", new Date("2026-01-01T00:00:00.000Z"));
  const { earn, ...program } = aProgram();
  const counts = { ...earn.counts, onSale: false, subscriptionFirst: false, redeemedValue: false };
  const multipliers = [{ id: "rare", title: "Rare", scope: "tag" as const, multiplier: { num: 2, den: 1 } }];
  await aProgramVersion(live.database, shopId, { program: { ...program, version: 2, earn: { ...earn, counts, multipliers } }, effectiveFrom: "2001-01-01T00:00:00.000Z" });
  shop = (await shopById(shopId))!;
});

const priced = (given: Partial<Parameters<typeof aLine>[0]> = {}) => aLine({ variantId: null, productId: null, ...given });
function told(change: Partial<OrderFact> = {}): OrderFact {
  return anOrder({ orderId: String(++orders), createdAt: TOLD, processedAt: TOLD, updatedAt: TOLD, paidAt: TOLD, lines: [aLine({ variantId: "9" })], redeemedValueMinor: 0, ...change });
}
async function state(orderId: string) {
  const [row] = await live.database.asOwner<{ needs: string[]; accrued: string; priced: boolean; reasons: { rule: string; lineId?: string; values: { effect?: string } }[] | null }>(
    "SELECT needs, accrued, basis IS NOT NULL AS priced, basis->'reasons' AS reasons FROM shop_order WHERE shop_id = $1 AND order_id = $2", [shop.shopId, orderId]);
  const unknown = (row!.reasons ?? []).filter(({ values }) => values.effect === "unknown").map(({ rule, lineId }) => `${rule} of ${lineId}`);
  return { needs: row!.needs, priced: row!.priced, accrued: Number(row!.accrued), unknown };
}
async function paymentsUnread(orderId: string): Promise<boolean> {
  const [row] = await live.database.asOwner<{ fact: OrderFact; basis: AwardBasis }>("SELECT fact, basis FROM shop_order WHERE shop_id = $1 AND order_id = $2", [shop.shopId, orderId]);
  return earnsUnread(row!.fact, row!.basis);
}
const quarter = async () => {
  await live.database.asOwner("DELETE FROM graphile_worker._private_jobs");
  await SCHEDULED["each-quarter"]!({}, {} as never);
  return waitingTasks(live.database, shop.shopId);
};

describe("an order that Shopify does not show", () => {
  test("is asked for again for an hour, then priced in the customer's favor, and says what is not known", async () => {
    const fact = told({ lines: [aLine({ lineId: "1", variantId: "9", productId: null }), priced({ lineId: "2" })] });
    await settleOrders(shop.shopId, [fact], soon);
    expect(await readOrders(shop, () => soon)).toBe(1);
    expect(await state(fact.orderId)).toEqual({ needs: ["order"], priced: false, accrued: 0, unknown: [] });
    expect(await quarter()).toContain("read-orders");
    await readOrders(shop, () => late);
    expect(await state(fact.orderId)).toEqual({ needs: [], priced: true, accrued: 100, unknown: ["on_sale of 1", "subscription_first of 1"] });
    expect(await quarter()).not.toContain("read-orders");
    expect(await settleOrders(shop.shopId, [fact], late)).toMatchObject([{ posted: 0n, status: "earns" }]);
    await expectBooks(shop.shopId);
  });

  test("earns for what an edit adds, too", async () => {
    const fact = told({ lines: [priced({ lineId: "1" })] });
    expect(await settleOrders(shop.shopId, [fact], soon)).toMatchObject([{ posted: 50n }]);
    const edited = { ...fact, updatedAt: "2026-03-01T10:10:00.000Z", lines: [...fact.lines, aLine({ lineId: "2", variantId: "9", productId: null })] };
    expect(await settleOrders(shop.shopId, [edited], soon)).toMatchObject([{ posted: 0n, status: "waiting_for_order" }]);
    await readOrders(shop, () => new Date("2026-03-01T11:11:00.000Z"));
    expect(await state(fact.orderId)).toMatchObject({ needs: [], accrued: 100, unknown: ["on_sale of 2", "subscription_first of 2"] });
  });

  test("is asked for again when it is told of once more", async () => {
    const fact = told({ lines: [aLine({ lineId: "1", variantId: "9", productId: null })] });
    await settleOrders(shop.shopId, [fact], soon);
    await readOrders(shop, () => late);
    const again = { ...fact, updatedAt: "2026-03-01T12:00:00.000Z", lines: [...fact.lines, aLine({ lineId: "2", variantId: "9", productId: null })] };
    expect(await settleOrders(shop.shopId, [again], late)).toMatchObject([{ status: "waiting_for_order" }]);
    expect((await state(fact.orderId)).needs).toEqual(["order"]);
    await readOrders(shop, () => new Date("2026-03-01T13:00:00.000Z"));
    expect((await state(fact.orderId)).needs).toEqual([]);
  });

  test("earns for all of it while its payments do not show; they are asked for for an hour", async () => {
    const fact = told({ lines: [priced()], redeemedValueMinor: null });
    expect(await settleOrders(shop.shopId, [fact], soon)).toMatchObject([{ posted: 50n }]);
    await readPayments(shop, () => soon);
    expect(await state(fact.orderId)).toMatchObject({ needs: ["payments"], priced: true, accrued: 50 });
    expect(await paymentsUnread(fact.orderId)).toBe(false);
    expect(await quarter()).toContain("read-payments");
    await readPayments(shop, () => late);
    expect(await state(fact.orderId)).toMatchObject({ needs: [], accrued: 50 });
    expect(await paymentsUnread(fact.orderId)).toBe(true);
  });

  test("keeps nobody waiting behind it: one job goes on until it has asked for all of them", async () => {
    const facts = Array.from({ length: 101 }, () => told({ lines: [priced()], redeemedValueMinor: null }));
    await settleOrders(shop.shopId, facts, soon);
    await readPayments(shop, () => late);
    expect((await Promise.all(facts.map(({ orderId }) => state(orderId)))).flatMap(({ needs }) => needs)).toEqual([]);
  });

  test("and of which only a refund was told is let be", async () => {
    await settleOrders(shop.shopId, [refundPatch("77", aRefund())], soon);
    await readOrders(shop, () => soon);
    expect((await state("77")).needs).toEqual(["order"]);
    await readOrders(shop, () => new Date(soon.getTime() + 3_601_000));
    expect(await state("77")).toMatchObject({ needs: [], priced: false });
  });
});

test("an order that begins to wait while its product is being stored is priced by the next reading, though nothing is left to read", async () => {
  const fact = told({ lines: [priced({ productId: "44" })] });
  expect(await settleOrders(shop.shopId, [fact], soon)).toMatchObject([{ status: "waiting_for_products" }]);
  await upsertProducts(shop.shopId, [{ productId: "44", title: "Fern", tags: ["rare"], collectionIds: [], giftCard: false, deleted: false, updatedAt: TOLD }]);
  await live.database.asOwner("UPDATE shop_order SET needs = '{products}' WHERE shop_id = $1 AND order_id = $2", [shop.shopId, fact.orderId]);
  expect(await quarter()).toContain("read-products");
  await readWaitingProducts(shop, () => soon);
  expect(await resettleOrders(shop.shopId, soon)).toBe(1);
  expect(await state(fact.orderId)).toMatchObject({ needs: [], accrued: 100 });
});
