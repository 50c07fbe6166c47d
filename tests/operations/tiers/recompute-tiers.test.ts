import { describe, expect, test } from "vitest";
import { recomputeShopTiers } from "~/operations/tiers/recompute-shop-tiers.server";
import { recomputeTiers } from "~/operations/tiers/recompute-tiers.server";
import { settleOrders } from "~/operations/orders/settle-orders.server";
import { refundPatch } from "~/loyalty/orders/placeholder-fact";
import { aLine, anOrder, aRefund } from "../../loyalty/orders/an-order";
import { aProgram } from "../../loyalty/program/a-program";
import { aShop } from "../../support/a-shop";
import { expectBooks, memberIdOf } from "../../support/expect-books";
import { useDatabase } from "../../support/use-database";

const database = useDatabase();
const day = (n: number) => new Date(Date.UTC(2026, 2, 2 + n, 12));
const big = (orderId: string, at: string) => anOrder({ orderId, processedAt: at, paidAt: at, updatedAt: at, lines: [aLine({ unitPriceMinor: 80_000 })] });
const tierOf = async (shopId: bigint) => (await database.asOwner<{ tier: string; grace: boolean }>(`SELECT tier, tier_grace_until IS NOT NULL AS grace FROM member WHERE shop_id = $1`, [shopId]))[0];

async function aGoldMember() {
  const shopId = await aShop(database, { program: aProgram() });
  await settleOrders(shopId, [big("1001", "2026-03-01T12:00:00.000Z")], day(0));
  const memberId = await memberIdOf(database, shopId, "7");
  return { shopId, memberId, moves: await recomputeTiers(shopId, [memberId], day(0)) };
}

describe("a member's tier", () => {
  test("rises at once with the spend, and is written down with it", async () => {
    const { shopId, memberId, moves } = await aGoldMember();
    expect(moves).toEqual([{ memberId, from: "member", to: "gold", reason: "spend_reached" }]);
    expect(await database.asOwner(`SELECT from_tier, to_tier, "values", program_version FROM tier_change WHERE shop_id = $1`, [shopId]))
      .toEqual([{ from_tier: "member", to_tier: "gold", values: { spendMinor: 80_000, thresholdMinor: 70_000 }, program_version: 1 }]);
    expect(await recomputeTiers(shopId, [memberId], day(0))).toEqual([]);
  });

  test("counts for orders placed after it was reached, not for the one that reached it", async () => {
    const { shopId } = await aGoldMember();
    const settled = await settleOrders(shopId, [anOrder({ orderId: "1002", processedAt: "2026-03-02T11:59:00.000Z" }), anOrder({ orderId: "1003", processedAt: "2026-03-03T12:00:00.000Z" })], day(1));
    expect(settled.map(({ worth }) => worth)).toEqual([50n, 75n]);
    await expectBooks(shopId);
  });

  test("falls back at once when the order that reached it was refunded", async () => {
    const { shopId, memberId } = await aGoldMember();
    await settleOrders(shopId, [refundPatch("1001", aRefund({ lines: [{ lineId: "1", quantity: 1, netMinor: 80_000 }] }))], day(1));
    expect(await recomputeTiers(shopId, [memberId], day(1))).toMatchObject([{ to: "member", reason: "upgrade_undone" }]);
  });

  test("stays through a grace period when the spend leaves the window, then falls", async () => {
    const { shopId } = await aGoldMember();
    expect(await recomputeShopTiers(shopId, { all: false }, day(364))).toBe(0);
    expect(await tierOf(shopId)).toEqual({ tier: "gold", grace: false });
    expect(await recomputeShopTiers(shopId, { all: false }, day(366))).toBe(0);
    expect(await tierOf(shopId)).toEqual({ tier: "gold", grace: true });
    expect(await recomputeShopTiers(shopId, { all: false }, day(390))).toBe(0);
    expect(await recomputeShopTiers(shopId, { all: false }, day(398))).toBe(1);
    expect(await tierOf(shopId)).toEqual({ tier: "member", grace: false });
  });

  test("new spend in the grace period ends it", async () => {
    const { shopId } = await aGoldMember();
    await recomputeShopTiers(shopId, { all: false }, day(366));
    await settleOrders(shopId, [big("1002", day(367).toISOString())], day(367));
    await recomputeShopTiers(shopId, { all: false }, day(367));
    expect(await tierOf(shopId)).toEqual({ tier: "gold", grace: false });
  });
});
