/** So many codes one call to Shopify adds, or deletes. */
export const CODES_A_CALL = 250;
/** A discount takes no more: the next one begins. */
export const MOST_CODES = 20_000;
const LEAST = 25;
/** Whoever takes a code looks when fewer are left, also where the pool slept until now. */
export const LEAST_LOW_MARK = Math.ceil(LEAST / 2);
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
export function codesToAdd(need: PoolNeed): number {
  const { free, waiting, coming, minted } = need;
  const ahead = codesAhead(need);
  const there = free + coming - waiting;
  // Filled up when half is gone, so that a code taken is not a call made.
  return there < Math.ceil(ahead / 2) ? Math.min(ahead - there, CODES_A_CALL, MOST_CODES - minted) : 0;
}

/** A pool with fewer free codes than that has to be looked at: where nobody waits, just when it would be given some; and one that takes no more when it is empty. */
export function lowMark(need: PoolNeed): number {
  return need.minted >= MOST_CODES ? 1 : Math.min(CODES_A_CALL, Math.ceil(codesAhead(need) / 2));
}

function codesAhead({ waiting, lastHour, lastDay, onDemand }: PoolNeed): number {
  if (onDemand && waiting === 0 && lastDay === 0) return 0;
  return Math.max(LEAST, Math.max(lastHour, Math.ceil(lastDay / 24)) * AHEAD_HOURS);
}
