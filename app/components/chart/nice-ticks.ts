/**
 * Round figures for an axis from 0 to at least `most`: at most five steps of 1, 2 or 5 times a power of ten. Never empty, so an axis
 * of nothing still has a top. @param whole steps of whole numbers only.
 */
export function niceTicks(most: number, { whole }: { whole: boolean }): number[] {
  const step = most > 0 ? Math.max(niceStep(most / 4), whole ? 1 : 0) : 1;
  const steps = Math.max(1, Math.ceil(most / step - 1e-9));
  return Array.from({ length: steps + 1 }, (_, i) => i * step);
}

function niceStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  return (([1, 2, 5].find((digit) => digit * power >= least * (1 - 1e-9))) ?? 10) * power;
}
