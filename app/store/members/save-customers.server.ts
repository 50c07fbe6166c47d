import type { CustomerFact } from "~/loyalty/members/customer-fact";
import type { Hasher } from "../crypto/hasher";
import { seal } from "../crypto/seal.server";
import { sql } from "../sql";
import type { Tx } from "../tx";
import { profilePurpose, type Profile } from "./profile";

export interface SavedCustomer { customerId: string; memberId: bigint }

/**
 * Stores what customers said about themselves for those who are members or known. A fact older than the stored one changes
 * nothing. @returns the ones that were newer, with their member ids.
 */
export async function saveCustomers(db: Tx, hasher: Hasher, customers: CustomerFact[]): Promise<SavedCustomer[]> {
  if (customers.length === 0) return [];
  const sorted = [...customers].sort((a, b) => (a.customerId < b.customerId ? -1 : 1));
  const rows = await db.query<{ customer_id: string; member_id: bigint; state: string }>(sql`
    WITH x AS MATERIALIZED (
      SELECT * FROM json_to_recordset(${JSON.stringify(sorted.map(memberRow))}::json) AS x(customer_id text, tags json, locale text, updated_at timestamptz)
    ), locked AS MATERIALIZED (
      SELECT m.member_id, m.customer_id, m.customer_updated_at FROM member m WHERE m.shop_id = ${db.shopId} AND m.customer_id IN (SELECT customer_id FROM x)
         AND m.state IN ('known', 'member', 'left', 'excluded', 'blocked') ORDER BY member_id FOR NO KEY UPDATE
    )
    UPDATE member m SET tags = CASE WHEN json_typeof(x.tags) = 'array' THEN ARRAY(SELECT json_array_elements_text(x.tags)) ELSE m.tags END, locale = coalesce(x.locale, m.locale), customer_updated_at = x.updated_at
      FROM x JOIN locked l USING (customer_id)
     WHERE m.shop_id = ${db.shopId} AND m.member_id = l.member_id AND (m.customer_updated_at IS NULL OR m.customer_updated_at <= x.updated_at)
    RETURNING m.customer_id, m.member_id, m.state`);
  const byId = new Map(customers.map((customer) => [customer.customerId, customer]));
  const members = rows.filter((row) => row.state !== "known");
  await saveProfiles(db, hasher, members.map((row) => ({ memberId: row.member_id, customer: byId.get(row.customer_id)! })));
  return members.map((row) => ({ customerId: row.customer_id, memberId: row.member_id }));
}

function memberRow({ customerId, tags, locale, updatedAt }: CustomerFact) {
  return { customer_id: customerId, tags, locale, updated_at: updatedAt };
}

async function saveProfiles(db: Tx, hasher: Hasher, profiles: { memberId: bigint; customer: CustomerFact }[]): Promise<void> {
  if (profiles.length === 0) return;
  const rows = profiles.map(({ memberId, customer }) => {
    const { name, email, emailVerified, phone } = customer;
    const profile: Profile = { name, email, emailVerified, phone };
    return { memberId, sealed: seal(JSON.stringify(profile), profilePurpose(db.shopId, memberId)), emailHash: hasher.email(email), emailVerified, terms: [...hasher.terms(name), ...hasher.terms(email)] };
  });
  const terms = rows.flatMap(({ memberId, terms }) => [...new Set(terms)].map((term) => ({ memberId, term })));
  const ids = rows.map((row) => row.memberId);
  await db.query(sql`
    INSERT INTO member_profile (shop_id, member_id, sealed, email_hash, email_verified, updated_at)
    SELECT ${db.shopId}, member_id, sealed, email_hash, email_verified, now()
      FROM unnest(${ids}::bigint[], ${rows.map((row) => row.sealed)}::bytea[], ${rows.map((row) => row.emailHash)}::text[], ${rows.map((row) => row.emailVerified)}::boolean[]) AS x(member_id, sealed, email_hash, email_verified)
    ON CONFLICT (shop_id, member_id) DO UPDATE SET sealed = excluded.sealed, email_hash = excluded.email_hash, email_verified = excluded.email_verified, updated_at = now()`);
  await db.query(sql`
    WITH wanted AS MATERIALIZED (
      SELECT * FROM unnest(${terms.map((one) => one.term)}::text[], ${terms.map((one) => one.memberId)}::bigint[]) AS x(term, member_id)
    ), gone AS (
      DELETE FROM member_term t WHERE t.shop_id = ${db.shopId} AND t.member_id = ANY(${ids}::bigint[])
         AND NOT EXISTS (SELECT 1 FROM wanted w WHERE w.term = t.term AND w.member_id = t.member_id)
    )
    INSERT INTO member_term (shop_id, term, member_id) SELECT ${db.shopId}, term, member_id FROM wanted ON CONFLICT DO NOTHING`);
}

/** Keeps the tags of customers who are no members, and only of those who have any. */
export async function saveKnownCustomers(db: Tx, customers: CustomerFact[]): Promise<void> {
  if (customers.length === 0) return;
  const sorted = [...customers].sort((a, b) => (a.customerId < b.customerId ? -1 : 1));
  await db.query(sql`
    INSERT INTO member (shop_id, customer_id, state, enrolled_at, enrolled_by)
    SELECT ${db.shopId}, customer_id, 'known', created_at, 'none' FROM unnest(${sorted.map((one) => one.customerId)}::text[], ${sorted.map((one) => one.createdAt)}::timestamptz[]) AS x(customer_id, created_at)
    ON CONFLICT (shop_id, customer_id) DO NOTHING`);
}
