import type { RedemptionFacts } from "./redemption-path";

/**
 * A checkout that was under way when its code went may still become an order, and the list of orders lags behind them: only a
 * reading that began this long after the code was gone counts.
 */
export const WATERMARK_MARGIN_MS = 60_000;

/** Of codes gone until then, a complete reading of all orders that began at this moment knows every use. */
export const vouchedUntil = (readBegun: Date) => new Date(readBegun.getTime() - WATERMARK_MARGIN_MS);

/** When a reading may begin that vouches for a code which is gone since this moment. */
export const vouchingFrom = (goneAt: Date) => new Date(goneAt.getTime() + WATERMARK_MARGIN_MS);

/**
 * Whether a redemption on its way back is to be decided: its code is gone, and a complete reading of all orders, begun long enough
 * after that, says whether one shows it. @param readBegun when the last complete one began; null = there was none.
 */
export function mayEnd({ status, codeGoneAt }: Pick<RedemptionFacts, "status" | "codeGoneAt">, readBegun: Date | null): boolean {
  return status === "closing" && codeGoneAt !== null && readBegun !== null && codeGoneAt <= vouchedUntil(readBegun);
}
