import type { Sandbox } from "../sandbox";
import { productPayload } from "../webhooks/payloads/product-payload";
import type { Id, Iso, Minor, Product, Shop } from "../world/types";
import { momentOf } from "./moment-of";
import { Refusal } from "./refusal";
import { wholeMinor } from "./whole-minor";

export interface UpdateProduct {
  productId: Id; title?: string | undefined; tags?: string[] | undefined; status?: Product["status"] | undefined;
  variants?: { id: Id; priceMinor?: Minor | undefined; compareAtMinor?: Minor | null | undefined }[] | undefined; at?: Iso | undefined;
}

/** A product changes. Tells products/update. */
export function updateProduct(sandbox: Sandbox, shop: Shop, command: UpdateProduct): Product {
  const product = Object.hasOwn(shop.products, command.productId) ? shop.products[command.productId] : undefined;
  if (!product) throw new Refusal(`product ${command.productId} of ${shop.domain}: expected a product of this shop`, true);
  const updatedAt = momentOf(sandbox, command.at);
  const changes = (command.variants ?? []).map((change) => ({ change, variant: variantOf(product, change.id) }));
  for (const { change } of changes) for (const key of ["priceMinor", "compareAtMinor"] as const) wholeMinor(change[key] ?? 0, `variant ${change.id} ${key}`);
  for (const { change, variant } of changes) {
    if (change.priceMinor !== undefined) variant.priceMinor = change.priceMinor;
    if (change.compareAtMinor === null) delete variant.compareAtMinor;
    else if (change.compareAtMinor !== undefined) variant.compareAtMinor = change.compareAtMinor;
  }
  product.title = command.title ?? product.title;
  product.tags = command.tags ?? product.tags;
  product.status = command.status ?? product.status;
  product.updatedAt = updatedAt;
  sandbox.emit(shop, "products/update", productPayload(shop, product));
  return product;
}

function variantOf(product: Product, id: Id): Product["variants"][number] {
  const variant = product.variants.find((candidate) => candidate.id === id);
  if (!variant) throw new Refusal(`variant ${id}: expected a variant of product ${product.id}`);
  return variant;
}
