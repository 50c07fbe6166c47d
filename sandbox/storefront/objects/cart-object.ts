import type { Minor } from "../../world/types";
import { type CartApplication, type CartLine, cartTotals } from "../cart/cart-totals";
import { liquidAmount } from "../liquid/format-money";
import { hasOnlyDefault, imageObject, productObject, variantObject } from "./product-object";
import { currencyObject, liquidId, type Page } from "./page";

/** Liquid's `cart`, and what `/cart.js` answers. Prices are Liquid amounts. */
export function cartObject(page: Page) {
  const { shop, session } = page;
  const totals = cartTotals(page);
  const amount = (minor: Minor) => liquidAmount(minor, shop.currency);
  const items = totals.lines.map((line) => itemObject(page, line, totals.applications));
  const onLines = totals.lines.reduce((sum, line) => sum + lineLevel(line, totals.applications).reduce((all, { amountMinor }) => all + amountMinor, 0), 0);
  return {
    token: `${shop.id}`, note: session.note ?? "", attributes: session.attributes, currency: currencyObject(shop.currency), taxes_included: shop.taxesIncluded, "empty?": items.length === 0,
    item_count: items.reduce((count, item) => count + item.quantity, 0), items, requires_shipping: totals.lines.some(({ product }) => !product.giftCard), total_weight: 0,
    original_total_price: amount(totals.goodsMinor), items_subtotal_price: amount(totals.goodsMinor - onLines),
    total_price: amount(totals.goodsMinor - totals.discountMinor), total_discount: amount(totals.discountMinor),
    cart_level_discount_applications: totals.applications.filter(isCartLevel).map((application) => applicationObject(page, application)),
    discount_applications: totals.applications.map((application) => applicationObject(page, application)),
    discount_codes: totals.codes.map(({ code, why }) => ({ code, applicable: why === null })),
  };
}

/** What takes off the whole order stands below the lines; the rest at its line, where it lowers the line's price. */
function isCartLevel({ selection, target }: CartApplication): boolean {
  return target === "line_item" && selection !== "entitled";
}

function lineLevel({ allocations }: CartLine, applications: CartApplication[]): CartLine["allocations"] {
  return allocations.filter(({ application }) => !isCartLevel(applications[application]!));
}

function applicationObject({ shop }: Page, { title, type, value, valueType, target, selection, amountMinor }: CartApplication) {
  return {
    type, key: title, title, description: title, value, value_type: valueType, allocation_method: "across", target_type: target, target_selection: selection ?? "all",
    created_at: null, total_allocated_amount: liquidAmount(amountMinor, shop.currency),
  };
}

function itemObject(page: Page, line: CartLine, applications: CartApplication[]) {
  const { product, variant, quantity } = line;
  const taken = lineLevel(line, applications);
  const takenMinor = taken.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  const { currency } = page.shop;
  const unit = liquidAmount(variant.priceMinor, currency);
  const full = productObject(page, product);
  const final = liquidAmount(variant.priceMinor * quantity - takenMinor, currency);
  const finalUnit = liquidAmount(Math.floor((variant.priceMinor * quantity - takenMinor) / quantity), currency);
  const variantTitle = hasOnlyDefault(product) ? null : variant.title;
  return {
    id: liquidId(variant.id), key: `${variant.id}:${product.id}`, variant_id: liquidId(variant.id), product_id: full.id, quantity,
    title: variantTitle ? `${product.title} - ${variantTitle}` : product.title, product_title: product.title, variant_title: variantTitle,
    price: unit, original_price: unit, final_price: finalUnit, discounted_price: finalUnit, original_line_price: unit * quantity, line_price: unit * quantity, final_line_price: final,
    total_discount: liquidAmount(takenMinor, currency), line_level_total_discount: liquidAmount(takenMinor, currency), sku: variant.sku, vendor: product.vendor, handle: product.handle,
    url: `${page.root}/products/${product.handle}?variant=${variant.id}`, image: product.image, featured_image: imageObject(product),
    gift_card: Boolean(product.giftCard), requires_shipping: !product.giftCard, taxable: !product.giftCard, product_type: product.productType, properties: {},
    discounts: taken.map(({ application, amountMinor }) => ({ title: applications[application]!.title, amount: liquidAmount(amountMinor, currency) })),
    line_level_discount_allocations: taken.map(({ application, amountMinor }) => ({ amount: liquidAmount(amountMinor, currency), discount_application: applicationObject(page, applications[application]!) })),
    product: full, variant: variantObject(page, product, variant),
  };
}

/** The cart as `/cart.js` sends it: without the objects only Liquid needs. */
export function cartJson(page: Page) {
  const { "empty?": _empty, items, ...cart } = cartObject(page);
  return { ...cart, currency: page.shop.currency, items: items.map(({ product: _product, variant: _variant, ...item }) => item) };
}
