import { log } from "~/log.server";
import type { AdminClient } from "~/shopify/client/admin-client.server";
import { retitleDiscount } from "~/shopify/discounts/code-discounts.server";
import { inTransaction, readFor } from "~/store/in-transaction.server";
import { notePoolTitle, poolsToRetitle } from "~/store/rewards/pool-titles.server";
import type { Shop } from "~/store/shops/shop-by-domain.server";

/** New titles of rewards reach the discounts that stay. One that Shopify refuses is not asked for again: the old one promises no less. @throws ShopifyFault */
export async function retitleDiscounts({ shopId, domain }: Shop, client: AdminClient): Promise<void> {
  for (const { poolId, discountId, terms, rewardTitle } of await readFor(shopId, poolsToRetitle)) {
    const refused = await retitleDiscount(client, { discountId: discountId!, terms, title: rewardTitle });
    if (refused !== null) log.warn({ shop: domain, poolId: String(poolId), reason: refused }, "Shopify refuses the title of a discount");
    await inTransaction(shopId, (db) => notePoolTitle(db, poolId, rewardTitle));
  }
}
