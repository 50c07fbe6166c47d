import type { Sandbox } from "../sandbox";
import { refuseCode } from "../discounts/refuse-code";
import { discountPayload } from "../webhooks/payloads/discount-payload";
import { nowOf } from "../world/clock";
import { nextId } from "../world/ids";
import type { Discount, DiscountTerms, Shop } from "../world/types";
import { putCode } from "./add-codes";
import { Refusal } from "./refusal";

/** A code discount with its first code. Tells discounts/create. */
export function createDiscount(sandbox: Sandbox, shop: Shop, { terms, code }: { terms: DiscountTerms; code: string }): Discount {
  const refused = refuseCode(shop, code);
  if (refused) throw new Refusal(`code ${code}: ${refused.message}`);
  const at = nowOf(sandbox.world);
  const discount: Discount = { ...terms, id: nextId(sandbox.world), codes: {}, createdAt: at, updatedAt: at };
  putCode(sandbox, discount, code);
  shop.discounts[discount.id] = discount;
  sandbox.emit(shop, "discounts/create", discountPayload(shop, discount, at));
  return discount;
}
