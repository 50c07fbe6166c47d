import { fieldsOf, flagOf, idOf, listOf, textOf, timeOf } from "./read";

/** A product of a bulk result with the collections that follow it. @throws RangeError with value, place and expectation. */
export function parseProductQuery(node: unknown, collections: readonly unknown[]) {
  const product = fieldsOf(node, "product");
  return {
    productId: idOf(product.id, "product.id"), title: textOf(product.title, "product.title"),
    tags: listOf(product.tags, "product.tags").map((tag, i) => textOf(tag, `product.tags[${i}]`)),
    collectionIds: collections.map((entry, i) => idOf(fieldsOf(entry, `product.collections[${i}]`).id, `product.collections[${i}].id`)),
    giftCard: flagOf(product.isGiftCard, "product.isGiftCard"), deleted: false, updatedAt: timeOf(product.updatedAt, "product.updatedAt"),
  };
}
