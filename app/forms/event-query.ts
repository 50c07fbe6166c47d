/** What the address of the event log asks for; anything unknown reads as not asked. */
export interface EventQuery { topic: string; state: "new" | "done" | "parked" | ""; kind: string; before: bigint | null }

export function eventQuery(params: URLSearchParams): EventQuery {
  const before = params.get("before") ?? "";
  return {
    topic: (params.get("topic") ?? "").slice(0, 100),
    state: (["new", "done", "parked"] as const).find((state) => state === params.get("state")) ?? "",
    kind: (params.get("kind") ?? "").slice(0, 100),
    before: /^\d{1,18}$/.test(before) ? BigInt(before) : null,
  };
}
