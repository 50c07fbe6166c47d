import { deletedPatch } from "~/loyalty/orders/placeholder-fact";
import type { OrderFact } from "~/loyalty/orders/order-fact";
import { fieldsOf, idOf } from "./read";

/** orders/delete. @throws RangeError with value, place and expectation. */
export const parseOrderDeleted = (payload: unknown): OrderFact => deletedPatch(idOf(fieldsOf(payload, "order").id, "order.id"));

/** orders/edited names what changed, not what the order is now: the id of the order to read. @throws RangeError with value, place and expectation. */
export const orderOfEdit = (payload: unknown): string => idOf(fieldsOf(fieldsOf(payload, "payload").order_edit, "order_edit").order_id, "order_edit.order_id");
