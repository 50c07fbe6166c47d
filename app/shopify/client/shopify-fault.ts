/** Something Shopify, or the way to it, did not do. Only the worker decides to wait and try again. */
export class ShopifyFault extends Error {
  readonly kind: FaultKind;
  readonly retryable: boolean;
  /** Shopify's own code, where it gave one. */
  readonly code: string | null;
  readonly afterSeconds: number | null;
  /** Of `denied`: the fields that were refused, where Shopify named them all. */
  readonly fields: readonly string[];

  constructor(kind: FaultKind, message: string, more: { code?: string | undefined; afterSeconds?: number; cause?: unknown; fields?: string[] } = {}) {
    super(message, more.cause === undefined ? undefined : { cause: more.cause });
    this.name = "ShopifyFault";
    this.kind = kind;
    this.retryable = RETRYABLE.has(kind);
    this.code = more.code ?? null;
    this.afterSeconds = more.afterSeconds ?? null;
    this.fields = more.fields ?? [];
  }
}

/**
 * - `throttled`: over the shop's budget, not executed · `unavailable`: no answer, a 5xx, or an answer without data; a change may or may not have happened
 * - `unauthorized`: the shop has no usable token: uninstalled, or it must be opened once · `denied`: a scope or an approval is missing
 * - `invalid`: Shopify does not accept the request: a bug of ours
 */
export type FaultKind = "throttled" | "unavailable" | "unauthorized" | "denied" | "invalid";

const RETRYABLE: ReadonlySet<FaultKind> = new Set(["throttled", "unavailable"]);
