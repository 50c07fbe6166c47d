/** Leading figures people set prices and thresholds by, times ten. */
const NICE = [10, 12, 15, 20, 25, 30, 40, 50, 60, 70, 80, 100];

/**
 * The nearest figure a person would choose: 1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 7, 8 times a power of ten; ties go up.
 * Whole numbers in and out, 0 stays 0.
 * @throws RangeError when `value` is not a whole number >= 0.
 */
export function roundToNice(value: number): number {
  if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`value ${value}: expected a whole number of 0 or more`);
  if (value < 10) return value;
  const magnitude = 10 ** (String(value).length - 2);
  let best = NICE[0]! * magnitude;
  for (const figure of NICE) {
    const candidate = figure * magnitude;
    if (Math.abs(candidate - value) <= Math.abs(best - value)) best = candidate;
  }
  return best;
}
