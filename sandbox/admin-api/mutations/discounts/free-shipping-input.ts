import { minorOf } from "../../../world/money";
import { notImplemented } from "../../core/errors";
import type { Draft } from "./draft";
import type { FreeShippingInput } from "./input-types";
import { readShared } from "./shared-input";

/** Free shipping, to every country. */
export function readFreeShipping(draft: Draft, input: FreeShippingInput): void {
  readShared(draft, input);
  draft.terms.value = { freeShipping: true };
  draft.terms.items = null;
  if (input.destination?.countries) throw notImplemented("destination: {countries} of a free shipping discount");
  if (!input.destination?.all && !draft.before) draft.refuse(["destination"], "Destination can't be blank", "BLANK");
  if (draft.terms.combinesWith.shipping) draft.refuse(["combinesWith"], "The combinesWith settings are not valid for the discount class.", "INVALID_COMBINES_WITH_FOR_DISCOUNT_CLASS");
  if (input.maximumShippingPrice !== undefined) readMaximum(draft, input.maximumShippingPrice);
  if (typeof input.appliesOnOneTimePurchase === "boolean") draft.terms.appliesOnOneTimePurchase = input.appliesOnOneTimePurchase;
  if (typeof input.appliesOnSubscription === "boolean") draft.terms.appliesOnSubscription = input.appliesOnSubscription;
  if (!draft.terms.appliesOnOneTimePurchase && !draft.terms.appliesOnSubscription) {
    draft.refuse(["appliesOnOneTimePurchase"], "A discount cannot have both appliesOnOneTimePurchase and appliesOnSubscription set to false.", "APPLIES_ON_NOTHING");
  }
}

function readMaximum(draft: Draft, price: string | null): void {
  const maximum = price === null ? null : minorOf(price, draft.shop.currency);
  if (price !== null && (maximum === null || maximum < 0)) draft.refuse(["maximumShippingPrice"], "Maximum shipping price must be greater than or equal to 0", "GREATER_THAN_OR_EQUAL_TO");
  draft.terms.maximumShippingMinor = maximum;
}
