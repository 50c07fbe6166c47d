import type { OrderFact } from "./order-fact";

/** What an order says once its buyer asked to be forgotten: neither who it was, nor their own discount codes. What it is worth stays. */
export const NO_BUYER = { customerId: null, emailHash: null, discountCodes: [] } as const satisfies { [Field in keyof OrderFact]?: unknown };

export const withoutBuyer = (fact: OrderFact): OrderFact => ({ ...fact, ...NO_BUYER, discountCodes: [] });
