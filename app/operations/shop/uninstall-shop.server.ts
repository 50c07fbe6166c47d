import { markUninstalled } from "~/store/shops/mark-uninstalled.server";

/**
 * The app was uninstalled: its tokens are forgotten, everything else stays until Shopify asks for erasure. News of an uninstall
 * from before the present install (it may come hours late) is ignored.
 * @param triggeredAt when Shopify says it happened.
 */
export async function uninstallShop(domain: string, triggeredAt: Date): Promise<{ uninstalled: boolean }> {
  return { uninstalled: await markUninstalled(domain, triggeredAt) };
}
