import { eraseShopRows } from "~/store/shops/erase-shop-rows.server";

/**
 * Erases an uninstalled shop for good through the one audited function that may, and leaves a certificate of counts. A shop that
 * was installed again in the meantime stays. Repeating it changes nothing.
 */
export async function eraseShop(domain: string): Promise<{ erased: boolean; counts: Record<string, number> }> {
  const counts = await eraseShopRows(domain);
  return { erased: counts !== null, counts: counts ?? {} };
}
