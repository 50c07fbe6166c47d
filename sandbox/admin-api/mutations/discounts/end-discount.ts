import { activateDiscount, deactivateDiscount, deleteDiscount } from "../../../shop-life/change-discount";
import { gid } from "../../../world/ids";
import type { ApiContext, Resolver } from "../../core/context";
import { codeDiscountNode, discountByGid } from "../../types/discount-node";
import { discountError, NO_SUCH_DISCOUNT } from "./discount-errors";

export const discountCodeActivate: Resolver = (_root, { id }: { id: string }, context) => turn(context, id, activateDiscount);
export const discountCodeDeactivate: Resolver = (_root, { id }: { id: string }, context) => turn(context, id, deactivateDiscount);

/** The discount with every code; orders that used one keep it. */
export const discountCodeDelete: Resolver = (_root, { id }: { id: string }, { sandbox, shop }) => {
  const discount = discountByGid(shop, id);
  if (!discount) return { deletedCodeDiscountId: null, userErrors: [missing()] };
  deleteDiscount(sandbox, shop, discount);
  return { deletedCodeDiscountId: gid("DiscountCodeNode", discount.id), userErrors: [] };
};

function turn({ sandbox, shop }: ApiContext, id: string, how: typeof activateDiscount) {
  const discount = discountByGid(shop, id);
  if (!discount) return { codeDiscountNode: null, userErrors: [missing()] };
  return { codeDiscountNode: codeDiscountNode(how(sandbox, shop, discount)), userErrors: [] };
}

function missing() {
  return discountError(["id"], NO_SUCH_DISCOUNT, "INVALID");
}
