import { minorOf } from "../../../world/money";
import { notImplemented } from "../../core/errors";
import type { Draft } from "./draft";
import type { BasicInput, CustomerGetsInput } from "./input-types";
import { readItems } from "./items-input";
import { readShared } from "./shared-input";

/** An amount or percentage off products or the order. */
export function readBasic(draft: Draft, input: BasicInput): void {
  readShared(draft, input);
  const gets = input.customerGets;
  if (gets) readGets(draft, gets);
  else if (!draft.before) draft.refuse(["customerGets"], "Customer gets can't be blank", "BLANK");
}

function readGets(draft: Draft, gets: CustomerGetsInput): void {
  readValue(draft, gets);
  if (gets.items) readItems(draft, gets.items);
  else if (!draft.before) draft.refuse(["customerGets", "items"], "Items can't be blank", "BLANK");
  if (typeof gets.appliesOnOneTimePurchase === "boolean") draft.terms.appliesOnOneTimePurchase = gets.appliesOnOneTimePurchase;
  if (typeof gets.appliesOnSubscription === "boolean") draft.terms.appliesOnSubscription = gets.appliesOnSubscription;
  if (!draft.terms.appliesOnOneTimePurchase && !draft.terms.appliesOnSubscription) {
    draft.refuse(["customerGets"], "A discount cannot have both appliesOnOneTimePurchase and appliesOnSubscription set to false.", "APPLIES_ON_NOTHING");
  }
}

function readValue(draft: Draft, { value }: CustomerGetsInput): void {
  const at = ["customerGets", "value"];
  if (value?.discountOnQuantity) throw notImplemented("customerGets: {value: {discountOnQuantity}}");
  const given = [value?.percentage, value?.discountAmount].filter((entry) => entry !== undefined && entry !== null).length;
  if (given > 1) return draft.refuse(at, "Only one of percentage, discountAmount and discountOnQuantity can be given.", "TOO_MANY_ARGUMENTS");
  if (typeof value?.percentage === "number") return readPercentage(draft, value.percentage, at);
  if (value?.discountAmount) return readAmount(draft, value.discountAmount, at);
  if (!draft.before) draft.refuse(at, "Value can't be blank", "BLANK");
}

function readPercentage(draft: Draft, percentage: number, at: string[]): void {
  if (!(percentage >= 0 && percentage <= 1)) return draft.refuse([...at, "percentage"], "Value must be between 0.0 and 1.0", "VALUE_OUTSIDE_RANGE");
  draft.terms.value = { percent: String(Math.round(percentage * 10_000) / 100) };
}

function readAmount(draft: Draft, amount: { amount?: string | null; appliesOnEachItem?: boolean | null }, at: string[]): void {
  if (amount.appliesOnEachItem) throw notImplemented("discountAmount: {appliesOnEachItem: true}");
  const amountMinor = amount.amount ? minorOf(amount.amount, draft.shop.currency) : null;
  const field = [...at, "discountAmount", "amount"];
  if (amountMinor === null) return draft.refuse(field, amount.amount ? "Value is invalid" : "Value can't be blank", amount.amount ? "INVALID" : "BLANK");
  // Shopify keeps amounts off as negative numbers, and its refusal speaks of those.
  if (amountMinor < 0) return draft.refuse(field, "Value must be less than or equal to 0", "LESS_THAN_OR_EQUAL_TO");
  draft.terms.value = { amountMinor };
}
