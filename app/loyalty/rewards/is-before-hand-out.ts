/** Shopify's clock says when an order was placed, ours when a code was handed out. */
export const CLOCKS_DIFFER_MS = 60_000;

/**
 * Whether an order showed a code before anybody was given it: whoever got it later did not use it. An order whose time is not known
 * is taken for the holder's. Pure.
 */
export function isBeforeHandOut(orderedAt: Date | null, issuedAt: Date | null): boolean {
  return orderedAt !== null && issuedAt !== null && orderedAt.getTime() < issuedAt.getTime() - CLOCKS_DIFFER_MS;
}
