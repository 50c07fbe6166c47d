import type { Catalog, CatalogItem } from "./catalog/catalog";
import { nextId } from "./ids";
import type { Iso, Product, Shop, World } from "./types";

/** Puts a catalog's products and collections into a shop. Images are drawn by the storefront at `/assets/product/<id>.svg`. */
export function stockCatalog(world: World, shop: Shop, catalog: Catalog): void {
  const at = shop.createdAt;
  const byTitle = new Map<string, Product[]>();
  for (const item of catalog.items) {
    const product = productOf(world, item, { vendor: catalog.vendor, at, position: Object.keys(shop.products).length + 1 });
    shop.products[product.id] = product;
    byTitle.set(item.collection, [...(byTitle.get(item.collection) ?? []), product]);
  }
  for (const { title, description } of catalog.collections) {
    const id = nextId(world);
    const productIds = (byTitle.get(title) ?? []).map((product) => product.id);
    shop.collections[id] = { id, handle: handleOf(title) || `collection-${id}`, title, description, productIds, updatedAt: at };
  }
}

function productOf(world: World, item: CatalogItem, place: { vendor: string; at: Iso; position: number }): Product {
  const id = nextId(world);
  const handle = handleOf(item.title) || `product-${place.position}`;
  const rows = item.variants ?? [["Default Title", item.price] as [string, number]];
  return {
    id, handle, title: item.title, vendor: place.vendor, productType: item.type, description: item.description, tags: item.tags,
    image: `/assets/product/${id}.svg`, status: "active", createdAt: place.at, updatedAt: place.at,
    variants: rows.map(([title, priceMinor], index) => ({
      id: nextId(world), title, sku: `${handle.slice(0, 12).toUpperCase()}-${index + 1}`, priceMinor,
      ...(item.compareAt ? { compareAtMinor: item.compareAt } : {}),
    })),
    ...(item.giftCard ? { giftCard: true } : {}),
  };
}

/** Shopify's handles: lower-case letters and digits with dashes between. Empty for a title without Latin letters. */
export function handleOf(title: string): string {
  return title.toLowerCase().normalize("NFKD").replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "");
}
