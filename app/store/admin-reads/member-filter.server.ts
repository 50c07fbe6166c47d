import type { Hasher } from "../crypto/hasher";

export interface MemberFilter {
  /** Customer id, e-mail or words of the name; empty = all. */
  search: string;
  /** Handle; empty = all. */
  tier: string;
  state: "member" | "left" | "excluded" | "blocked" | "";
  points: "pending" | "owed" | "available" | "";
}

const POINTS = { pending: " AND w.pending > 0", owed: " AND w.debt < 0", available: " AND w.available > 0" };

/** The conditions a filter adds after `$1` (the shop), with their values. Members merged away or erased are never listed. */
export function memberFilter(hasher: Hasher, { search, tier, state, points }: MemberFilter): { where: string; values: unknown[] } {
  const values: unknown[] = [];
  const parameter = (value: unknown) => `$${1 + values.push(value)}`;
  let where = state ? ` AND m.state = ${parameter(state)}` : " AND m.state IN ('member', 'left', 'excluded', 'blocked')";
  if (tier) where += ` AND m.tier = ${parameter(tier)}`;
  if (points) where += POINTS[points];
  if (search) where += ` AND m.member_id IN (${searchQueries(hasher, search, parameter).join(" UNION ALL ") || NOBODY})`;
  return { where, values };
}

const MOST_WORDS = 6;
/** One letter, or signs alone. */
const NOBODY = "SELECT NULL::bigint";

/**
 * Each way to find somebody is a query of its own index; name and e-mail are found by keyed hashes, never by the text. Ways that
 * cannot find anybody are left out: a single way is what PostgreSQL estimates best.
 */
function searchQueries(hasher: Hasher, search: string, parameter: (value: unknown) => string): string[] {
  const queries: string[] = [];
  const customerId = /^#?(\d+)$/.exec(search)?.[1];
  if (customerId) queries.push(`SELECT member_id FROM member WHERE shop_id = $1 AND customer_id = ${parameter(customerId)}`);
  const email = hasher.email(search);
  if (email) queries.push(`SELECT member_id FROM member_profile WHERE shop_id = $1 AND email_hash = ${parameter(email)}`);
  const terms = hasher.query(search).slice(0, MOST_WORDS).map(parameter);
  if (terms.length > 0) queries.push(termsQuery(terms));
  return queries;
}

/** A join for each word: PostgreSQL begins with the rarest and looks the others up, however many share them (`gmail`). */
function termsQuery([first, ...others]: string[]): string {
  const joins = others.map((term, i) => ` JOIN member_term t${i} ON t${i}.shop_id = $1 AND t${i}.term = ${term} AND t${i}.member_id = t.member_id`);
  return `SELECT t.member_id FROM member_term t${joins.join("")} WHERE t.shop_id = $1 AND t.term = ${first}`;
}
