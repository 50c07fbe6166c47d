/**
 * Joins: ways to combine two values so that order, grouping and repetition do not matter. Facts are merged with nothing else,
 * which is why late, doubled and reordered events need no special case.
 */

/** Compares numeric ids of any length as numbers, without turning them into numbers. */
export function compareIds(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
}

export const larger = <T extends number | string | boolean>(a: T, b: T): T => (a >= b ? a : b);

/** The larger; null loses. */
export function largerKnown<T extends number | string | boolean>(a: T | null, b: T | null): T | null {
  return a === null ? b : b === null ? a : larger(a, b);
}

/** The earlier moment; null (not seen yet) loses. */
export function earliest(a: string | null, b: string | null): string | null {
  return a === null ? b : b === null ? a : a <= b ? a : b;
}

/** The union of two sets of texts, sorted. */
export function unionOfTexts(a: readonly string[], b: readonly string[]): string[] {
  if (a.length + b.length <= 1) return [...a, ...b];
  return [...new Set([...a, ...b])].sort();
}

/** The union by id, sorted by id; two of one id are joined. */
export function unionById<T>(a: readonly T[], b: readonly T[], how: { id: (item: T) => string; join: (x: T, y: T) => T }): T[] {
  if (a.length + b.length <= 1) return [...a, ...b];
  const found = new Map<string, T>();
  for (const item of [...a, ...b]) {
    const known = found.get(how.id(item));
    found.set(how.id(item), known === undefined ? item : how.join(known, item));
  }
  return [...found.values()].sort((x, y) => compareIds(how.id(x), how.id(y)));
}
