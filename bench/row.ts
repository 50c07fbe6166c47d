/** One measured line. `ratio` is value against the yardstick measured in the same run; null where there is none. */
export interface Row {
  name: string;
  value: number;
  unit: string;
  yardstick: { name: string; value: number } | null;
  ratio: number | null;
  /** What we want to reach, in words. */
  reach: string;
  detail?: Record<string, unknown>;
  /** Why there is no number. */
  skipped?: string;
}

export function ratioRow(row: Omit<Row, "ratio">): Row {
  return { ...row, ratio: row.yardstick && row.yardstick.value > 0 ? round(row.value / row.yardstick.value, 2) : null };
}

export const round = (value: number, digits = 0) => Number(value.toFixed(digits));

/** Linear interpolation between closest ranks (R type 7). */
export function percentile(sorted: number[], p: number): number {
  if (sorted.length === 0) return Number.NaN;
  const at = (sorted.length - 1) * p;
  const low = Math.floor(at);
  return sorted[low]! + (at - low) * ((sorted[low + 1] ?? sorted[low]!) - sorted[low]!);
}

export function printRow(row: Row, json: boolean): void {
  if (json) return console.log(JSON.stringify(row));
  const against = row.yardstick ? ` | ${row.yardstick.name}: ${row.yardstick.value} | ratio ${row.ratio}` : "";
  console.log(row.skipped ? `${row.name}: skipped, ${row.skipped}` : `${row.name}: ${row.value} ${row.unit}${against} | reach ${row.reach}`);
  if (row.detail) console.log(`    ${JSON.stringify(row.detail)}`);
}
