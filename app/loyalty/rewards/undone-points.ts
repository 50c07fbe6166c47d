import { netOrder } from "../orders/net-order";
import type { LineFact, OrderFact } from "../orders/order-fact";
import { isPlaceholder } from "../orders/placeholder-fact";
import { refundedByLine } from "../orders/refunded-by-line";
import type { Points } from "../points";
import type { RewardValue } from "./reward";

/**
 * Points spent on an order that come back with it; all of them when the order was cancelled, voided or deleted. Pure in the fact,
 * so news of an order in any order ends the same, and refunds that sum to everything give back everything.
 * - A discount of the whole order comes back as its goods do: floor(spent x goods returned / goods), after discounts, without
 *   shipping and tax.
 * - A discount of particular goods comes back with those goods alone, by units, whatever they cost in the end: a free product is
 *   worth nothing after its discount, and returning something else beside it undoes nothing of it.
 */
export function undonePoints(fact: OrderFact, spent: Points, value: RewardValue): Points {
  if (fact.deleted || fact.voided || fact.cancelledAt !== null) return spent;
  if (isPlaceholder(fact)) return 0n;
  const discounted = discountedLines(fact, value);
  return discounted.length > 0 ? withGoods(discounted, fact, spent) : withOrder(fact, spent);
}

function withOrder(fact: OrderFact, spent: Points): Points {
  const { goods, goodsShare } = netOrder(fact, { money: "shop", counts: GOODS_ALONE });
  const whole = goods.reduce((sum, line) => sum + BigInt(line.originalMinor), 0n);
  const left = goods.reduce((sum, line) => sum + BigInt(line.remainingMinor), 0n);
  if (whole === 0n) return withGoods(fact.lines, fact, spent);
  const den = whole * BigInt(goodsShare.den);
  return (spent * (den - left * BigInt(goodsShare.num))) / den;
}

const GOODS_ALONE = {
  tax: false, shipping: false, tips: false, giftCards: true, redeemedValue: true, onSale: true, discountCodeOrders: true,
  subscriptionFirst: true, subscriptionRenewal: true, pos: true, draft: true,
};

/**
 * The lines a discount of particular goods took something off; none for a discount of the whole order. An order does not say what is
 * in a collection: there it is every line that got a discount.
 */
function discountedLines({ lines }: OrderFact, value: RewardValue): LineFact[] {
  if (value.kind !== "free_product" && value.kind !== "product_discount") return [];
  const cheaper = lines.filter(({ discountMinor }) => discountMinor > 0);
  if (value.kind === "free_product") return cheaper.filter(({ variantId }) => variantId === value.variantId);
  if (value.goods.of === "collections") return cheaper;
  const named = new Set(value.goods.items.map(({ id }) => id));
  return cheaper.filter(({ productId }) => productId !== null && named.has(productId));
}

/** By units of lines, each line weighing what was taken off it; units without any discount weigh the same. */
function withGoods(lines: readonly LineFact[], { refunds }: OrderFact, spent: Points): Points {
  const returned = refundedByLine({ refunds });
  const free = lines.every(({ discountMinor }) => discountMinor === 0);
  let gone = { num: 0n, den: 1n }, whole = 0n;
  for (const line of lines) {
    const weight = BigInt(free ? line.quantity : line.discountMinor);
    const units = Math.min(line.quantity, line.removedQuantity + (returned?.get(line.lineId)?.quantity ?? 0));
    whole += weight;
    if (line.quantity > 0) gone = { num: gone.num * BigInt(line.quantity) + weight * BigInt(units) * gone.den, den: gone.den * BigInt(line.quantity) };
  }
  return whole === 0n ? 0n : (spent * gone.num) / (gone.den * whole);
}
