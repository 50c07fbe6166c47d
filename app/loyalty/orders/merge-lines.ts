import { larger, largerKnown, unionById } from "./join";
import type { LineFact } from "./order-fact";

/** Lines of two facts of the same moment, united by line id. */
export function mergeLines(a: readonly LineFact[], b: readonly LineFact[]): LineFact[] {
  return unionById(a, b, { id: (line) => line.lineId, join: joinLine });
}

function joinLine(a: LineFact, b: LineFact): LineFact {
  return {
    lineId: a.lineId,
    productId: largerKnown(a.productId, b.productId),
    variantId: largerKnown(a.variantId, b.variantId),
    title: larger(a.title, b.title),
    quantity: larger(a.quantity, b.quantity),
    removedQuantity: larger(a.removedQuantity, b.removedQuantity),
    unitPriceMinor: larger(a.unitPriceMinor, b.unitPriceMinor),
    discountMinor: larger(a.discountMinor, b.discountMinor),
    taxMinor: larger(a.taxMinor, b.taxMinor),
    presentment: {
      unitPriceMinor: larger(a.presentment.unitPriceMinor, b.presentment.unitPriceMinor),
      discountMinor: larger(a.presentment.discountMinor, b.presentment.discountMinor),
      taxMinor: larger(a.presentment.taxMinor, b.presentment.taxMinor),
    },
    giftCard: a.giftCard || b.giftCard,
    onSale: largerKnown(a.onSale, b.onSale),
    subscription: largerKnown(a.subscription, b.subscription),
  };
}
