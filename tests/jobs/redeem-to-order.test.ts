import { expect, test } from "vitest";
import { closeCodes } from "~/jobs/tasks/close-codes";
import { reconcileOrders } from "~/jobs/tasks/reconcile-orders";
import { adjustPoints } from "~/operations/ledger/adjust-points.server";
import { cancelRedemption } from "~/operations/rewards/cancel-redemption.server";
import { redeemReward } from "~/operations/rewards/redeem-reward.server";
import { WATERMARK_MARGIN_MS } from "~/loyalty/rewards/may-end";
import { resolveRedemptions } from "~/operations/rewards/resolve-redemptions.server";
import { saveReward } from "~/operations/rewards/save-reward.server";
import { redemptionList } from "~/store/admin-reads/redemption-list.server";
import { readFor } from "~/store/in-transaction.server";
import { codesById } from "~/store/rewards/codes.server";
import { redemptionById, type Redemption } from "~/store/rewards/redemption-rows.server";
import { shopById } from "~/store/shops/shop-by-id.server";
import { createCustomer } from "../../sandbox/shop-life/create-customer";
import { payOrder } from "../../sandbox/shop-life/pay-order";
import { placeOrder } from "../../sandbox/shop-life/place-order";
import { refundOrder } from "../../sandbox/shop-life/refund-order";
import { expectBooks, memberIdOf } from "../support/expect-books";
import { eventually, useLiveShop } from "../support/live-shop";
import { redemptionOf } from "../support/redemption-of";
import { aReward } from "../loyalty/rewards/a-reward";

const live = useLiveShop({ work: true });

test("points become a code, the code an order, the order burns them; a refund gives back its part, a canceled code all", async () => {
  const { shop, shopId } = await live.install("evergreen-goods.myshopify.com");
  const customer = createCustomer(live.sandbox, shop, { email: "ada@example.com", firstName: "Ada", lastName: "L" });
  const variantId = Object.values(shop.products).find((product) => !product.giftCard)!.variants[0]!.id;
  const first = placeOrder(live.sandbox, shop, { customerId: customer.id, email: customer.email, lines: [{ variantId, quantity: 1, unitPriceMinor: 1_000 }] });
  payOrder(live.sandbox, shop, { orderId: first.id });
  const memberId = await eventually("a member", () => memberIdOf(live.database, shopId, customer.id).catch(() => null));
  await adjustPoints(shopId, { memberId, points: 250n, note: "test", actor: "staff:1", commandId: "1" }, new Date());

  const saved = await saveReward(shopId, { rewardId: null, version: 0, terms: aReward(), stock: null, actor: "staff:1" }, new Date());
  if ("refusal" in saved) throw new Error(saved.refusal);
  await eventually("codes at Shopify", async () => (await live.database.asOwner("SELECT 1 FROM code WHERE shop_id = $1 AND state = 'free'", [String(shopId)])).length >= 25);
  const redeem = async (requestId: string) => {
    return redemptionOf(await redeemReward(shopId, { customerId: customer.id, rewardId: saved.rewardId, points: 100, requestId, surface: "panel" }, new Date()));
  };
  const read = (redemption: Redemption) => readFor(shopId, (db) => redemptionById(db, redemption.redemptionId)) as Promise<Redemption>;
  const codeOf = async (redemption: Redemption) => (await readFor(shopId, (db) => codesById(db, [redemption.codeId!]))).get(redemption.codeId!)!;

  const used = await redeem("a");
  expect(used.status).toBe("issued");
  const order = placeOrder(live.sandbox, shop, { customerId: customer.id, email: customer.email, lines: [{ variantId, quantity: 2, unitPriceMinor: 2_000 }], codes: [await codeOf(used)] });
  expect(order.lines.reduce((sum, line) => sum + line.discountMinor, 0)).toBe(500);
  const burned = await eventually("the burn", async () => { const now = await read(used); return now.status === "burned" ? now : null; });
  expect(burned.spent).toBe(100n);
  payOrder(live.sandbox, shop, { orderId: order.id });
  refundOrder(live.sandbox, shop, { orderId: order.id, lines: [{ lineId: order.lines[0]!.id, quantity: 1 }] });
  await eventually("half of it back", async () => (await read(used)).restored === 50n);
  const [listed] = (await redemptionList(shopId, { codeId: used.codeId, memberIds: null, status: "", before: null })).rows;
  expect(listed!.restoredAt!.getTime(), "staff read when").toBeGreaterThanOrEqual(burned.resolvedAt!.getTime());

  const canceled = await redeem("b");
  const code = await codeOf(canceled);
  expect((await cancelRedemption(shopId, { redemptionId: canceled.redemptionId, customerId: customer.id, actor: "customer", reason: "reward_canceled" }, new Date()))!.status).toBe("closing");
  const gone = await eventually("the code to be gone", async () => (await read(canceled)).codeGoneAt);
  expect(() => placeOrder(live.sandbox, shop, { customerId: customer.id, email: customer.email, lines: [{ variantId, quantity: 1 }], codes: [code] })).toThrow();
  expect(await resolveRedemptions(shopId, gone, new Date())).toBe(0);
  const later = () => new Date(gone.getTime() + WATERMARK_MARGIN_MS + 1_000);
  await reconcileOrders((await shopById(shopId))!, { deep: false }, later);
  await eventually("the points", async () => { await resolveRedemptions(shopId, (await shopById(shopId))!.reconciledUntil, later()); return (await read(canceled)).status === "voided"; });
  await closeCodes((await shopById(shopId))!, () => new Date());
  const wallet = await live.database.asOwner<{ available: string; held: string; debt: string }>("SELECT available, held, debt FROM wallet WHERE shop_id = $1 AND member_id = $2", [String(shopId), String(memberId)]);
  expect(wallet).toEqual([{ available: "200", held: "0", debt: "0" }]);
  await expectBooks(shopId);
});
