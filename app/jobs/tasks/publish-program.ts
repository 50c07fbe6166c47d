import { isLaunched } from "~/loyalty/program/is-open-to";
import { programCard } from "~/loyalty/program/program-card";
import { rewardCards } from "~/loyalty/rewards/reward-card";
import { refreshGoals } from "~/operations/rewards/refresh-goals.server";
import { adminFor } from "~/shopify/client/admin-client.server";
import { publishProgram } from "~/shopify/shops/publish-program.server";
import { programInForce } from "~/store/program/program-in-force.server";
import { readFor } from "~/store/in-transaction.server";
import { rewardsOnOffer } from "~/store/rewards/reward-rows.server";
import type { Shop } from "~/store/shops/shop-by-domain.server";

/**
 * Tells the storefront what it has to know of the program, when it is something else than it was told before. Cards that name a reward as it was
 * follow behind.
 */
export async function publishShopProgram(shop: Shop, now: () => Date): Promise<boolean> {
  const program = await programInForce(shop.shopId, now());
  const rewards = await readFor(shop.shopId, rewardsOnOffer);
  const { color, radius } = shop.appearance;
  const published = await publishProgram(adminFor(shop.domain), programCard({
    program, currency: shop.currency, launched: isLaunched(shop, now()), testCustomers: shop.testCustomers,
    color: typeof color === "string" ? color : null, radius: typeof radius === "number" ? radius : null, rewards: rewardCards(rewards, { zone: shop.timezone, now: now().toISOString() }), proxyPath: shop.proxyPath,
  }));
  await refreshGoals(shop.shopId, now());
  return published;
}
