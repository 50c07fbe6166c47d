/** What the address of the members page asks for. Anything unknown reads as not asked. */
export interface MemberQuery {
  search: string;
  tier: string;
  state: MemberState | "";
  points: "pending" | "owed" | "available" | "";
  sort: MemberSort;
  /** Keyset: after or before the row whose sort value and id these are. */
  cursor: { direction: "after" | "before"; value: string; id: string } | null;
}

export const MEMBER_STATES = ["member", "left", "excluded", "blocked"] as const;
export type MemberState = (typeof MEMBER_STATES)[number];
export const MEMBER_SORTS = ["enrolled", "available", "earned", "last_order"] as const;
export type MemberSort = (typeof MEMBER_SORTS)[number];

export function memberQuery(params: URLSearchParams): MemberQuery {
  return {
    search: (params.get("q") ?? "").trim().slice(0, 100),
    tier: (params.get("tier") ?? "").slice(0, 100),
    state: oneOf(MEMBER_STATES, params.get("state")) ?? "",
    points: oneOf(["pending", "owed", "available"] as const, params.get("points")) ?? "",
    sort: oneOf(MEMBER_SORTS, params.get("sort")) ?? "enrolled",
    cursor: cursorOf(params),
  };
}

/** `after=<sort value>_<member id>`; a mangled one starts at the first page. */
function cursorOf(params: URLSearchParams): MemberQuery["cursor"] {
  const direction = params.has("after") ? "after" : params.has("before") ? "before" : null;
  if (!direction) return null;
  const match = /^([0-9TZ:.+-]{1,40})_(\d{1,18})$/.exec(params.get(direction)!);
  return match ? { direction, value: match[1]!, id: match[2]! } : null;
}

function oneOf<T extends string>(known: readonly T[], value: string | null): T | undefined {
  return known.find((candidate) => candidate === value);
}
