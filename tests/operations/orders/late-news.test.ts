import { expect, test } from "vitest";
import { verifyLedger } from "~/operations/ledger/verify-ledger.server";
import { settleOrders } from "~/operations/orders/settle-orders.server";
import { refundPatch } from "~/loyalty/orders/placeholder-fact";
import { anOrder, aLine, aRefund } from "../../loyalty/orders/an-order";
import { aProgram } from "../../loyalty/program/a-program";
import { aShop } from "../../support/a-shop";
import { useDatabase } from "../../support/use-database";

const database = useDatabase();
const now = new Date("2026-03-20T12:00:00.000Z");
const at = (day: number) => `2026-03-${String(day).padStart(2, "0")}T12:00:00.000Z`;
const placed = (orderId: string, day: number) => anOrder({ orderId, createdAt: at(day), processedAt: at(day), paidAt: at(day), updatedAt: at(day), customerSeenAt: at(day) });

test("an order earns at the tier held before it, however late it is told", async () => {
  const shopId = await aShop(database, { program: aProgram() });
  await settleOrders(shopId, [placed("1001", 1)], now);
  await database.asOwner(`INSERT INTO tier_change (shop_id, member_id, from_tier, to_tier, reason, program_version, effective_at)
    SELECT $1, member_id, 'member', 'gold', 'test', 1, $2 FROM member WHERE shop_id = $1`, [shopId, at(10)]);
  const settled = await settleOrders(shopId, [placed("1004", 15), placed("1003", 10), placed("1002", 5)], now);
  expect(Object.fromEntries(settled.map(({ orderId, worth }) => [orderId, worth]))).toEqual({ "1002": 50n, "1003": 50n, "1004": 75n });
});

test("an order that is cancelled gives its points back at once, also while a product of an edit is not known yet", async () => {
  const program = aProgram({ earn: { multipliers: [{ scope: "tag", id: "new", title: "New", multiplier: { num: 2, den: 1 } }] } });
  const shopId = await aShop(database, { program });
  await database.asOwner(`INSERT INTO product (shop_id, product_id, tags, updated_at) VALUES ($1, '31', '{new}', now())`, [shopId]);
  expect(await settleOrders(shopId, [placed("1001", 1)], now)).toMatchObject([{ posted: 100n }]);
  const edited = { ...placed("1001", 1), updatedAt: at(2), lines: [aLine(), aLine({ lineId: "2", productId: "32" })] };
  expect(await settleOrders(shopId, [edited], now)).toMatchObject([{ posted: 0n, status: "waiting_for_products" }]);
  expect(await settleOrders(shopId, [{ ...edited, updatedAt: at(3), cancelledAt: at(3) }], now)).toMatchObject([{ posted: -100n }]);
  expect(await verifyLedger(shopId)).toEqual([]);
});

test("an edit waits for its product with its own lines only: a refund is taken back meanwhile, and the added line is priced in the end", async () => {
  const program = aProgram({ earn: { multipliers: [{ scope: "tag", id: "new", title: "New", multiplier: { num: 2, den: 1 } }] } });
  const shopId = await aShop(database, { program });
  await database.asOwner(`INSERT INTO product (shop_id, product_id, tags, updated_at) VALUES ($1, '31', '{new}', now())`, [shopId]);
  await settleOrders(shopId, [placed("1001", 1)], now);
  const refunded = refundPatch("1001", aRefund({ lines: [{ lineId: "1", quantity: 0, netMinor: 1000 }] }));
  await settleOrders(shopId, [{ ...placed("1001", 1), updatedAt: at(2), lines: [aLine(), aLine({ lineId: "2", productId: "32" })] }], now);
  expect(await settleOrders(shopId, [refunded], now)).toMatchObject([{ posted: -20n, worth: 80n, status: "waiting_for_products" }]);
  await database.asOwner(`INSERT INTO product (shop_id, product_id, tags, updated_at) VALUES ($1, '32', '{new}', now())`, [shopId]);
  expect(await settleOrders(shopId, [refunded], now)).toMatchObject([{ posted: 100n, worth: 180n, status: "earns" }]);
  expect(await verifyLedger(shopId)).toEqual([]);
});
