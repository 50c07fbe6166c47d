/** So many codes one call to Shopify adds, or deletes. */
export const CODES_A_CALL = 250;
/** A discount takes no more: the next one begins. */
export const MOST_CODES = 20_000;
const LEAST = 25;
/** Codes are kept for so many hours of the recent rate. */
const AHEAD_HOURS = 6;

export interface PoolNeed {
  free: number;
  /** Redemptions that wait for a code. */
  waiting: number;
  /** Codes on their way. */
  coming: number;
  lastHour: number;
  lastDay: number;
  /** A step of a slider gets codes when somebody wanted it first. */
  onDemand: boolean;
  minted: number;
}

/** How many codes a pool should be given now: what waits, and some hours of the quicker of two recent rates ahead. */
export function codesToAdd({ free, waiting, coming, lastHour, lastDay, onDemand, minted }: PoolNeed): number {
  const hourly = Math.max(lastHour, Math.ceil(lastDay / 24));
  const asleep = onDemand && waiting === 0 && lastDay === 0;
  const wanted = asleep ? 0 : waiting + Math.max(LEAST, hourly * AHEAD_HOURS);
  const missing = wanted - free - coming;
  // Filled up when half is gone, so that a code taken is not a call made.
  const low = free + coming < waiting + Math.ceil((wanted - waiting) / 2);
  return low ? Math.min(missing, CODES_A_CALL, MOST_CODES - minted) : 0;
}
