import type { GraphQLResolveInfo } from "graphql";
import type { ApiContext } from "./context";
import { badRequest } from "./errors";

export interface PageArgs { first?: number | null; last?: number | null; after?: string | null; before?: string | null; reverse?: boolean | null }

/** A row's place in its order: what it is sorted by, then its id. */
export interface Place { value: string | number; id: string }

const MOST = 250;

/**
 * Relay pages over rows. Cursors hold the last row's place and not its number, so rows that move or appear between two pages are
 * neither lost nor repeated because others shifted.
 */
export function connection<T>(rows: T[], args: PageArgs, place: (row: T) => Place, at: { context: ApiContext; info: GraphQLResolveInfo }) {
  const direction = args.reverse ? -1 : 1;
  const sorted = rows.map((row) => ({ row, place: place(row) })).sort((a, b) => direction * comparePlaces(a.place, b.place));
  if (at.context.bulk) return answer(windowOf(sorted, at), { hasNextPage: false, hasPreviousPage: false });
  checkSizes(args);
  const after = args.after ? decodeCursor(args.after) : null;
  const before = args.before ? decodeCursor(args.before) : null;
  const inside = sorted.filter((entry) => (!after || direction * comparePlaces(entry.place, after) > 0) && (!before || direction * comparePlaces(entry.place, before) < 0));
  const size = (args.first ?? args.last)!;
  const page = args.first != null ? inside.slice(0, size) : inside.slice(Math.max(0, inside.length - size));
  const more = inside.length > page.length;
  return answer(page, {
    hasNextPage: args.first != null ? more : before !== null,
    hasPreviousPage: args.first != null ? after !== null : more,
  });
}

/** Rows in the order they are given, as lists inside one object are. */
export function inGivenOrder<T extends { id: string }>(rows: T[]): (row: T) => Place {
  const positions = new Map(rows.map((row, index) => [row.id, index]));
  return (row) => ({ value: positions.get(row.id) ?? 0, id: row.id });
}

function answer<T>(page: { row: T; place: Place }[], flags: { hasNextPage: boolean; hasPreviousPage: boolean }) {
  const edges = page.map(({ row, place }) => ({ node: row, cursor: encodeCursor(place) }));
  return {
    edges, nodes: page.map(({ row }) => row),
    pageInfo: { ...flags, startCursor: edges[0]?.cursor ?? null, endCursor: edges.at(-1)?.cursor ?? null },
  };
}

function windowOf<T>(entries: T[], { context, info }: { context: ApiContext; info: GraphQLResolveInfo }): T[] {
  const bulk = context.bulk!;
  if (info.path.prev) return entries;
  if (entries.length > bulk.from + bulk.size) bulk.more = true;
  return entries.slice(bulk.from, bulk.from + bulk.size);
}

function checkSizes(args: PageArgs): void {
  if (args.first == null && args.last == null) throw badRequest("you must provide one of first or last");
  if (args.first != null && args.last != null) throw badRequest("providing both first and last is not supported");
  const size = (args.first ?? args.last)!;
  if (size < 0 || size > MOST) throw badRequest(`${args.first != null ? "first" : "last"} ${size}: expected 0 to ${MOST}`);
}

function comparePlaces(a: Place, b: Place): number {
  if (a.value !== b.value) return a.value < b.value ? -1 : 1;
  return compareIds(a.id, b.id);
}

/** Ids are decimal text of any length: the longer is the larger. */
export function compareIds(a: string, b: string): number {
  if (a.length !== b.length) return a.length - b.length;
  return a < b ? -1 : a > b ? 1 : 0;
}

function encodeCursor(place: Place): string {
  return Buffer.from(JSON.stringify({ last_id: place.id, last_value: place.value })).toString("base64");
}

function decodeCursor(cursor: string): Place {
  try {
    const { last_id: id, last_value: value } = JSON.parse(Buffer.from(cursor, "base64").toString("utf8")) as { last_id: string; last_value: string | number };
    if (typeof id === "string" && (typeof value === "string" || typeof value === "number")) return { id, value };
  } catch { /* told below */ }
  throw badRequest(`Invalid cursor for current pagination sort: ${cursor}`);
}
