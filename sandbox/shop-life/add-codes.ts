import type { Sandbox } from "../sandbox";
import { codeKey, liveCodes } from "../discounts/redeem-codes";
import { redeemCodePayload } from "../webhooks/payloads/discount-payload";
import { nowOf } from "../world/clock";
import { nextId } from "../world/ids";
import type { Discount, Id, RedeemCode, Shop } from "../world/types";

/** One more code for a discount. The caller has checked that it is free. Tells discounts/redeemcode_added. */
export function addCode(sandbox: Sandbox, shop: Shop, { discount, code }: { discount: Discount; code: string }): RedeemCode {
  const redeem = putCode(sandbox, discount, code);
  sandbox.emit(shop, "discounts/redeemcode_added", redeemCodePayload(shop, { discount, redeem, at: redeem.createdAt }));
  return redeem;
}

/** Deletes codes of a discount by id; ids it has not are passed over. Tells discounts/redeemcode_removed for each. */
export function removeCodes(sandbox: Sandbox, shop: Shop, { discount, codeIds }: { discount: Discount; codeIds: Id[] }): void {
  const wanted = new Set(codeIds);
  const at = nowOf(sandbox.world);
  for (const redeem of liveCodes(discount)) {
    if (!wanted.has(redeem.id)) continue;
    redeem.deletedAt = at;
    sandbox.emit(shop, "discounts/redeemcode_removed", redeemCodePayload(shop, { discount, redeem, at }));
  }
}

/** Puts a code into a discount and tells nobody. */
export function putCode(sandbox: Sandbox, discount: Discount, code: string): RedeemCode {
  const redeem: RedeemCode = { id: nextId(sandbox.world), code: code.trim(), createdAt: nowOf(sandbox.world), uses: [] };
  discount.codes[codeKey(code)] = redeem;
  return redeem;
}
