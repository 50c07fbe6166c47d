import { upsertProducts } from "~/operations/products/upsert-products.server";
import { adminFor } from "~/shopify/client/admin-client.server";
import { readProducts } from "~/shopify/products/read-products.server";
import { readFor } from "~/store/in-transaction.server";
import { productsById } from "~/store/products/products-by-id.server";
import { productsToRead } from "~/store/products/save-products.server";
import type { Shop } from "~/store/shops/shop-by-domain.server";

const A_ROUND = 100;

/** Reads the products that orders wait for. @returns how many. */
export async function readWaitingProducts(shop: Shop, now: () => Date): Promise<number> {
  for (let count = 0; ; ) {
    const ids = await readFor(shop.shopId, (db) => productsToRead(db, A_ROUND));
    // Also without any: an order may have begun to wait while its product was being stored.
    await upsertProducts(shop.shopId, ids.length > 0 ? await readProducts(adminFor(shop.domain), ids, now()) : []);
    count += ids.length;
    if (ids.length < A_ROUND) return count;
  }
}

/** Reads a product again that changed, if rules ever asked for it. */
export async function readOneProduct(shop: Shop, productId: string, now: () => Date): Promise<void> {
  const known = await readFor(shop.shopId, (db) => productsById(db, [productId]));
  if (known.size > 0) await upsertProducts(shop.shopId, await readProducts(adminFor(shop.domain, "background"), [productId], now()));
}
