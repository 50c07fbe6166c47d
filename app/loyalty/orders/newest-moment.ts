import type { OrderFact } from "./order-fact";

/** When the last thing happened to an order that is known of, ISO-8601; empty text when nothing tells. */
export function newestMoment({ updatedAt, refunds, disputes }: OrderFact): string {
  return [...refunds.map(({ createdAt }) => createdAt), ...disputes.map((dispute) => dispute.updatedAt)].reduce((newest, at) => (at > newest ? at : newest), updatedAt);
}
