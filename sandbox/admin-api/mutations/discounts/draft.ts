import { PLAIN_TERMS } from "../../../discounts/discount-facts";
import type { Discount, DiscountTerms, Shop } from "../../../world/types";
import { discountError, type DiscountUserError } from "./discount-errors";

/** A discount being written: what it will be, and what is wrong with what was asked. */
export class Draft {
  readonly errors: DiscountUserError[] = [];
  readonly terms: DiscountTerms;

  /** `argument` is the mutation's input argument, with which the fields of errors begin. */
  constructor(readonly shop: Shop, readonly argument: string, readonly before: Discount | null) {
    this.terms = before ? termsOf(before) : { ...structuredClone(PLAIN_TERMS), title: "", startsAt: "", value: { percent: "0" } };
  }

  refuse(field: string[], message: string, code: string | null): void {
    this.errors.push(discountError([this.argument, ...field], message, code));
  }
}

function termsOf(discount: Discount): DiscountTerms {
  const { id: _id, codes: _codes, createdAt: _createdAt, updatedAt: _updatedAt, ...terms } = discount;
  return structuredClone(terms);
}
