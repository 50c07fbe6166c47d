import { sql } from "../sql";
import type { Tx } from "../tx";

export interface ProductToSave {
  productId: string;
  title: string;
  tags: string[];
  collectionIds: string[];
  giftCard: boolean;
  /** Shopify does not have it any more: nobody asks for it again. */
  deleted: boolean;
  updatedAt: string;
}

/** Stores products; an older reading than the stored one changes nothing. */
export async function saveProducts(db: Tx, products: ProductToSave[]): Promise<void> {
  if (products.length === 0) return;
  const newest = [...new Map([...products].sort((a, b) => (a.updatedAt < b.updatedAt ? -1 : 1)).map((one) => [one.productId, one])).values()].sort((a, b) => (a.productId < b.productId ? -1 : 1));
  await db.query(sql`
    INSERT INTO product (shop_id, product_id, title, tags, collection_ids, gift_card, deleted, updated_at)
    SELECT ${db.shopId}, "productId", title, ARRAY(SELECT json_array_elements_text(tags)), ARRAY(SELECT json_array_elements_text("collectionIds")), "giftCard", deleted, "updatedAt"
      FROM json_to_recordset(${JSON.stringify(newest)}::json) AS x("productId" text, title text, tags json, "collectionIds" json, "giftCard" boolean, deleted boolean, "updatedAt" timestamptz)
    ON CONFLICT (shop_id, product_id) DO UPDATE SET title = excluded.title, tags = excluded.tags, collection_ids = excluded.collection_ids, gift_card = excluded.gift_card,
      deleted = excluded.deleted, updated_at = excluded.updated_at WHERE product.updated_at <= excluded.updated_at`);
}

/** Products that orders wait for, up to `most`. */
export async function productsToRead(db: Tx, most: number): Promise<string[]> {
  const rows = await db.query<{ product_id: string }>(sql`
    SELECT DISTINCT l->>'productId' AS product_id FROM shop_order o CROSS JOIN LATERAL json_array_elements(o.fact->'lines') l
     WHERE o.shop_id = ${db.shopId} AND (NOT o.seen OR o.needs <> '{}') AND 'products' = ANY(o.needs) AND l->>'productId' IS NOT NULL
       AND NOT EXISTS (SELECT 1 FROM product p WHERE p.shop_id = ${db.shopId} AND p.product_id = l->>'productId') LIMIT ${most}`);
  return rows.map((row) => row.product_id);
}

/** Orders that waited for products are settled again. @returns how many. */
export async function settleWaitingForProducts(db: Tx): Promise<number> {
  const rows = await db.query(sql`
    WITH locked AS MATERIALIZED (
      SELECT order_id FROM shop_order WHERE shop_id = ${db.shopId} AND (NOT seen OR needs <> '{}') AND 'products' = ANY(needs) ORDER BY order_id FOR NO KEY UPDATE)
    UPDATE shop_order o SET needs = array_replace(o.needs, 'products', 'settle') FROM locked l WHERE o.shop_id = ${db.shopId} AND o.order_id = l.order_id RETURNING 1`);
  return rows.length;
}
