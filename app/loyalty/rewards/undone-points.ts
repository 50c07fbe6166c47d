import { netOrder } from "../orders/net-order";
import type { OrderFact } from "../orders/order-fact";
import { isPlaceholder } from "../orders/placeholder-fact";
import type { Points } from "../points";

/**
 * Points spent on an order that come back with it: floor(spent x goods returned / goods of the order), after discounts,
 * without shipping and tax; all of them when the order was cancelled, voided or deleted. Pure in the fact, so news of an order
 * in any order ends the same, and refunds that sum to everything give back everything.
 */
export function undonePoints(fact: OrderFact, spent: Points): Points {
  if (fact.deleted || fact.voided || fact.cancelledAt !== null) return spent;
  if (isPlaceholder(fact)) return 0n;
  const { goods, goodsShare } = netOrder(fact, { money: "shop", counts: GOODS_ALONE });
  const whole = goods.reduce((sum, line) => sum + BigInt(line.originalMinor), 0n);
  const left = goods.reduce((sum, line) => sum + BigInt(line.remainingMinor), 0n);
  if (whole === 0n) return everythingReturned(fact) ? spent : 0n;
  const den = whole * BigInt(goodsShare.den);
  return (spent * (den - left * BigInt(goodsShare.num))) / den;
}

const GOODS_ALONE = {
  tax: false, shipping: false, tips: false, giftCards: true, redeemedValue: true, onSale: true, discountCodeOrders: true,
  subscriptionFirst: true, subscriptionRenewal: true, pos: true, draft: true,
};

/** An order whose goods cost nothing (a free product alone) is undone when all its units came back. */
function everythingReturned({ lines, refunds }: OrderFact): boolean {
  if (lines.length === 0) return false;
  return lines.every((line) => {
    const returned = refunds.flatMap((refund) => refund.lines).filter(({ lineId }) => lineId === line.lineId).reduce((sum, { quantity }) => sum + quantity, 0);
    return returned >= line.quantity - line.removedQuantity;
  });
}
