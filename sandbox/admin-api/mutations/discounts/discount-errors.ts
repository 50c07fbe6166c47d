/** A DiscountUserError. `code` is null where Shopify gives none. */
export interface DiscountUserError { field: string[] | null; message: string; code: string | null; extraInfo: null }

export function discountError(field: string[] | null, message: string, code: string | null): DiscountUserError {
  return { field, message, code, extraInfo: null };
}

export const NO_SUCH_DISCOUNT = "Code discount does not exist.";
