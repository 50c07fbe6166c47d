import type { AdminClient } from "../client/admin-client.server";
import { PRODUCT_COLLECTIONS, PRODUCTS } from "../documents/products.graphql";
import { rest } from "../orders/read-order.server";
import { idOf, textOf } from "../parse/read";

export interface ReadProduct { productId: string; title: string; tags: string[]; collectionIds: string[]; giftCard: boolean; updatedAt: string; deleted: boolean }

const A_CALL = 20;
interface Collections { nodes: { id: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } }
interface Node { id: string; title: string; tags: string[]; isGiftCard: boolean; updatedAt: string; collections: Collections }

/** Products by id; one that Shopify does not know any more comes as deleted. @throws ShopifyFault */
export async function readProducts(client: AdminClient, productIds: readonly string[], now: Date): Promise<ReadProduct[]> {
  const found: ReadProduct[] = [];
  for (let from = 0; from < productIds.length; from += A_CALL) {
    const ids = productIds.slice(from, from + A_CALL);
    const { nodes } = await client.run<{ nodes: (Node | null)[] }>(PRODUCTS, { ids: ids.map((id) => `gid://shopify/Product/${id}`) });
    for (const [i, productId] of ids.entries()) found.push(await productOf(client, { productId, node: nodes[i] ?? null, now }));
  }
  return found;
}

async function productOf(client: AdminClient, { productId, node, now }: { productId: string; node: Node | null; now: Date }): Promise<ReadProduct> {
  if (!node?.id) return { productId, title: "", tags: [], collectionIds: [], giftCard: false, updatedAt: now.toISOString(), deleted: true };
  const collections = await rest(node.collections, async (after) => (await client.run<{ product: { collections: Collections } }>(PRODUCT_COLLECTIONS, { id: node.id, after })).product.collections);
  return {
    productId, title: textOf(node.title, "product.title"), tags: node.tags.map((tag) => textOf(tag, "product.tags")), giftCard: node.isGiftCard,
    collectionIds: collections.nodes.map(({ id }) => idOf(id, "product.collections.id")), updatedAt: new Date(node.updatedAt).toISOString(), deleted: false,
  };
}
