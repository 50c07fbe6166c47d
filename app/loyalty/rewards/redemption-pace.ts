/** So many redemptions of one shopper in so many seconds. */
export interface Pace { count: number; seconds: number }

/**
 * Which pace another redemption would break now, and in how many seconds it would not any more; null = none.
 * @param times of the shopper's redemptions within the longest pace, whatever became of them, newest first. @param paces the narrowest first.
 */
export function brokenPace(times: readonly Date[], paces: readonly Pace[], now: Date): { pace: Pace; seconds: number } | null {
  for (const pace of paces) {
    const oldest = times[pace.count - 1];
    const left = oldest === undefined ? 0 : oldest.getTime() + pace.seconds * 1000 - now.getTime();
    if (left > 0) return { pace, seconds: Math.ceil(left / 1000) };
  }
  return null;
}

export const longestOf = (paces: readonly Pace[]) => Math.max(0, ...paces.map(({ seconds }) => seconds));
