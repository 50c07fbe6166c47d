import type { ProductFact } from "~/loyalty/orders/order-fact";
import { sql } from "../sql";
import type { Tx } from "../tx";

interface Row { product_id: string; tags: string[]; collection_ids: string[]; gift_card: boolean }

/** Products that were read from Shopify, deleted ones too; what is missing is not known yet. */
export async function productsById(db: Tx, productIds: Iterable<string>): Promise<Map<string, ProductFact>> {
  const ids = [...new Set(productIds)];
  if (ids.length === 0) return new Map();
  const rows = await db.query<Row>(sql`
    SELECT product_id, tags, collection_ids, gift_card FROM product WHERE shop_id = ${db.shopId} AND product_id = ANY(${ids}::text[])`);
  return new Map(rows.map((row) => [row.product_id, { productId: row.product_id, tags: row.tags, collectionIds: row.collection_ids, giftCard: row.gift_card }]));
}
