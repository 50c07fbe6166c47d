import { defaultProgram } from "~/loyalty/program/default-program";
import { inTransaction } from "~/store/in-transaction.server";
import { enqueueJobs, shopJob } from "~/store/jobs/enqueue.server";
import { programVersions } from "~/store/program/program-versions.server";
import { saveProgramVersion } from "~/store/program/save-program-version.server";
import { upsertShop, type InstalledShop } from "~/store/shops/upsert-shop.server";

export type { InstalledShop } from "~/store/shops/upsert-shop.server";

/**
 * Notes that the app was installed, or what changed about the shop since. At the first install the default program of the
 * shop's currency becomes version 1; at every new install the shop's customers and orders are read.
 */
export async function installShop(shop: InstalledShop, now: Date): Promise<{ shopId: bigint; installedNow: boolean }> {
  const { shopId, installedNow } = await upsertShop(shop, now);
  await inTransaction(shopId, async (db) => {
    const again = (await programVersions(db)).length > 0;
    if (!again) {
      await saveProgramVersion(db, { program: defaultProgram(shop.currency), effectiveFrom: now, createdBy: "system", note: null });
    }
    if (!installedNow) return;
    // What stood at Shopify went with the uninstall or grew old: all cards and tiers are looked at again.
    await enqueueJobs(db, [shopJob("import-shop", shopId), shopJob("publish-program", shopId), ...(again ? [shopJob("recompute-tiers", shopId)] : [])]);
  });
  return { shopId, installedNow };
}
