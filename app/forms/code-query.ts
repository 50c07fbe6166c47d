export const CODE_STATUSES = ["held", "issued", "closing", "burned", "voided"] as const;

/** What the address of the codes page asks for; anything unknown reads as not asked. */
export interface CodeQuery { search: string; status: (typeof CODE_STATUSES)[number] | ""; before: bigint | null }

export function codeQuery(params: URLSearchParams): CodeQuery {
  const before = params.get("before") ?? "";
  return {
    search: (params.get("q") ?? "").trim().slice(0, 100),
    status: CODE_STATUSES.find((status) => status === params.get("status")) ?? "",
    before: /^\d{1,18}$/.test(before) ? BigInt(before) : null,
  };
}
