import type { OrderedDiscount } from "../shop-life/discount-lines";
import type { Id, Iso, Minor, Order } from "../world/types";
import type { CartLine } from "./fill-cart";
import type { Person } from "./people";

/** One thing that happens in a simulated past. Customers and orders are named by keys of the plan; ids come when it is played. */
export type HistoryEvent =
  | { at: Iso; kind: "join"; customer: string; person: Person; id?: Id }
  | PlannedOrder
  | { at: Iso; kind: "fulfill"; order: string }
  | { at: Iso; kind: "cancel"; order: string }
  | PlannedRefund;

export interface PlannedOrder {
  at: Iso; kind: "order"; order: string;
  /** Null for a guest, known by the address alone. */
  customer: string | null; email: string;
  lines: CartLine[]; discounts: OrderedDiscount[]; source: Order["source"]; test: boolean; tipMinor: Minor;
  /** How it is paid; "none" stays unpaid. */
  payment: "shopify_payments" | "gift_card" | "manual" | "none";
}

export interface PlannedRefund {
  at: Iso; kind: "refund"; order: string;
  /** Lines by their place in the order. */
  lines: { index: number; quantity: number }[];
  shipping: boolean; to: "original" | "store_credit";
  /** Instead of lines: this many hundredths of what was paid. */
  percent: number | null;
}
