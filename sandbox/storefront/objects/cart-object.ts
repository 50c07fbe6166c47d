import type { Minor } from "../../world/types";
import { type CartLine, cartTotals } from "../cart/cart-totals";
import { liquidAmount } from "../liquid/format-money";
import { hasOnlyDefault, imageObject, productObject, variantObject } from "./product-object";
import { currencyObject, liquidId, type Page } from "./page";

/** Liquid's `cart`, and what `/cart.js` answers. Prices are Liquid amounts. */
export function cartObject(page: Page) {
  const { shop, session } = page;
  const totals = cartTotals(shop, session, page.now.toISOString());
  const amount = (minor: Minor) => liquidAmount(minor, shop.currency);
  const items = totals.lines.map((line) => itemObject(page, line));
  return {
    token: `${shop.id}`, note: session.note ?? "", attributes: session.attributes, currency: currencyObject(shop.currency), taxes_included: shop.taxesIncluded, "empty?": items.length === 0,
    item_count: items.reduce((count, item) => count + item.quantity, 0), items, requires_shipping: totals.lines.some(({ product }) => !product.giftCard), total_weight: 0,
    original_total_price: amount(totals.goodsMinor), items_subtotal_price: amount(totals.goodsMinor - totals.discountMinor),
    total_price: amount(totals.goodsMinor - totals.discountMinor), total_discount: amount(totals.discountMinor),
    cart_level_discount_applications: totals.applications.map(({ title, amountMinor, type }) => ({ title, type, total_allocated_amount: amount(amountMinor) })),
    discount_applications: totals.applications.map(({ title, amountMinor, type }) => ({ title, type, total_allocated_amount: amount(amountMinor) })),
    discount_codes: totals.codes,
  };
}

function itemObject(page: Page, { product, variant, quantity, discountMinor }: CartLine) {
  const { currency } = page.shop;
  const unit = liquidAmount(variant.priceMinor, currency);
  const full = productObject(page, product);
  const line = liquidAmount(variant.priceMinor * quantity - discountMinor, currency);
  const variantTitle = hasOnlyDefault(product) ? null : variant.title;
  return {
    id: liquidId(variant.id), key: `${variant.id}:${product.id}`, variant_id: liquidId(variant.id), product_id: full.id, quantity,
    title: variantTitle ? `${product.title} - ${variantTitle}` : product.title, product_title: product.title, variant_title: variantTitle,
    price: unit, original_price: unit, final_price: unit, discounted_price: unit, original_line_price: unit * quantity, line_price: unit * quantity, final_line_price: line,
    total_discount: liquidAmount(discountMinor, currency), sku: variant.sku, vendor: product.vendor, handle: product.handle,
    url: `${page.root}/products/${product.handle}?variant=${variant.id}`, image: product.image, featured_image: imageObject(product),
    gift_card: Boolean(product.giftCard), requires_shipping: !product.giftCard, taxable: !product.giftCard, product_type: product.productType, properties: {}, discounts: [],
    product: full, variant: variantObject(page, product, variant),
  };
}

/** The cart as `/cart.js` sends it: without the objects only Liquid needs. */
export function cartJson(page: Page) {
  const { "empty?": _empty, items, ...cart } = cartObject(page);
  return { ...cart, currency: page.shop.currency, items: items.map(({ product: _product, variant: _variant, ...item }) => item) };
}
