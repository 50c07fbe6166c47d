import { gid } from "../../world/ids";
import type { Collection, Product } from "../../world/types";
import { formatMoney, liquidAmount } from "../liquid/format-money";
import { MetafieldsDrop } from "./metafields-object";
import { liquidId, type Page } from "./page";

type Variant = Product["variants"][number];

type ProductObject = ReturnType<typeof makeProductObject>;
const ofPage = new WeakMap<Page, Map<Product, ProductObject>>();

/** Liquid's `product`, one object for all that a page shows of it. Prices are Liquid amounts. */
export function productObject(page: Page, product: Product): ProductObject {
  const known = ofPage.get(page) ?? new Map<Product, ProductObject>();
  ofPage.set(page, known);
  const object = known.get(product) ?? makeProductObject(page, product);
  known.set(product, object);
  return object;
}

function makeProductObject(page: Page, product: Product) {
  const { shop } = page;
  const variants = product.variants.map((variant) => variantObject(page, product, variant));
  const prices = variants.map((variant) => variant.price);
  const compare = variants.map((variant) => variant.compare_at_price ?? 0);
  const image = imageObject(product);
  return {
    id: liquidId(product.id), title: product.title, handle: product.handle, url: `${page.root}/products/${product.handle}`,
    description: product.description, content: product.description, type: product.productType, vendor: product.vendor, tags: product.tags,
    price: Math.min(...prices), price_min: Math.min(...prices), price_max: Math.max(...prices), price_varies: new Set(prices).size > 1,
    compare_at_price: Math.max(...compare) || null, compare_at_price_min: Math.min(...compare), compare_at_price_max: Math.max(...compare),
    available: product.status === "active", variants, variants_count: variants.length, has_only_default_variant: hasOnlyDefault(product),
    selected_variant: null, first_available_variant: variants[0], selected_or_first_available_variant: variants[0],
    featured_image: image, featured_media: image, images: [image], media: [image], "gift_card?": Boolean(product.giftCard),
    options: hasOnlyDefault(product) ? ["Title"] : ["Option"], created_at: product.createdAt, published_at: product.createdAt, template_suffix: null,
    requires_selling_plan: false, selling_plan_groups: [],
    get collections() { return collectionsOf(page, product); },
    metafields: new MetafieldsDrop({ shop, gid: gid("Product", product.id), ownerType: "PRODUCT", appConfig: page.appConfig }),
  };
}

export function variantObject(page: Page, product: Product, variant: Variant) {
  const { currency } = page.shop;
  return {
    id: liquidId(variant.id), title: variant.title, sku: variant.sku, available: product.status === "active", taxable: !product.giftCard,
    requires_shipping: !product.giftCard, price: liquidAmount(variant.priceMinor, currency), option1: variant.title, option2: null, option3: null, options: [variant.title],
    compare_at_price: variant.compareAtMinor === undefined ? null : liquidAmount(variant.compareAtMinor, currency),
    url: `${page.root}/products/${product.handle}?variant=${variant.id}`, featured_image: null, inventory_quantity: 100, weight: 0,
    formatted_price: formatMoney(variant.priceMinor, currency),
  };
}

export function hasOnlyDefault(product: Product): boolean {
  return product.variants.length === 1 && product.variants[0]!.title === "Default Title";
}

export function imageObject(product: Product) {
  return { src: product.image, alt: product.title, width: 800, height: 800, aspect_ratio: 1, media_type: "image" };
}

/** Liquid's `collection`; `products` is what this page of it shows. */
export function collectionObject(page: Page, collection: Pick<Collection, "id" | "handle" | "title" | "description" | "productIds">, shown?: Product[]) {
  const products = productsOf(page, collection.productIds);
  return {
    id: liquidId(collection.id), handle: collection.handle, title: collection.title, description: collection.description, url: `${page.root}/collections/${collection.handle}`,
    products_count: products.length, all_products_count: products.length, image: null, featured_image: products[0] ? imageObject(products[0]) : null,
    get products() { return (shown ?? products).map((product) => productObject(page, product)); },
    metafields: new MetafieldsDrop({ shop: page.shop, gid: gid("Collection", collection.id), ownerType: "COLLECTION", appConfig: page.appConfig }),
  };
}

export function productsOf(page: Page, ids: string[]): Product[] {
  return ids.flatMap((id) => page.shop.products[id] ?? []).filter((product) => product.status === "active");
}

function collectionsOf(page: Page, product: Product) {
  return Object.values(page.shop.collections).filter(({ productIds }) => productIds.includes(product.id)).map((collection) => collectionObject(page, collection));
}
