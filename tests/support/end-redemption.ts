import { cancelRedemption } from "~/operations/rewards/cancel-redemption.server";
import { redeemReward } from "~/operations/rewards/redeem-reward.server";
import { WATERMARK_MARGIN_MS } from "~/loyalty/rewards/may-end";
import { resolveRedemptions } from "~/operations/rewards/resolve-redemptions.server";
import { inTransaction } from "~/store/in-transaction.server";
import { noteCodesGone } from "~/store/rewards/closing-codes.server";
import { codesById } from "~/store/rewards/codes.server";
import { redemptionById, type Redemption } from "~/store/rewards/redemption-rows.server";
import { redemptionOf } from "./redemption-of";

/** Redeems and expects a code. @returns the redemption and its code in clear. */
export async function redeemed(shopId: bigint, { customerId = "7", rewardId, points = 100, requestId = "a", now }: { customerId?: string; rewardId: bigint; points?: number; requestId?: string; now: Date }): Promise<{ redemptionId: bigint; code: string }> {
  const { redemptionId, codeId } = redemptionOf(await redeemReward(shopId, { customerId, rewardId, points, requestId, surface: "panel" }, now));
  return { redemptionId, code: await inTransaction(shopId, async (db) => (await codesById(db, [codeId!])).get(codeId!)!) };
}

/** Cancels, and has the code gone and all orders read, as the jobs do it with Shopify. @returns when it was over. */
export async function givenBack(shopId: bigint, { redemptionId, now }: { redemptionId: bigint; now: Date }): Promise<Date> {
  await cancelRedemption(shopId, { redemptionId, customerId: null, actor: "staff:1", reason: "canceled_by_staff" }, now);
  return codeEnds(shopId, { redemptionId, now });
}

/** The code of one that is closing is gone and all orders were read. @returns when it was over. */
export async function codeEnds(shopId: bigint, { redemptionId, now }: { redemptionId: bigint; now: Date }): Promise<Date> {
  await inTransaction(shopId, (db) => noteCodesGone(db, [redemptionId], now));
  const later = new Date(now.getTime() + WATERMARK_MARGIN_MS + 1_000);
  await resolveRedemptions(shopId, later, later);
  return later;
}

export const readRedemption = (shopId: bigint, redemptionId: bigint): Promise<Redemption> => inTransaction(shopId, async (db) => (await redemptionById(db, redemptionId))!);
