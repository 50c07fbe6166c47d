/** Shopify shows every app the orders of the last 60 days; with this scope those of all time. */
export const ALL_ORDERS_SCOPE = "read_all_orders";

export const readsAllOrders = (granted: readonly string[]) => granted.includes(ALL_ORDERS_SCOPE);
