import { fieldsOf, idOf, idOrNull, listOf, textOf } from "./read";

export interface PrivacyRequest {
  /** Of a data request; a redaction has none. */
  requestId: string | null;
  /** A payload may name an e-mail address only. */
  subject: { customerId: string | null; email: string | null; orderIds: string[] };
}

/** customers/data_request and customers/redact. @throws RangeError with value, place and expectation. */
export function parsePrivacyRequest(payload: unknown): PrivacyRequest {
  const request = fieldsOf(payload, "request");
  const customer = request.customer ? fieldsOf(request.customer, "request.customer") : {};
  const orders = listOf(request.orders_requested ?? request.orders_to_redact, "request.orders");
  return {
    requestId: request.data_request ? idOrNull(fieldsOf(request.data_request, "request.data_request").id, "request.data_request.id") : null,
    subject: {
      customerId: idOrNull(customer.id, "request.customer.id"), email: textOf(customer.email, "request.customer.email") || null,
      orderIds: orders.map((id, i) => idOf(id, `request.orders[${i}]`)),
    },
  };
}
