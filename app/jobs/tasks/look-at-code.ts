import { withdrawRemoved } from "~/operations/rewards/withdraw-removed.server";
import { adminFor } from "~/shopify/client/admin-client.server";
import { discountOfCode } from "~/shopify/discounts/code-discounts.server";
import { readFor } from "~/store/in-transaction.server";
import { postponeJob } from "~/store/jobs/enqueue.server";
import { issuedCode } from "~/store/rewards/issued-code.server";
import type { Shop } from "~/store/shops/shop-by-domain.server";
import { lookAtDiscount } from "./reconcile-codes";

/** Shopify's search lags behind what was added: of a younger code nothing is believed before it was looked for twice. */
const FOUND_MS = 60 * 60_000;
const LOOK_AGAIN_MS = 60_000;

/**
 * A shopper's cart refused a code that is ready. Most often it just does not fit that cart. But when the discount is gone or another one, or
 * the merchant deleted the one code, its redemption ends and the points come back.
 */
export async function lookAtCode(shop: Shop, { redemptionId, again }: { redemptionId: bigint; again: boolean }, now: () => Date): Promise<void> {
  const { shopId } = shop;
  const before = await readFor(shopId, (db) => issuedCode(db, redemptionId));
  if (!before) return;
  if (before.discountId !== null) await lookAtDiscount(shop, before.discountId, now);
  const issued = await readFor(shopId, (db) => issuedCode(db, redemptionId));
  if (!issued || (await discountOfCode(adminFor(shop.domain), issued.code)) !== null) return;
  const young = issued.addedAt === null || now().getTime() - issued.addedAt.getTime() < FOUND_MS;
  if (!young || again) return void (await withdrawRemoved(shopId, issued, now()));
  // A key of its own: whoever presses once more does not put the second look off.
  await postponeJob({ task: "look-at-code", payload: { shopId: String(shopId), redemptionId: String(redemptionId), again: true }, key: `look-at-code-again:${shopId}:${redemptionId}`, runAt: new Date(now().getTime() + LOOK_AGAIN_MS) });
}
