/** Lines through values in a square of 100 by 100, the first value at the left, `top` at the upper edge; a gap (null) parts them. */
export function linePath(values: readonly (number | null)[], top: number): string {
  let path = "";
  values.forEach((value, i) => {
    if (value === null) return;
    const [x, y] = [place(i, values.length), 100 - (value / top) * 100];
    const begins = i === 0 || values[i - 1] === null;
    const alone = begins && (values[i + 1] ?? null) === null;
    // A value without neighbors is a short dash: a line of one point would not be seen.
    path += alone ? `M${round(x - 0.6)} ${round(y)}H${round(x + 0.6)}` : `${begins ? "M" : "L"}${round(x)} ${round(y)}`;
  });
  return path;
}

/** Where value `i` of `count` stands, in hundredths of the width. */
export const place = (i: number, count: number): number => (count > 1 ? (i / (count - 1)) * 100 : 50);

const round = (value: number) => Math.round(value * 100) / 100;
