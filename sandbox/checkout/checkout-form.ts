import { z } from "zod";
import { minorOf } from "../world/money";
import type { Minor, Shop } from "../world/types";

const text = z.string().trim().max(200).catch("");

const FIELDS = z.object({
  intent: z.enum(["apply", "pay"]).catch("apply"), token: text, email: text, first_name: text, last_name: text, address1: text, city: text, zip: text, country: text,
  account: text, code: text, remove_code: text, applied: z.string().max(3_000).catch(""), tip: z.enum(["0", "10", "15", "20", "own"]).catch("0"), own_tip: text,
  payment: z.enum(["shopify_payments", "gift_card", "shopify_store_credit", "later"]).catch("shopify_payments"), test: text,
});

export type CheckoutFields = z.infer<typeof FIELDS>;
export type FieldErrors = Partial<Record<keyof CheckoutFields, string>>;

export function parseCheckout(body: unknown): CheckoutFields {
  return FIELDS.parse(body ?? {});
}

/** What keeps an order from being placed, a sentence for each field. `ships` asks for an address. */
export function checkFields(fields: CheckoutFields, needs: { email: boolean; ships: boolean; tipMinor: Minor | null }): FieldErrors {
  const errors: FieldErrors = {};
  if (needs.email && !/^[^\s@]+@[^\s@]+$/.test(fields.email)) errors.email = "Enter an email address like name@example.com";
  if (needs.ships) {
    if (!fields.last_name) errors.last_name = "Enter a last name";
    if (!fields.address1) errors.address1 = "Enter an address";
    if (!fields.city) errors.city = "Enter a city";
  }
  if (needs.tipMinor === null) errors.own_tip = "Enter an amount like 5.00";
  return errors;
}

/** The tip a shopper wrote, in minor units; null when it is no amount of the shop's currency. */
export function ownTip(shop: Shop, fields: CheckoutFields): Minor | null {
  if (fields.own_tip === "") return 0;
  const minor = minorOf(fields.own_tip, shop.currency);
  return minor === null || minor < 0 ? null : minor;
}
