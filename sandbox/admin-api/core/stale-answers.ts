import type { ExecutionResult } from "graphql";
import type { Iso, Shop } from "../../world/types";
import type { ApiContext } from "./context";
import type { ApiRequest } from "./execute-request";

/** How far a lagging replica is behind. */
const REPLICA_LAG_MS = 10_000;
const KEPT = 200;

const answers = new WeakMap<Shop, Map<string, string>>();

/** What the same query answered before, as a replica would that has not heard of anything since; null when it is new. */
export function staleAnswer(shop: Shop, request: ApiRequest): ExecutionResult | null {
  const text = answers.get(shop)?.get(keyOf(request));
  return text ? JSON.parse(text) as ExecutionResult : null;
}

/** Keeps an answer for later stale reads; costs nothing while that fault is off. */
export function rememberAnswer({ sandbox, shop }: ApiContext, request: ApiRequest, answer: ExecutionResult): void {
  if (sandbox.world.faults.stale === 0) return;
  const known = answers.get(shop) ?? new Map<string, string>();
  if (known.size >= KEPT) known.delete(known.keys().next().value!);
  known.set(keyOf(request), JSON.stringify(answer));
  answers.set(shop, known);
}

/** The moment up to which counts that Shopify works out afterwards have got. */
export function countedUntil(now: Date): Iso {
  return new Date(now.getTime() - REPLICA_LAG_MS).toISOString();
}

/** Rows a lagging search index has not seen yet: those changed within the last seconds. */
export function seenByIndex({ stale, sandbox }: ApiContext, updatedAt: string): boolean {
  return !stale || sandbox.now().getTime() - Date.parse(updatedAt) > REPLICA_LAG_MS;
}

function keyOf(request: ApiRequest): string {
  return `${request.query}\n${JSON.stringify(request.variables)}`;
}
