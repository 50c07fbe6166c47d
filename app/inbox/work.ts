import type { CustomerFact } from "~/loyalty/members/customer-fact";
import type { OrderFact } from "~/loyalty/orders/order-fact";
import type { ClaimedDelivery } from "~/store/inbox/claim-deliveries.server";
import type { Shop } from "~/store/shops/shop-by-domain.server";

/** What a delivery asks for, after it was parsed. Orders and customers of a shop are done in batches, everything else one by one. */
export type Work =
  | { kind: "order"; fact: OrderFact }
  | { kind: "customer"; fact: CustomerFact }
  | { kind: "alone"; run(shop: Shop, now: Date): Promise<void> }
  | { kind: "nothing"; note: string };

/** What a parser is given. */
export interface Incoming {
  payload: unknown;
  delivery: ClaimedDelivery;
  /** When Shopify says it happened; when we got it, if it does not say. */
  at: Date;
  emailHash(address: string | null): string | null;
  /** Of the order a refund is about; null while it is not known. */
  taxesIncluded(orderId: string): boolean | null;
}

export interface Topic {
  /** @throws RangeError with value, place and expectation: the delivery is parked with that sentence. */
  parse(incoming: Incoming): Work;
  /** Also for a shop that is uninstalled. */
  afterUninstall?: true;
}
