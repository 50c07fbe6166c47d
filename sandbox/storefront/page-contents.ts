import { translate } from "./liquid/translate";
import type { Page } from "./objects/page";
import { collectionObject, productObject, productsOf } from "./objects/product-object";
import type { PageContent } from "./render-page";
import { themeTranslations } from "./theme";

const PER_PAGE = 24;

/** As much of a request as says what a page shows. */
interface Asked { params: Readonly<Record<string, string | undefined>>; query: Readonly<Record<string, unknown>> }

/** The products people love most. */
export function home(page: Page): PageContent {
  const all = productsOf(page, Object.keys(page.shop.products));
  const loved = [...all.filter(({ tags }) => tags.includes("bestseller")), ...all.filter(({ tags }) => !tags.includes("bestseller"))].slice(0, 8);
  return { file: "index", title: page.shop.name, slot: "index", cards: loved, data: { featured: loved.map((item) => productObject(page, item)) } };
}

export function collection(page: Page, { params, query }: Asked): PageContent | null {
  const handle = params.collection!;
  const everything = { id: "0", handle: "all", title: translate(themeTranslations(), page.language, { key: "collection.all", values: {}, plain: true }).toString(), description: "", productIds: Object.keys(page.shop.products), updatedAt: "" };
  const found = Object.values(page.shop.collections).find((candidate) => candidate.handle === handle) ?? (handle === "all" ? everything : undefined);
  if (!found) return null;
  const products = productsOf(page, found.productIds);
  const pages = Math.max(1, Math.ceil(products.length / PER_PAGE));
  const number = Math.min(pages, Math.max(1, Number(query.page) || 1));
  const shown = products.slice((number - 1) * PER_PAGE, number * PER_PAGE);
  return { file: "collection", title: found.title, slot: "collection", collection: found, cards: shown, data: { collection: collectionObject(page, found, shown), pages, page_number: number } };
}

export function product(page: Page, { params, query }: Asked): PageContent | null {
  const found = Object.values(page.shop.products).find(({ handle, status }) => handle === params.product && status === "active");
  if (!found) return null;
  const object = productObject(page, found);
  const selected = object.variants.find(({ id }) => String(id) === String(query.variant)) ?? object.variants[0]!;
  const related = relatedTo(page, found);
  return {
    file: "product", title: found.title, slot: "product", product: found, cards: related,
    data: { product: { ...object, collections: object.collections, selected_variant: selected, selected_or_first_available_variant: selected }, selected, related: related.map((item) => productObject(page, item)) },
  };
}

function relatedTo(page: Page, product: { id: string; productType: string }) {
  const others = productsOf(page, Object.keys(page.shop.products)).filter(({ id }) => id !== product.id);
  return [...others.filter(({ productType }) => productType === product.productType), ...others].filter((item, index, all) => all.indexOf(item) === index).slice(0, 4);
}
