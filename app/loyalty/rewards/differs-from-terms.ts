import { combinationOf, type DiscountTerms } from "./discount-terms";
import type { RewardValue } from "./reward";

/** What a discount at Shopify gives, to whom and when, as far as a reward promises it. */
export interface DiscountFound {
  value: { percent: number } | { minor: number } | { freeShipping: true; maximumMinor: number | null };
  goods: "all" | { of: "products" | "collections" | "variants"; ids: string[] };
  minimumSpendMinor: number;
  combinesWith: DiscountTerms["combinesWith"];
  /** Each of its codes is good for one order, of anybody, whatever else they used. */
  usesPerCode: number | null;
  oncePerCustomer: boolean;
  everybody: boolean;
}

export type DiscountDifference = "value" | "goods" | "minimum" | "combination" | "uses" | "buyers";

/** Where a discount is not what was promised; empty when it is. Title, tags and dates may be what they like. */
export function differsFromTerms(terms: DiscountTerms, found: DiscountFound): DiscountDifference[] {
  const { value, minimumSpendMinor } = terms;
  const combines = combinationOf(terms);
  const is: [DiscountDifference, boolean][] = [
    ["value", JSON.stringify(valueOf(value)) === JSON.stringify(found.value)],
    ["goods", sameGoods(goodsOf(value), found.goods)],
    ["minimum", minimumSpendMinor === found.minimumSpendMinor],
    ["combination", combines.order === found.combinesWith.order && combines.product === found.combinesWith.product && combines.shipping === found.combinesWith.shipping],
    ["uses", found.usesPerCode === 1 && !found.oncePerCustomer],
    ["buyers", found.everybody],
  ];
  return is.flatMap(([what, same]) => (same ? [] : [what]));
}

function valueOf(value: RewardValue): DiscountFound["value"] {
  switch (value.kind) {
    case "percentage_off": return { percent: value.percent };
    case "free_shipping": return { freeShipping: true, maximumMinor: value.maximumMinor };
    case "product_discount": return "minor" in value.off ? { minor: value.off.minor } : { percent: value.off.percent };
    default: return { minor: value.minor };
  }
}

function goodsOf(value: RewardValue): DiscountFound["goods"] {
  if (value.kind === "free_product") return { of: "variants", ids: [value.variantId] };
  return value.kind === "product_discount" ? { of: value.goods.of, ids: value.goods.items.map(({ id }) => id) } : "all";
}

/** Goods that are gone from the shop are gone from its discounts as well: that is nobody's change. */
function sameGoods(promised: DiscountFound["goods"], found: DiscountFound["goods"]): boolean {
  if (promised === "all" || found === "all") return promised === found;
  return promised.of === found.of && found.ids.every((id) => promised.ids.includes(id));
}
