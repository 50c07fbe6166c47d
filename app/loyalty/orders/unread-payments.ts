import type { AwardBasis } from "./award-basis";
import { isHidden } from "./hidden-order";
import type { OrderFact } from "./order-fact";

/** Whether what was paid by gift card or store credit earns nothing, and is not known. */
export const asksForPayments = ({ redeemedValueMinor }: OrderFact, { refusal, counts }: AwardBasis): boolean => refusal === null && !counts.redeemedValue && redeemedValueMinor === null;

/** True when the order earns for all of it because Shopify does not show how it was paid. */
export const earnsUnread = (fact: OrderFact, basis: AwardBasis): boolean => isHidden(fact) && fact.paidAt !== null && asksForPayments(fact, basis);
