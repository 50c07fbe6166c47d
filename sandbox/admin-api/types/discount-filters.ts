import { classOf, statusOf } from "../../discounts/discount-facts";
import { liveCodes, usesUntil } from "../../discounts/redeem-codes";
import type { Discount, RedeemCode } from "../../world/types";
import type { Place } from "../core/connection";
import { notImplemented } from "../core/errors";
import { compare, idFilter, textFilter, timeFilter, type Filter, type Filters } from "../core/search-query";
import { countedUntil } from "../core/stale-answers";

/** Filters of `discountNodes` and `codeDiscountNodes`; those of status and use are asked at a moment. */
export function discountFilters(now: Date): Filters<Discount> {
  return {
    id: idFilter((discount) => discount.id),
    title: textFilter((discount) => discount.title),
    default: (discount, _operator, value) => `${discount.title} ${onlyCode(discount) ?? ""}`.toLowerCase().includes(value.toLowerCase().replace(/\*$/, "")),
    code: textFilter(onlyCode),
    status: anyOf((discount) => [statusOf(discount, now.toISOString())]),
    tag: anyOf((discount) => discount.tags),
    discount_type: anyOf((discount) => [typeOf(discount)]), type: anyOf((discount) => [typeOf(discount), "all", "all_with_app"]),
    discount_class: anyOf((discount) => [classOf(discount)]), method: anyOf(() => ["code"]),
    context: anyOf(({ customerIds }) => [customerIds === null ? "all" : "customer"]), customer_ids: anyOf(({ customerIds }) => customerIds ?? []),
    combines_with: anyOf(({ combinesWith }) => Object.entries(combinesWith).filter(([, allowed]) => allowed).map(([name]) => `${name}_discounts`)),
    times_used: (discount, operator, value) => compare(liveCodes(discount).reduce((sum, redeem) => sum + usesUntil(redeem, countedUntil(now)), 0), operator, Number(value)),
    starts_at: timeFilter((discount) => discount.startsAt, "starts_at"), ends_at: timeFilter((discount) => discount.endsAt, "ends_at"),
    created_at: timeFilter((discount) => discount.createdAt, "created_at"), updated_at: timeFilter((discount) => discount.updatedAt, "updated_at"),
  };
}

const SORTS: Record<string, (discount: Discount) => string> = {
  ID: () => "", RELEVANCE: () => "", TITLE: ({ title }) => title, CREATED_AT: ({ createdAt }) => createdAt, UPDATED_AT: ({ updatedAt }) => updatedAt, STARTS_AT: ({ startsAt }) => startsAt, ENDS_AT: ({ endsAt }) => endsAt ?? "",
};

export function discountPlace(sortKey: string): (discount: Discount) => Place {
  const sort = SORTS[sortKey];
  if (!sort) throw notImplemented(`sort key ${sortKey} of discounts`);
  return (discount) => ({ value: sort(discount), id: discount.id });
}

/** Filters of a discount's `codes`, and of the search that deletes some. */
export function codeFilters(now: Date): Filters<RedeemCode> {
  return {
    id: idFilter((redeem) => redeem.id),
    times_used: (redeem, operator, value) => compare(usesUntil(redeem, countedUntil(now)), operator, Number(value)),
    default: (redeem, _operator, value) => redeem.code.toLowerCase().includes(value.toLowerCase().replace(/\*$/, "")),
  };
}

export function codePlace(sortKey: string): (redeem: RedeemCode) => Place {
  return (redeem) => ({ value: sortKey === "CODE" ? redeem.code : sortKey === "CREATED_AT" ? redeem.createdAt : "", id: redeem.id });
}

/** A filter that takes several values, joined by commas: any of them will do. */
function anyOf<T>(of: (row: T) => string[]): Filter<T> {
  return (row, _operator, value) => {
    const actual = of(row).map((text) => text.toLowerCase());
    return value.toLowerCase().split(",").some((wanted) => actual.includes(wanted.trim()));
  };
}

/** Discounts with many codes are not found by one of them. */
function onlyCode(discount: Discount): string | null {
  const codes = liveCodes(discount);
  return codes.length === 1 ? codes[0]!.code : null;
}

function typeOf({ value }: Discount): string {
  return "freeShipping" in value ? "free_shipping" : "percent" in value ? "percentage" : "fixed_amount";
}
