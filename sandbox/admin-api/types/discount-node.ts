import { classOf } from "../../discounts/discount-facts";
import { findCode, liveDiscount } from "../../discounts/redeem-codes";
import { gid, parseGid } from "../../world/ids";
import type { Discount, Shop } from "../../world/types";
import type { ApiContext, TypeResolvers } from "../core/context";
import { typed } from "../core/typed";
import { seenByIndex } from "../core/stale-answers";
import { metafieldFields } from "./metafield";

/** A node around a discount: the node has the id, the discount has the terms. */
export interface DiscountSource { id: string; discount: Discount }

export function codeDiscountNode(discount: Discount): DiscountSource {
  return { id: discount.id, discount };
}

const fields: TypeResolvers = {
  ...metafieldFields("DiscountCodeNode", "DISCOUNT"),
  id: ({ id }: DiscountSource) => gid("DiscountCodeNode", id),
};
export const DiscountCodeNodeFields: TypeResolvers = { ...fields, codeDiscount: ({ discount }: DiscountSource) => typedDiscount(discount) };
export const DiscountNodeFields: TypeResolvers = { ...fields, discount: ({ discount }: DiscountSource) => typedDiscount(discount) };

/** A living discount by the global id of its node, under either name. */
export function discountByGid(shop: Shop, globalId: string): Discount | null {
  const parsed = parseGid(globalId);
  return parsed?.type === "DiscountCodeNode" || parsed?.type === "DiscountNode" ? liveDiscount(shop, parsed.id) : null;
}

export function discountNodeById({ shop }: ApiContext, id: string): DiscountSource | null {
  const discount = liveDiscount(shop, id);
  return discount && codeDiscountNode(discount);
}

/** By code; a replica that lags has not heard of the youngest codes. */
export function discountNodeByCode(context: ApiContext, code: string): DiscountSource | null {
  const found = findCode(context.shop, code);
  return found && seenByIndex(context, found.redeem.createdAt) ? codeDiscountNode(found.discount) : null;
}

function typedDiscount(discount: Discount): Discount {
  return typed(classOf(discount) === "shipping" ? "DiscountCodeFreeShipping" : "DiscountCodeBasic", discount);
}
