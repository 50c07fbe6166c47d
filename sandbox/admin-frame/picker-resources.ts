import { gid } from "../world/ids";
import { decimalOf } from "../world/money";
import type { Collection, Product, Shop } from "../world/types";

export type PickerType = "product" | "variant" | "collection";

/** What the resource picker lists, in the shape App Bridge gives an app. `query` looks into titles, vendors, types and tags. */
export function pickerResources(shop: Shop, type: PickerType, query: string): object[] {
  const wanted = query.trim().toLowerCase();
  const matches = (...texts: string[]) => wanted === "" || texts.some((text) => text.toLowerCase().includes(wanted));
  if (type === "collection") return Object.values(shop.collections).filter(({ title }) => matches(title)).map((collection) => collectionResource(collection));
  const products = Object.values(shop.products).filter((product) => matches(product.title, product.vendor, product.productType, ...product.tags));
  if (type === "product") return products.map((product) => productResource(shop, product));
  return products.flatMap((product) => product.variants.map((variant) => variantResource(shop, product, variant)));
}

function productResource(shop: Shop, product: Product) {
  return {
    id: gid("Product", product.id), title: product.title, handle: product.handle, vendor: product.vendor, productType: product.productType, tags: product.tags,
    status: product.status === "active" ? "ACTIVE" : "DRAFT", descriptionHtml: product.description, availablePublicationCount: 1, templateSuffix: null,
    createdAt: product.createdAt, updatedAt: product.updatedAt, publishedAt: product.createdAt, totalInventory: 100, totalVariants: product.variants.length, tracksInventory: false,
    hasOnlyDefaultVariant: product.variants.length === 1, images: [{ id: gid("ProductImage", product.id), altText: product.title, originalSrc: product.image }],
    options: [{ id: gid("ProductOption", product.id), name: "Title", position: 1, values: product.variants.map(({ title }) => title) }],
    variants: product.variants.map((variant) => variantResource(shop, product, variant)),
  };
}

function variantResource(shop: Shop, product: Product, variant: Product["variants"][number]) {
  const amount = (minor: number | undefined) => (minor === undefined ? null : decimalOf(minor, shop.currency));
  return {
    id: gid("ProductVariant", variant.id), title: variant.title, displayName: `${product.title} - ${variant.title}`, sku: variant.sku, price: amount(variant.priceMinor),
    compareAtPrice: amount(variant.compareAtMinor), availableForSale: product.status === "active", taxable: !product.giftCard, requiresShipping: !product.giftCard, barcode: null,
    position: product.variants.indexOf(variant) + 1, inventoryItem: { id: gid("InventoryItem", variant.id) }, inventoryManagement: "NOT_MANAGED", inventoryPolicy: "DENY",
    inventoryQuantity: null, selectedOptions: [{ value: variant.title }], weight: null, weightUnit: "GRAMS", createdAt: product.createdAt, updatedAt: product.updatedAt,
    product: { id: gid("Product", product.id), title: product.title, handle: product.handle }, image: { id: gid("ProductImage", product.id), altText: product.title, originalSrc: product.image },
  };
}

function collectionResource(collection: Collection) {
  return {
    id: gid("Collection", collection.id), title: collection.title, handle: collection.handle, description: collection.description, descriptionHtml: collection.description,
    productsCount: collection.productIds.length, productsManuallySortedCount: collection.productIds.length, productsAutomaticallySortedCount: 0, availablePublicationCount: 1,
    publicationCount: 1, image: null, ruleSet: null, seo: { title: null, description: null }, sortOrder: "MANUAL", storefrontId: gid("Collection", collection.id), templateSuffix: null, updatedAt: collection.updatedAt,
  };
}
