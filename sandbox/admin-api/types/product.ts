import { handleOfShop } from "../../world/find-shop";
import { decimalOf } from "../../world/money";
import { gid } from "../../world/ids";
import type { Collection, Product } from "../../world/types";
import { connection, inGivenOrder } from "../core/connection";
import { same, type TypeResolvers } from "../core/context";
import { money } from "../core/money-set";
import { metafieldFields } from "./metafield";
import { idOfType } from "./node";

type Variant = Product["variants"][number] & { product: Product };

export const ProductFields: TypeResolvers = {
  ...same("title", "handle", "vendor", "productType", "tags", "createdAt", "updatedAt"),
  ...metafieldFields("Product", "PRODUCT"),
  id: (product: Product) => gid("Product", product.id),
  legacyResourceId: (product: Product) => product.id,
  description: (product: Product, { truncateAt }: { truncateAt?: number }) => product.description.slice(0, truncateAt ?? undefined),
  descriptionHtml: (product: Product) => `<p>${product.description}</p>`,
  status: (product: Product) => product.status.toUpperCase(),
  publishedAt: (product: Product) => (product.status === "active" ? product.createdAt : null),
  isGiftCard: (product: Product) => product.giftCard === true,
  hasOnlyDefaultVariant: (product: Product) => product.variants.length === 1 && product.variants[0]!.title === "Default Title",
  onlineStoreUrl: (product: Product, _args, { shop, sandbox }) => `${sandbox.url}/shop/${handleOfShop(shop)}/products/${product.handle}`,
  priceRangeV2: (product: Product, _args, { shop }) => {
    const prices = product.variants.map(({ priceMinor }) => priceMinor);
    return { minVariantPrice: money(Math.min(...prices), shop.currency), maxVariantPrice: money(Math.max(...prices), shop.currency) };
  },
  featuredMedia: (product: Product, _args, { sandbox }) => ({ __typename: "MediaImage", id: gid("MediaImage", product.id), alt: product.title, image: imageOf(product, sandbox.url), preview: { image: imageOf(product, sandbox.url), status: "READY" } }),
  featuredImage: (product: Product, _args, { sandbox }) => imageOf(product, sandbox.url),
  variantsCount: (product: Product) => ({ count: product.variants.length, precision: "EXACT" }),
  variants: (product: Product, args, context, info) => {
    const rows = product.variants.map((variant) => ({ ...variant, product }));
    return connection(rows, args, inGivenOrder(rows), { context, info });
  },
  collections: (product: Product, args, context, info) =>
    connection(Object.values(context.shop.collections).filter(({ productIds }) => productIds.includes(product.id)), args, (row) => ({ value: "", id: row.id }), { context, info }),
  inCollection: (product: Product, { id }: { id: string }, { shop }) => shop.collections[idOfType(id, "Collection")]?.productIds.includes(product.id) ?? false,
};

export const ProductVariantFields: TypeResolvers = {
  ...same("title", "sku", "product"),
  ...metafieldFields("ProductVariant", "PRODUCTVARIANT"),
  id: (variant: Variant) => gid("ProductVariant", variant.id),
  legacyResourceId: (variant: Variant) => variant.id,
  displayName: (variant: Variant) => `${variant.product.title} - ${variant.title}`,
  price: (variant: Variant, _args, { shop }) => decimalOf(variant.priceMinor, shop.currency),
  compareAtPrice: (variant: Variant, _args, { shop }) => (variant.compareAtMinor === undefined ? null : decimalOf(variant.compareAtMinor, shop.currency)),
  availableForSale: (variant: Variant) => variant.product.status === "active",
  createdAt: (variant: Variant) => variant.product.createdAt,
  updatedAt: (variant: Variant) => variant.product.updatedAt,
  position: (variant: Variant) => variant.product.variants.findIndex(({ id }) => id === variant.id) + 1,
};

export const CollectionFields: TypeResolvers = {
  ...same("title", "handle", "updatedAt"),
  ...metafieldFields("Collection", "COLLECTION"),
  id: (collection: Collection) => gid("Collection", collection.id),
  legacyResourceId: (collection: Collection) => collection.id,
  description: (collection: Collection, { truncateAt }: { truncateAt?: number }) => collection.description.slice(0, truncateAt ?? undefined),
  descriptionHtml: (collection: Collection) => `<p>${collection.description}</p>`,
  image: () => null,
  productsCount: (collection: Collection) => ({ count: collection.productIds.length, precision: "EXACT" }),
  hasProduct: (collection: Collection, { id }: { id: string }) => collection.productIds.includes(idOfType(id, "Product")),
  products: (collection: Collection, args, context, info) => {
    const rows = collection.productIds.map((id) => context.shop.products[id]).filter((product) => product !== undefined);
    return connection(rows, args, inGivenOrder(rows), { context, info });
  },
};

function imageOf(product: Product, base: string) {
  return { id: gid("ProductImage", product.id), url: `${base}${product.image}`, altText: product.title, width: 800, height: 800 };
}
