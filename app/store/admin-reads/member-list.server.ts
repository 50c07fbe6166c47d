import type { Statement } from "../sql";
import { readFor } from "../in-transaction.server";
import type { Tx } from "../tx";
import { openProfile } from "../members/open-profile.server";
import { shopHasher } from "../shops/shop-hasher.server";
import { memberFilter, type MemberFilter } from "./member-filter.server";
import { pageOf, type Cursor } from "./page-of";

export interface MemberListQuery extends MemberFilter {
  sort: MemberSort;
  cursor: Cursor | null;
}
export type MemberSort = "enrolled" | "available" | "earned" | "last_order";

export interface MemberListRow {
  memberId: bigint;
  customerId: string | null;
  /** Null when protected data is not granted, or erased. */
  name: string | null;
  email: string | null;
  state: string;
  tier: string;
  available: bigint;
  pending: bigint;
  /** Points owed, positive. */
  owed: bigint;
  enrolledAt: Date;
  lastOrderAt: Date | null;
}

export interface MemberListPage {
  rows: MemberListRow[];
  /** Up to `MOST_COUNTED`; `more` says that it goes on. */
  total: number;
  more: boolean;
  next: string | null;
  previous: string | null;
}

export const MEMBER_PAGE_SIZE = 25;
/** Counting on would take longer than the page itself, and nobody reads such a figure to the last digit. */
export const MOST_COUNTED = 10_000;

/** Sort values descending, then ids descending, so a page is one range of one index (or one top-N) and never an offset. */
const SORTS: Record<MemberSort, { value: string; type: "timestamptz" | "bigint"; id: string }> = {
  enrolled: { value: "m.enrolled_at", type: "timestamptz", id: "m.member_id" },
  last_order: { value: "coalesce(m.last_order_at, 'epoch'::timestamptz)", type: "timestamptz", id: "m.member_id" },
  // Everybody listed has a wallet, and it holds both halves of the key.
  available: { value: "w.available", type: "bigint", id: "w.member_id" },
  earned: { value: "w.earned", type: "bigint", id: "w.member_id" },
};

/** One page of a shop's members with the count of all that match; under 300 ms at 100,000 members. */
export async function memberList(shopId: bigint, query: MemberListQuery): Promise<MemberListPage> {
  const { where, values } = memberFilter(await shopHasher(shopId), query);
  const condition: Condition = { where, values: [shopId, ...values] };
  return readFor(shopId, async (db) => {
    const [count] = await db.query<{ total: bigint }>(countStatement(condition));
    const total = Number(count!.total);
    const found = await pageRows(db, condition, query);
    const { rows, next, previous } = pageOf(found, query.cursor, { size: MEMBER_PAGE_SIZE, key: (row) => `${row.sort_value}_${row.member_id}` });
    return { rows: rows.map((row) => memberRow(shopId, row)), total: Math.min(total, MOST_COUNTED), more: total > MOST_COUNTED, next, previous };
  });
}

const MOST_FOUND = 100;

/** Members a search text finds (number, e-mail, words of the name), in no order; at most 100. */
export async function memberIdsFound(shopId: bigint, search: string): Promise<bigint[]> {
  const { where, values } = memberFilter(await shopHasher(shopId), { search, tier: "", state: "", points: "" });
  return readFor(shopId, async (db) => {
    const rows = await db.query<{ member_id: bigint }>(named(`SELECT m.member_id FROM member m WHERE m.shop_id = $1${where} LIMIT ${MOST_FOUND}`, [shopId, ...values]));
    return rows.map((row) => row.member_id);
  });
}

/** `where` begins with " AND"; the first value is the shop. */
interface Condition { where: string; values: unknown[] }

interface Found {
  member_id: bigint; customer_id: string | null; state: string; tier: string; enrolled_at: Date; last_order_at: Date | null;
  available: bigint | null; pending: bigint | null; debt: bigint | null; sealed: Buffer | null; sort_value: string;
}

function countStatement({ where, values }: Condition): Statement {
  return named(`SELECT count(*) AS total FROM (
    SELECT 1 FROM member m LEFT JOIN wallet w ON w.shop_id = m.shop_id AND w.member_id = m.member_id WHERE m.shop_id = $1${where} LIMIT ${MOST_COUNTED + 1}) counted`, values);
}

/** Of that many wallets with most points nearly all belong to members that are listed. */
const BEST_WALLETS = 200;

/**
 * Points change with every order, so no index keeps them in order: it would be paid for by each settlement. Without a filter the best
 * wallets are found first, alone, and joined to their members; only when too few of those are listed is the whole shop joined.
 */
async function pageRows(db: Tx, condition: Condition, query: MemberListQuery): Promise<Found[]> {
  if (SORTS[query.sort].type === "bigint" && !query.search && !query.tier && !query.state && !query.points) {
    const found = await db.query<Found>(pageStatement(condition, query, BEST_WALLETS));
    if (found.length > MEMBER_PAGE_SIZE) return found;
  }
  return db.query<Found>(pageStatement(condition, query, null));
}

/**
 * The inner query finds the page's members by what it sorts and filters by; only of those few are wallet, profile and cursor made.
 * @param best looks at that many wallets only.
 */
function pageStatement({ where, values }: Condition, { sort, points, cursor }: MemberListQuery, best: number | null): Statement {
  const { value, type, id } = SORTS[sort];
  const back = cursor?.direction === "before";
  const at = values.length;
  const keyset = cursor ? ` AND (${value}, ${id}) ${back ? ">" : "<"} ($${at + 1}::${type}, $${at + 2}::bigint)` : "";
  const order = back ? "ASC" : "DESC";
  const sorted = `ORDER BY ${value} ${order}, ${id} ${order}`;
  const wallets = best === null ? "wallet" : `(SELECT * FROM wallet w WHERE w.shop_id = $1${keyset} ${sorted} LIMIT ${best})`;
  const written = type === "bigint" ? "sorted_by::text" : `to_char(sorted_by AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
  const text = `SELECT page.*, ${written} AS sort_value, w.available, w.pending, w.debt, p.sealed FROM (
    SELECT m.shop_id, m.member_id, m.customer_id, m.state, m.tier, m.enrolled_at, m.last_order_at, ${value} AS sorted_by
      FROM member m ${type === "bigint" || points ? `JOIN ${wallets} w ON w.shop_id = m.shop_id AND w.member_id = m.member_id` : ""}
     WHERE m.shop_id = $1${where}${keyset} ${sorted} LIMIT ${MEMBER_PAGE_SIZE + 1}
  ) page LEFT JOIN wallet w ON w.shop_id = page.shop_id AND w.member_id = page.member_id
    LEFT JOIN member_profile p ON p.shop_id = page.shop_id AND p.member_id = page.member_id ORDER BY page.sorted_by ${order}, page.member_id ${order}`;
  return named(text, cursor ? [...values, cursor.value, cursor.id] : values);
}

/** Filters make a handful of texts; unnamed statements are planned for their values, which these need. */
function named(text: string, values: unknown[]): Statement {
  return { name: "", text, values };
}

function memberRow(shopId: bigint, row: Found): MemberListRow {
  const profile = row.sealed ? openProfile(row.sealed, { shopId, memberId: row.member_id }) : null;
  return {
    memberId: row.member_id, customerId: row.customer_id, name: profile?.name ?? null, email: profile?.email ?? null,
    state: row.state, tier: row.tier, available: row.available ?? 0n, pending: row.pending ?? 0n, owed: -(row.debt ?? 0n),
    enrolledAt: row.enrolled_at, lastOrderAt: row.last_order_at,
  };
}
