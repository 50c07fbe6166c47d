import type { Page } from "../../storefront/objects/page";
import { storedNamespace } from "../../world/app-namespace";
import { gid } from "../../world/ids";
import { decimalOf } from "../../world/money";
import type { Customer, DiscountApplication, Metafield, Minor, Shop } from "../../world/types";
import type { Signals } from "../protocol";

export interface Money { amount: number; currencyCode: string }
export type Allocation = { type: "code"; code: string; discountedAmount: Money } | { type: "automatic"; title: string; discountedAmount: Money };
type MetafieldOwner = "customer" | "shop" | "product";

/** An amount as extensions get it: a number of whole currency units, not minor ones. */
export function money(minor: Minor, currency: string): Money {
  return { amount: Number(decimalOf(minor, currency)), currencyCode: currency };
}

/** What a discount takes off, named by its code or, without one, by its title. */
export function allocationOf({ type, title }: Pick<DiscountApplication, "type" | "title">, amountMinor: Minor, currency: string): Allocation {
  const discountedAmount = money(amountMinor, currency);
  return type === "discount_code" ? { type: "code", code: title, discountedAmount } : { type: "automatic", title, discountedAmount };
}

/** `extensionLanguage` belongs to a run and is set there. */
export function localizationOf({ shop, language }: Page) {
  return {
    currency: { isoCode: shop.currency }, timezone: shop.timezone, language: { isoCode: language }, extensionLanguage: { isoCode: language },
    country: countryOf(shop), market: { id: gid("Market", shop.id), handle: shop.country.toLowerCase() },
  };
}

export function countryOf(shop: Shop) {
  return { isoCode: shop.country };
}

/** The customer as an app may see them: nothing without a scope on customers, the id alone without approval for protected data. */
export function customerOf({ shop, customer, appConfig }: Page) {
  if (!customer || !readsCustomers(shop, appConfig.scopes)) return undefined;
  const protectedFields = shop.protectedDataApproved
    ? { email: customer.email ?? undefined, phone: customer.phone ?? undefined, firstName: customer.firstName ?? undefined, lastName: customer.lastName ?? undefined, fullName: [customer.firstName, customer.lastName].filter(Boolean).join(" ") || undefined }
    : {};
  return {
    id: gid("Customer", customer.id), ...protectedFields, image: { url: "" }, acceptsMarketing: customer.acceptsMarketing, acceptsEmailMarketing: customer.acceptsMarketing, acceptsSmsMarketing: false,
    storeCreditAccounts: customer.storeCreditMinor > 0 ? [{ id: gid("StoreCreditAccount", customer.id), balance: money(customer.storeCreditMinor, shop.currency) }] : [],
    ordersCount: Object.values(shop.orders).filter(({ customerId, deleted }) => customerId === customer.id && !deleted).length,
  };
}

/** Whether the app was granted customers: a session token names the customer only then. */
export function readsCustomers(shop: Shop, configured: string[]): boolean {
  const scopes = shop.install?.scopes ?? configured;
  return scopes.includes("read_customers") || scopes.includes("write_customers");
}

/** The metafields an extension asked for at a target, of the customer, the shop and what is bought. Its own namespace is written `$app`. */
export function metafieldsFor(shop: Shop, owners: { customer: Customer | null; productIds: string[] }, asked: { namespace: string; key: string }[]) {
  const targets: { type: MetafieldOwner; owner: string }[] = [
    ...(owners.customer ? [{ type: "customer" as const, owner: gid("Customer", owners.customer.id) }] : []), { type: "shop", owner: gid("Shop", shop.id) },
    ...owners.productIds.map((id) => ({ type: "product" as const, owner: gid("Product", id) })),
  ];
  return targets.flatMap(({ type, owner }) => asked.flatMap(({ namespace, key }) => {
    // The stored form `app--<id>` is not taken, as at Shopify.
    const metafield = namespace.startsWith("app--") ? undefined : shop.metafields[owner]?.[`${storedNamespace(namespace)}.${key}`];
    return metafield ? [{ target: { type, id: owner }, metafield: { namespace, key, value: metafield.value, type: metafield.type, valueType: valueTypeOf(metafield) } }] : [];
  }));
}

function valueTypeOf({ type }: Metafield) {
  if (type === "boolean") return "boolean";
  if (type === "number_integer") return "integer";
  if (type === "number_decimal") return "float";
  return type === "json" || type.startsWith("list.") ? "json_string" : "string";
}

/** A line of a cart or an order, as far as the sandbox knows its goods. */
export function cartLine(line: { id: string; variantId: string; productId: string; title: string; subtitle: string; image: string; sku: string; vendor: string; productType: string; quantity: number; requiresShipping: boolean; total: Money; allocations: Allocation[] }) {
  const { id, quantity, total, allocations } = line;
  return {
    id: gid("CartLine", id), quantity, cost: { totalAmount: total }, attributes: [], discountAllocations: allocations, lineComponents: [], parentRelationship: null,
    merchandise: {
      type: "variant" as const, id: gid("ProductVariant", line.variantId), title: line.title, ...(line.subtitle ? { subtitle: line.subtitle } : {}), image: { url: line.image, altText: line.title },
      selectedOptions: [], product: { id: gid("Product", line.productId), vendor: line.vendor, productType: line.productType }, requiresShipping: line.requiresShipping, sku: line.sku,
    },
  };
}

/** Nested values as signals by path: `{ cost: { totalAmount } }` is `["cost.totalAmount", …]`. Groups are named, everything else is a value. */
export function signalsOf(values: object): Signals {
  return Object.entries(values).flatMap(([key, value]): Signals => (GROUPS.has(key) ? Object.entries(value as object).map(([name, inner]) => entry(`${key}.${name}`, inner)) : [entry(key, value)]));
}

const GROUPS = new Set(["cost", "localization", "buyerIdentity", "authenticatedAccount", "buyerJourney"]);

function entry(path: string, value: unknown): Signals[number] {
  return value === undefined ? [path] : [path, value];
}
