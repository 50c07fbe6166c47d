import { unionById } from "./join";
import type { DisputeFact, OrderFact } from "./order-fact";

const RANK: Record<DisputeFact["status"], number> = { open: 0, won: 1, lost: 2 };

/** Disputes united by id, each with its newest status; at the same moment a result beats "open" and lost beats won. */
export function mergeDisputes(a: readonly DisputeFact[], b: readonly DisputeFact[]): DisputeFact[] {
  return unionById(a, b, { id: (dispute) => dispute.disputeId, join: newer });
}

function newer(a: DisputeFact, b: DisputeFact): DisputeFact {
  if (a.updatedAt !== b.updatedAt) return a.updatedAt > b.updatedAt ? a : b;
  return RANK[a.status] >= RANK[b.status] ? a : b;
}

/** The state of all disputes of an order: one lost dispute loses it, one open dispute holds it. */
export function disputeState(fact: Pick<OrderFact, "disputes">): "none" | "open" | "won" | "lost" {
  let state: "none" | "open" | "won" = "none";
  for (const { status } of fact.disputes) {
    if (status === "lost") return "lost";
    if (status === "open" || state === "none") state = status;
  }
  return state;
}
