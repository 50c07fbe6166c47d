import type { LineFact } from "~/loyalty/orders/order-fact";
import type { MergedOrder } from "./merge-batch";

/** Lines whose rate is still to be found: all of an order that is not priced, those added by an edit of one that is. */
export function unpricedLines({ fact, stored }: Pick<MergedOrder, "fact" | "stored">): LineFact[] {
  const priced = new Set(stored?.basis?.refusal === null ? stored.basis.lines.map((line) => line.lineId) : []);
  return fact.lines.filter((line) => !priced.has(line.lineId));
}
