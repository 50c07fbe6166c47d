import { gid } from "../../world/ids";
import { decimalOf } from "../../world/money";
import type { Product, Shop } from "../../world/types";
import { shopTime } from "./shop-time";

/** products/create and products/update. */
export function productPayload(shop: Shop, product: Product) {
  const id = BigInt(product.id);
  const created = shopTime(product.createdAt, shop.timezone);
  const updated = shopTime(product.updatedAt, shop.timezone);
  return {
    id,
    admin_graphql_api_id: gid("Product", product.id),
    body_html: product.description,
    created_at: created,
    handle: product.handle,
    product_type: product.productType,
    published_at: product.status === "active" ? created : null,
    template_suffix: null,
    title: product.title,
    updated_at: updated,
    vendor: product.vendor,
    status: product.status,
    published_scope: "web",
    tags: product.tags.join(", "),
    variants: product.variants.map((variant, index) => ({
      id: BigInt(variant.id),
      admin_graphql_api_id: gid("ProductVariant", variant.id),
      product_id: id,
      title: variant.title,
      sku: variant.sku,
      price: decimalOf(variant.priceMinor, shop.currency),
      compare_at_price: variant.compareAtMinor === undefined ? null : decimalOf(variant.compareAtMinor, shop.currency),
      position: index + 1,
      taxable: !product.giftCard,
      requires_shipping: !product.giftCard,
      created_at: created,
      updated_at: updated,
    })),
    options: [],
    images: [],
    image: null,
  };
}
