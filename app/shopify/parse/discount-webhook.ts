import { fieldsOf, textOf, wrong } from "./read";

/** discounts/update and discounts/delete: which discount, as `gid://shopify/DiscountCodeNode/1`. @throws RangeError with value, place and expectation. */
export function discountOf(payload: unknown): string {
  const id = textOf(fieldsOf(payload, "discount").admin_graphql_api_id, "discount.admin_graphql_api_id");
  if (!/^gid:\/\/shopify\/Discount\w+\/\d{1,20}$/.test(id)) throw wrong(id, "discount.admin_graphql_api_id", "a global id such as gid://shopify/DiscountCodeNode/1");
  return id;
}
