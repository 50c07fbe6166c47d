/** Keyset position: the row whose sort value and id these are stands just before (or after) the page. */
export interface Cursor { direction: "after" | "before"; value: string; id: string }

/**
 * A page of `size` rows out of a query for one more: what was read too much says that there is another page.
 * Rows read backwards are turned around.
 */
export function pageOf<Row>(found: Row[], cursor: Cursor | null, { size, key }: { size: number; key: (row: Row) => string }) {
  const back = cursor?.direction === "before";
  const more = found.length > size;
  const rows = found.slice(0, size);
  if (back) rows.reverse();
  const last = rows.at(-1);
  const first = rows[0];
  return {
    rows,
    next: last && (back || more) ? key(last) : null,
    previous: first && (back ? more : cursor !== null) ? key(first) : null,
  };
}
