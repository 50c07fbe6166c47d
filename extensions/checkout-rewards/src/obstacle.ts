import type { Api } from "@shopify/ui-extensions/purchase.checkout.reductions.render-after";
import type { BuyerRedemption } from "../../_shared/contract";
import { clashes, type Entered } from "../../_shared/ui/combining";
import { minimumTerm, shippingTerm } from "../../_shared/ui/reward-terms";
import type { Words } from "../../_shared/ui/words";
import { type Fit, fitOrder, type OrderSeen } from "./fit-order";

declare const shopify: Api;

type Terms = Pick<BuyerRedemption, "kind" | "goods" | "minimumSpendMinor" | "maximumShippingMinor" | "combines">;

/** Whether a code would do something for this checkout, and the sentence that says why not. */
export function judge(terms: Terms, { entered, currency, words }: { entered: Entered; currency: string; words: Words }): { fit: Fit; obstacle: string | null } {
  const fit = fitOrder(terms, seenOrder(), currency);
  return { fit, obstacle: obstacleOf(fit, terms, currency, words) ?? (clashes(terms, entered) ? words.t("no_combine") : null) };
}

function obstacleOf(fit: Fit, terms: Terms, currency: string, words: Words): string | null {
  switch (fit) {
    case "no_goods": return words.t("not_here");
    case "too_small": return minimumTerm(terms, currency, words);
    case "no_shipping": return words.t("no_shipping");
    case "dear_shipping": return shippingTerm(terms, currency, words);
    case "fits": case "unsure": return null;
  }
}

function seenOrder(): OrderSeen {
  const { lines, cost } = shopify;
  return { lines: lines.value, currency: cost.subtotalAmount.value.currencyCode, shipping: cost.totalShippingAmount.value?.amount };
}

/** A row's line of terms; what stands against it is told once. */
export const hintOf = (...terms: (string | null)[]): string => [...new Set(terms.filter((term) => term !== null))].join(" · ");
