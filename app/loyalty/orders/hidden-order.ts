import type { OrderFact } from "./order-fact";

/** Shopify answers from copies that lag: an order so young that it does not show may show at the next time. */
const LAG_MS = 60 * 60_000;

/**
 * Whether Shopify does not show the order as it is now: deleted, or older than the app may see. What only a reading would tell will not
 * come: the order is priced without it, for the customer. Any later news of the order has it asked for again.
 */
export const isHidden = ({ hiddenAt, updatedAt }: Pick<OrderFact, "hiddenAt" | "updatedAt">): boolean => hiddenAt !== undefined && hiddenAt > updatedAt;

/** Whether an order that did not show is worth another look. @param updatedAt of the newest known of it. */
export const mayYetShow = (updatedAt: Date, now: Date): boolean => now.getTime() - updatedAt.getTime() < LAG_MS;
