import type { Order } from "../faulty-shopify";
import { begin } from "./redeem";
import type { Worker } from "./worker";

/** Whether a code is ours, in somebody's hands or still free. */
export const isOurs = ({ rows }: Worker, code: string) => rows.free.includes(code) || rows.kept.some((own) => own.code === code);

/** A code used before anybody was given it is nobody's to get: whoever got it since gets the points back, and its pool gives no more. */
export function leakIfEarly(worker: Worker, { code, at }: Order): void {
  const { rows } = worker;
  const own = rows.kept.find((one) => one.code === code);
  if (own && !worker.decide.isBeforeHandOut(new Date(at), own.redemption.issuedAt)) return;
  if (rows.leaked.has(code)) return;
  rows.leaked.add(code);
  if (own) begin(worker, own, "code_removed");
  // The pool goes, and with it all it had; the next has codes of its own.
  rows.free = [];
  for (const batch of rows.batches) if (batch.state === "planned" || batch.state === "sent" || batch.state === "adding") batch.state = "unknown";
}
