/** A search index lags behind what it finds, and clocks differ. */
const OVERLAP_MS = 10 * 60_000;
const DEEP_MS = 3 * 86_400_000;

/** Since when orders must have changed to be in a reading that begins now. @param last when the last complete one began. */
export function readingSince({ last, deep, begun }: { last: Date; deep: boolean; begun: Date }): Date {
  return new Date(Math.min(last.getTime() - OVERLAP_MS, deep ? begun.getTime() - DEEP_MS : Infinity));
}

/** Stands for the last reading where there was none: the install, or where codes that were out before (the app was removed meanwhile) may have been used. */
export function firstReading({ installedAt, codesOutSince, begun }: { installedAt: Date | null; codesOutSince: Date | null; begun: Date }): Date {
  return [installedAt ?? begun, codesOutSince ?? begun].reduce((first, at) => (at < first ? at : first));
}
