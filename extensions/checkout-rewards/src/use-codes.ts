import type { Api } from "@shopify/ui-extensions/purchase.checkout.reductions.render-after";
import { useEffect, useState } from "preact/hooks";
import type { BuyerRedemption } from "../../_shared/contract";
import type { Entered } from "../../_shared/ui/combining";
import { isOpen } from "../../_shared/ui/redemption-states";
import type { RewardsOfBuyer } from "../../_shared/ui/use-rewards";
import { wordsOf } from "../../_shared/ui/words";

declare const shopify: Api;

export interface CodesOfCheckout {
  /** Id of the redemption whose code is being put on or taken off. */
  busy: string | null;
  /** Why a code was not taken or not removed, as the shopper reads it, and which redemption's. */
  notice: { id: string; sentence: string } | null;
  /** What is on this checkout, and what goes there as soon as it is prepared. */
  entered(redemptions: readonly BuyerRedemption[]): Entered;
  isApplied(redemption: BuyerRedemption): boolean;
  apply(redemption: BuyerRedemption): Promise<void>;
  remove(redemption: BuyerRedemption): Promise<void>;
  /** Redeems and puts the code on the checkout, at once or as soon as there is one. */
  redeemAndApply(rewardId: string, points: number): Promise<void>;
}

/** Puts codes on the checkout and takes them off again. Points are moved by neither. */
export function useCodes(buyer: RewardsOfBuyer): CodesOfCheckout {
  const [busy, setBusy] = useState<string | null>(null);
  const [notice, setNotice] = useState<CodesOfCheckout["notice"]>(null);
  const [awaited, setAwaited] = useState<readonly string[]>([]);

  const change = async (redemption: BuyerRedemption, type: "addDiscountCode" | "removeDiscountCode") => {
    if (redemption.code === null) return;
    setBusy(redemption.id);
    setNotice(null);
    try {
      const result = await shopify.applyDiscountCodeChange({ type, code: redemption.code });
      if (result.type === "error") {
        setNotice({ id: redemption.id, sentence: sentenceOf(type, result.message) });
        // Shopify refuses a code it does not know in the same way as one that does not fit.
        if (type === "addDiscountCode") buyer.doubt(redemption.id);
      }
    } catch {
      setNotice({ id: redemption.id, sentence: sentenceOf(type, "") });
    } finally {
      setAwaited((ids) => (ids.includes(redemption.id) ? ids.filter((id) => id !== redemption.id) : ids));
      setBusy(null);
    }
  };
  const apply = (redemption: BuyerRedemption) => change(redemption, "addDiscountCode");

  const redemptions = buyer.loading.state === "ready" ? buyer.loading.data.redemptions : [];
  const prepared = busy === null ? redemptions.find(({ id, status }) => awaited.includes(id) && status === "ready") : undefined;
  useEffect(() => {
    if (prepared) void apply(prepared);
  }, [prepared?.id]);

  const isApplied: CodesOfCheckout["isApplied"] = ({ code }) => code !== null && shopify.discountCodes.value.some((one) => one.code.toLowerCase() === code.toLowerCase());
  return {
    busy, notice, apply, isApplied,
    entered: (all) => {
      const applied = all.filter(isApplied);
      const coming = all.filter((one) => awaited.includes(one.id) && isOpen(one) && !applied.includes(one));
      return { own: [...applied, ...coming], others: shopify.discountCodes.value.length - applied.length };
    },
    remove: (redemption) => change(redemption, "removeDiscountCode"),
    async redeemAndApply(rewardId, points) {
      setNotice(null);
      const redemption = await buyer.redeem(rewardId, points);
      if (redemption?.status === "preparing") setAwaited((ids) => [...ids, redemption.id]);
      if (redemption?.status === "ready") await apply(redemption);
    },
  };
}

/** @param reason Shopify's own words, in the shopper's language */
function sentenceOf(type: "addDiscountCode" | "removeDiscountCode", reason: string): string {
  return `${reason ? `${reason} ` : ""}${wordsOf(shopify.i18n).t(type === "addDiscountCode" ? "not_applied" : "not_removed")}`;
}
