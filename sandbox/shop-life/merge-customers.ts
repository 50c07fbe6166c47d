import type { Sandbox } from "../sandbox";
import { customerPayload } from "../webhooks/payloads/customer-payload";
import { mergePayload } from "../webhooks/payloads/merge-payload";
import { nextId } from "../world/ids";
import type { Customer, Id, Iso, Shop } from "../world/types";
import { announceOrder } from "./announce-order";
import { customerById } from "./customer-by-id";
import { momentOf } from "./moment-of";
import { Refusal } from "./refusal";

export interface MergeCustomers { keepId: Id; mergeId: Id; at?: Iso | undefined }

/** Two customers become one: orders, tags and store credit move to the kept one. Tells customers/merge, customers/update and orders/updated. */
export function mergeCustomers(sandbox: Sandbox, shop: Shop, command: MergeCustomers): Customer {
  const kept = customerById(shop, command.keepId);
  const merged = customerById(shop, command.mergeId);
  const at = momentOf(sandbox, command.at);
  if (kept === merged) throw new Refusal(`mergeId ${merged.id}: it is the customer to keep, expected another one`);
  const tags = [...new Set([...kept.tags, ...merged.tags])];
  if (tags.length > 250) throw new Refusal(`customers ${kept.id} and ${merged.id} have ${tags.length} tags together, expected 250 at most`);
  kept.tags = tags;
  kept.storeCreditMinor += merged.storeCreditMinor;
  kept.updatedAt = at;
  Object.assign(merged, { mergedInto: kept.id, storeCreditMinor: 0, updatedAt: at });
  sandbox.emit(shop, "customers/merge", mergePayload({ keptId: kept.id, deletedId: merged.id, jobId: nextId(sandbox.world) }));
  sandbox.emit(shop, "customers/update", customerPayload(shop, kept));
  for (const order of Object.values(shop.orders)) {
    if (order.customerId !== merged.id || order.deleted) continue;
    order.customerId = kept.id;
    announceOrder(sandbox, shop, { order, at, topics: ["orders/updated"] });
  }
  return kept;
}
