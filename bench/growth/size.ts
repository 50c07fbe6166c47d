/** Four entries an order (earned, released), ten entries a member: what a shop of repeat buyers looks like. */
export interface Size { entries: number; members: number; orders: number }

export const sizeOf = (entries: number): Size => ({ entries, members: entries / 10, orders: entries / 4 });

/** Customers and orders are numbered from here; the first customer bought the order all others are copies of. */
export const FIRST_CUSTOMER = 6_000_000_000_000;
export const FIRST_ORDER = 7_000_000_000_000;
