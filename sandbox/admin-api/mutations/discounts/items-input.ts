import { idOf } from "../../../world/ids";
import type { DiscountTerms, Id } from "../../../world/types";
import type { Draft } from "./draft";
import type { ItemsInput } from "./input-types";
import { MOST_ENTITLED } from "./shared-input";

const PLACE = ["customerGets", "items"];

/** What the discount is for: everything, products and variants, or collections. */
export function readItems(draft: Draft, items: ItemsInput): void {
  const { products, collections } = items;
  const adds = [products?.productsToAdd, products?.productVariantsToAdd].flatMap((ids) => ids ?? []);
  if (items.all && (adds.length > 0 || (collections?.add ?? []).length > 0)) draft.refuse([...PLACE, "all"], "Items cannot be set to all in combination with products or collections", "CONFLICT");
  if (items.all) draft.terms.items = null;
  else if ((collections?.add ?? []).length > 0 && adds.length > 0) draft.refuse([...PLACE, "collections", "add"], "Cannot entitle collections in combination with product variants or products", "CONFLICT");
  else if (collections) readCollections(draft, collections);
  else if (products) readProducts(draft, products);
  else if (!draft.before) draft.refuse(PLACE, "Items can't be blank", "BLANK");
}

function readCollections(draft: Draft, { add, remove }: NonNullable<ItemsInput["collections"]>): void {
  const before = collectionsOf(draft.terms.items);
  const exists = (id: Id) => Object.hasOwn(draft.shop.collections, id);
  const collectionIds = changed(draft, before, { add, remove, type: "Collection", named: "Collection", field: [...PLACE, "collections", "add"], exists });
  if (collectionIds.length === 0 && !add?.length) draft.refuse([...PLACE, "collections"], "Collections can't be blank", "BLANK");
  draft.terms.items = { collectionIds };
}

function readProducts(draft: Draft, products: NonNullable<ItemsInput["products"]>): void {
  const before = productsOf(draft.terms.items);
  const all = Object.values(draft.shop.products);
  const productIds = changed(draft, before.productIds, {
    add: products.productsToAdd, remove: products.productsToRemove, type: "Product", named: "Product", field: [...PLACE, "products", "productsToAdd"], exists: (id) => Object.hasOwn(draft.shop.products, id),
  });
  const variantIds = changed(draft, before.variantIds, {
    add: products.productVariantsToAdd, remove: products.productVariantsToRemove, type: "ProductVariant", named: "Product variant", field: [...PLACE, "products", "productVariantsToAdd"],
    exists: (id) => all.some(({ variants }) => variants.some((variant) => variant.id === id)),
  });
  const asked = [...(products.productsToAdd ?? []), ...(products.productVariantsToAdd ?? [])];
  if (productIds.length + variantIds.length + asked.length === 0) draft.refuse([...PLACE, "products"], "Products can't be blank", "BLANK");
  draft.terms.items = { productIds, variantIds };
}

interface Change { add?: string[] | null | undefined; remove?: string[] | null | undefined; type: string; named: string; field: string[]; exists: (id: Id) => boolean }

function changed(draft: Draft, before: Id[], { add, remove, type, named, field, exists }: Change): Id[] {
  const removed = new Set((remove ?? []).map((id) => idOf(id, type)));
  const added = (add ?? []).flatMap((globalId) => {
    const id = idOf(globalId, type);
    if (id !== null && exists(id)) return [id];
    draft.refuse(field, `${named} with id: ${globalId.split("/").at(-1)} is invalid`, "INVALID");
    return [];
  });
  const ids = [...new Set([...before.filter((id) => !removed.has(id)), ...added])];
  if (ids.length > MOST_ENTITLED) draft.refuse(field, `${named}s exceed the maximum of ${MOST_ENTITLED}`, "EXCEEDED_MAX");
  return ids;
}

function collectionsOf(items: DiscountTerms["items"]): Id[] {
  return items && "collectionIds" in items ? items.collectionIds : [];
}

function productsOf(items: DiscountTerms["items"]): { productIds: Id[]; variantIds: Id[] } {
  return items && "productIds" in items ? items : { productIds: [], variantIds: [] };
}
