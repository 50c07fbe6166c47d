import type { Statement } from "../sql";
import { readFor } from "../in-transaction.server";
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

export interface MemberListPage { rows: MemberListRow[]; total: number; next: string | null; previous: string | null }

export const MEMBER_PAGE_SIZE = 25;

/** Sort values descending, then ids descending, so a page is one range of one index (or one top-N) and never an offset. */
const SORTS: Record<MemberSort, { value: string; type: string }> = {
  enrolled: { value: "m.enrolled_at", type: "timestamptz" },
  last_order: { value: "coalesce(m.last_order_at, 'epoch'::timestamptz)", type: "timestamptz" },
  available: { value: "coalesce(w.available, 0)", type: "bigint" },
  earned: { value: "coalesce(w.earned, 0)", type: "bigint" },
};

/** One page of a shop's members with the count of all that match; under 300 ms at 100,000 members. */
export async function memberList(shopId: bigint, query: MemberListQuery): Promise<MemberListPage> {
  const filter = memberFilter(await shopHasher(shopId), query);
  return readFor(shopId, async (db) => {
    const [count] = await db.query<{ total: bigint }>(countStatement(filter.where, [shopId, ...filter.values]));
    const found = await db.query<Found>(pageStatement(filter.where, [shopId, ...filter.values], query));
    const { rows, next, previous } = pageOf(found, query.cursor, { size: MEMBER_PAGE_SIZE, key: (row) => `${row.sort_value}_${row.member_id}` });
    return { rows: rows.map((row) => memberRow(shopId, row)), total: Number(count?.total ?? 0n), next, previous };
  });
}

interface Found {
  member_id: bigint; customer_id: string | null; state: string; tier: string; enrolled_at: Date; last_order_at: Date | null;
  available: bigint | null; pending: bigint | null; debt: bigint | null; sealed: Buffer | null; sort_value: string;
}

const FROM = `FROM member m
  LEFT JOIN wallet w ON w.shop_id = m.shop_id AND w.member_id = m.member_id
 WHERE m.shop_id = $1`;

function countStatement(where: string, values: unknown[]): Statement {
  return named(`SELECT count(*) AS total ${FROM}${where}`, values);
}

/** The inner query finds the page's members by what it sorts by; profiles are joined to those few only. */
function pageStatement(where: string, values: unknown[], { sort, cursor }: MemberListQuery): Statement {
  const { value, type } = SORTS[sort];
  const back = cursor?.direction === "before";
  const at = values.length;
  const keyset = cursor ? ` AND (${value}, m.member_id) ${back ? ">" : "<"} ($${at + 1}::${type}, $${at + 2}::bigint)` : "";
  const order = back ? "ASC" : "DESC";
  const text = `SELECT page.*, p.sealed FROM (
    SELECT m.shop_id, m.member_id, m.customer_id, m.state, m.tier, m.enrolled_at, m.last_order_at, w.available, w.pending, w.debt,
           ${type === "bigint" ? `(${value})::text` : `to_char(${value} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`} AS sort_value,
           ${value} AS sorted_by
    ${FROM}${where}${keyset}
    ORDER BY ${value} ${order}, m.member_id ${order} LIMIT ${MEMBER_PAGE_SIZE + 1}
  ) page LEFT JOIN member_profile p ON p.shop_id = page.shop_id AND p.member_id = page.member_id ORDER BY page.sorted_by ${order}, page.member_id ${order}`;
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
