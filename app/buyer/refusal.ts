import type { BuyerRefusal } from "../../extensions/_shared/contract";

/** Answers with what belongs to one shopper: kept by nobody, guessed by no browser, told to no other site. */
const BUYER_HEADERS = {
  "Content-Type": "application/json; charset=utf-8",
  "Cache-Control": "no-store",
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "no-referrer",
};

/** `message` says value, place and expectation in one sentence; `code` is for programs. */
export function refusal(status: number, code: string, message: string, headers: Record<string, string> = {}): Response {
  const body: BuyerRefusal = { error: { code, message } };
  return new Response(JSON.stringify(body), { status, headers: { ...BUYER_HEADERS, ...headers } });
}

export function answer(value: unknown, status = 200): Response {
  return new Response(JSON.stringify(value), { status, headers: BUYER_HEADERS });
}
