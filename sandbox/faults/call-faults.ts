import type { Sandbox } from "../sandbox";
import type { CallFault, Shop } from "../world/types";

/** Orders a trouble for calls to come. What is not given: of every shop, nothing is done, once. */
export function orderCallFault(sandbox: Sandbox, given: Pick<CallFault, "field" | "answer"> & Partial<CallFault>): void {
  const fault: CallFault = { domain: null, effect: "never", times: 1, error: null, retryAfterSeconds: 2, ...given };
  sandbox.world.callFaults = [...(sandbox.world.callFaults ?? []), fault];
  sandbox.save();
}

/** Shopify is well again: what was ordered and did not strike yet will not. */
export function forgetCallFaults(sandbox: Sandbox): void {
  sandbox.world.callFaults = [];
  sandbox.save();
}

/** The trouble ordered for a call of these fields, the oldest first; it strikes once less from then on. Null: none. */
export function takeCallFault(sandbox: Sandbox, shop: Shop, fields: readonly string[]): CallFault | null {
  const all = sandbox.world.callFaults ?? [];
  const fault = all.find(({ field, domain }) => fields.includes(field) && (domain === null || domain === shop.domain));
  if (!fault) return null;
  if (fault.times !== null && --fault.times <= 0) sandbox.world.callFaults = all.filter((other) => other !== fault);
  sandbox.save();
  return fault;
}
