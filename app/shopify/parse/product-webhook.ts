import { fieldsOf, idOf } from "./read";

/** products/update and products/delete: which product. @throws RangeError with value, place and expectation. */
export const productOf = (payload: unknown): string => idOf(fieldsOf(payload, "product").id, "product.id");
