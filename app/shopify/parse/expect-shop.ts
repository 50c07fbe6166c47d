import { fieldsOf, textOf } from "./read";

/**
 * What a message does to a whole shop or to a person's data, it must say of that shop itself: the signature covers the body and not the
 * headers, and Shopify signs other texts with the same secret, which a merchant gets to see (addresses of the admin, session tokens).
 * @throws RangeError with value, place and expectation.
 */
export function expectShop(payload: unknown, field: "shop_domain" | "myshopify_domain", shopDomain: string): void {
  const named = textOf(fieldsOf(payload, "message")[field], `message.${field}`).toLowerCase();
  if (named !== shopDomain) throw new RangeError(`message.${field} ${JSON.stringify(named.slice(0, 80))}: expected the shop of its header, ${shopDomain}`);
}
