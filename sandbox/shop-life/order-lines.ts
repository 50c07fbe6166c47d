import { nextId } from "../world/ids";
import type { Id, Minor, OrderLine, Product, Shop, World } from "../world/types";
import { Refusal } from "./refusal";
import { wholeMinor } from "./whole-minor";

/** What is put into a cart: a variant of the shop (its price may be overridden), or a custom line with a title and a price. */
export interface OrderedLine {
  variantId?: Id | undefined; title?: string | undefined; quantity: number; unitPriceMinor?: Minor | undefined;
  giftCard?: boolean | undefined; requiresShipping?: boolean | undefined; taxable?: boolean | undefined; subscription?: "first" | "renewal" | undefined;
}

/** New order lines, without discount and tax. */
export function orderLines(world: World, shop: Shop, ordered: OrderedLine[]): OrderLine[] {
  const variants = ordered.some((line) => line.variantId !== undefined) ? variantsOf(shop) : new Map();
  return ordered.map((line, index) => {
    if (!Number.isSafeInteger(line.quantity) || line.quantity < 1) throw new Refusal(`lines[${index}].quantity ${line.quantity}: expected a whole number, one or more`);
    const found = line.variantId === undefined ? undefined : variants.get(line.variantId);
    if (line.variantId !== undefined && !found) throw new Refusal(`lines[${index}].variantId ${line.variantId}: expected a variant of ${shop.domain}`);
    return { ...lineOf(line, { found, place: `lines[${index}]` }), id: nextId(world) };
  });
}

type Found = { product: Product; variant: Product["variants"][number] };

function variantsOf(shop: Shop): Map<Id, Found> {
  return new Map(Object.values(shop.products).flatMap((product) => product.variants.map((variant) => [variant.id, { product, variant }] as const)));
}

function lineOf(line: OrderedLine, from: { found: Found | undefined; place: string }): Omit<OrderLine, "id"> {
  const { found, place } = from;
  if (!found && (line.title === undefined || line.unitPriceMinor === undefined)) throw new Refusal(`${place}: expected a variantId, or title and unitPriceMinor for a custom line`);
  const giftCard = line.giftCard ?? found?.product.giftCard ?? false;
  const variantTitle = found?.variant.title ?? "";
  return {
    productId: found?.product.id ?? null, variantId: found?.variant.id ?? null, title: line.title ?? found!.product.title,
    variantTitle: variantTitle === "Default Title" ? "" : variantTitle, sku: found?.variant.sku ?? "", vendor: found?.product.vendor ?? "",
    quantity: line.quantity, currentQuantity: line.quantity,
    unitPriceMinor: wholeMinor(line.unitPriceMinor ?? found!.variant.priceMinor, `${place}.unitPriceMinor`),
    discountMinor: 0, taxMinor: 0, giftCard, isTip: false,
    requiresShipping: line.requiresShipping ?? !giftCard, taxable: line.taxable ?? !giftCard,
    ...(line.subscription ? { subscription: line.subscription } : {}),
    ...(found?.variant.compareAtMinor === undefined ? {} : { compareAtMinor: found.variant.compareAtMinor }),
  };
}

/** A tip, as Shopify lists it: a line without product, never taxed. */
export function tipLine(world: World, tipMinor: Minor): OrderLine {
  return {
    id: nextId(world), productId: null, variantId: null, title: "Tip", variantTitle: "", sku: "", vendor: "", quantity: 1, currentQuantity: 1,
    unitPriceMinor: wholeMinor(tipMinor, "tipMinor"), discountMinor: 0, taxMinor: 0, giftCard: false, isTip: true, requiresShipping: false, taxable: false,
  };
}
