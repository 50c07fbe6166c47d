import type { Api } from "@shopify/ui-extensions/purchase.checkout.reductions.render-after";
import type { BuyerRedemption } from "../../_shared/contract";
import { clashes, type Entered } from "../../_shared/ui/combining";
import type { Words } from "../../_shared/ui/words";
import { type Fit, fitOrder, type OrderSeen } from "./fit-order";

declare const shopify: Api;

type Terms = Pick<BuyerRedemption, "kind" | "goods" | "minimumSpendMinor" | "maximumShippingMinor" | "combines">;

interface Judgement { fit: Fit; obstacle: string | null }

/** Whether a code would do something for this checkout, and the sentence that says why not, beside the terms. */
export function judge(terms: Terms, { entered, currency, words }: { entered: Entered; currency: string; words: Words }): Judgement {
  const fit = fitOrder(terms, seenOrder(), currency);
  return { fit, obstacle: obstacleOf(fit, terms, words) ?? (clashes(terms, entered) ? words.t("no_combine") : null) };
}

function obstacleOf(fit: Fit, { goods }: Terms, words: Words): string | null {
  switch (fit) {
    case "no_goods": return words.t("not_here");
    case "too_small": return words.t(goods ? "too_small_goods" : "too_small");
    case "no_shipping": return words.t("no_shipping");
    case "dear_shipping": return words.t("dear_shipping");
    case "fits": case "unsure": return null;
  }
}

function seenOrder(): OrderSeen {
  const { lines, cost } = shopify;
  return { lines: lines.value, currency: cost.subtotalAmount.value.currencyCode, shipping: cost.totalShippingAmount.value?.amount };
}

/** What is sure to fit comes before what may, and that before what does nothing here. */
export const inLine = ({ fit, obstacle }: Judgement): number => (obstacle !== null ? 2 : fit === "unsure" ? 1 : 0);

/** A row's line of terms, with what stands against it at its end. */
export const hintOf = (...terms: (string | null)[]): string => terms.filter((term) => term !== null).join(" · ");
