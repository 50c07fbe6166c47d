import type { Collection, Product } from "../../world/types";
import type { Place } from "../core/connection";
import { notImplemented } from "../core/errors";
import { idFilter, textFilter, timeFilter, type Filters } from "../core/search-query";

export const PRODUCT_FILTERS: Filters<Product> = {
  id: idFilter((product) => product.id), title: textFilter((product) => product.title), tag: textFilter((product) => product.tags),
  product_type: textFilter((product) => product.productType), vendor: textFilter((product) => product.vendor), handle: textFilter((product) => product.handle),
  status: textFilter((product) => product.status), updated_at: timeFilter((product) => product.updatedAt, "updated_at"), created_at: timeFilter((product) => product.createdAt, "created_at"),
  gift_card: (product, _operator, value) => String(product.giftCard === true) === value,
  default: (product, _operator, value) => `${product.title} ${product.tags.join(" ")} ${product.vendor}`.toLowerCase().includes(value.toLowerCase().replace(/\*$/, "")),
};

export const VARIANT_FILTERS: Filters<Product["variants"][number] & { product: Product }> = {
  id: idFilter((row) => row.id), sku: textFilter((row) => row.sku), product_id: idFilter((row) => row.product.id), title: textFilter((row) => row.title),
};

export const COLLECTION_FILTERS: Filters<Collection> = {
  id: idFilter((row) => row.id), title: textFilter((row) => row.title), handle: textFilter((row) => row.handle), updated_at: timeFilter((row) => row.updatedAt, "updated_at"),
};

/** Sorts products and collections by the keys both have. */
export function catalogPlace(sortKey: string, what: string): (row: { id: string; title: string; updatedAt: string; createdAt?: string }) => Place {
  if (sortKey === "ID" || sortKey === "RELEVANCE" || sortKey === "POSITION") return (row) => ({ value: "", id: row.id });
  if (sortKey === "TITLE") return (row) => ({ value: row.title, id: row.id });
  if (sortKey === "UPDATED_AT") return (row) => ({ value: row.updatedAt, id: row.id });
  if (sortKey === "CREATED_AT") return (row) => ({ value: row.createdAt ?? "", id: row.id });
  throw notImplemented(`sort key ${sortKey} of ${what}`);
}
