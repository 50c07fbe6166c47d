import type { Sandbox } from "../sandbox";
import { discountDeletedPayload, discountPayload } from "../webhooks/payloads/discount-payload";
import { codeKey, liveCodes } from "../discounts/redeem-codes";
import { nowOf } from "../world/clock";
import type { Discount, DiscountTerms, Shop } from "../world/types";

/** Other terms for a discount, and another text for its only code. Tells discounts/update. The caller has checked them. */
export function changeDiscount(sandbox: Sandbox, shop: Shop, { discount, terms, code }: { discount: Discount; terms: Partial<DiscountTerms>; code?: string | undefined }): Discount {
  const at = nowOf(sandbox.world);
  Object.assign(discount, terms, { updatedAt: at });
  const [only] = liveCodes(discount);
  if (code !== undefined && only && only.code !== code) {
    delete discount.codes[codeKey(only.code)];
    discount.codes[codeKey(code)] = { ...only, code };
  }
  sandbox.emit(shop, "discounts/update", discountPayload(shop, discount, at));
  return discount;
}

/** From now on, for good. What had an end has none, what was to start later starts now. */
export function activateDiscount(sandbox: Sandbox, shop: Shop, discount: Discount): Discount {
  const now = nowOf(sandbox.world);
  const terms = { startsAt: discount.startsAt > now ? now : discount.startsAt, endsAt: discount.endsAt !== null && discount.endsAt <= now ? null : discount.endsAt };
  return changeDiscount(sandbox, shop, { discount, terms });
}

/** Ends it now; its codes stay and do nothing. */
export function deactivateDiscount(sandbox: Sandbox, shop: Shop, discount: Discount): Discount {
  const now = nowOf(sandbox.world);
  return changeDiscount(sandbox, shop, { discount, terms: { startsAt: discount.startsAt > now ? now : discount.startsAt, endsAt: now } });
}

/** The discount and all its codes are gone. Tells discounts/delete. */
export function deleteDiscount(sandbox: Sandbox, shop: Shop, discount: Discount): void {
  discount.deletedAt = nowOf(sandbox.world);
  sandbox.emit(shop, "discounts/delete", discountDeletedPayload(shop, discount, discount.deletedAt));
}
