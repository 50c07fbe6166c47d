import { sql } from "../sql";
import type { Tx } from "../tx";

export interface PushedCard {
  memberId: bigint;
  cardVersion: bigint;
  cardDigest: string;
  /** The next reward it names, in one text. */
  goal: string;
  tier: string | null;
  /** Tags Shopify has for the customer, without ours. */
  tags: string[];
}

/** Notes what Shopify has now. @returns members whose tags are not what was known. */
export async function savePushed(db: Tx, cards: PushedCard[], now: Date): Promise<Set<bigint>> {
  if (cards.length === 0) return new Set();
  const sorted = [...cards].sort((a, b) => (a.memberId < b.memberId ? -1 : 1));
  const rows = sorted.map((card) => ({ member_id: String(card.memberId), card_version: String(card.cardVersion), card_digest: card.cardDigest, goal: card.goal, tier: card.tier, tags: card.tags }));
  const changed = await db.query<{ member_id: bigint }>(sql`
    WITH x AS MATERIALIZED (
      SELECT member_id, card_version, card_digest, goal, tier, ARRAY(SELECT json_array_elements_text(tags)) AS tags
        FROM json_to_recordset(${JSON.stringify(rows)}::json) AS x(member_id bigint, card_version bigint, card_digest text, goal text, tier text, tags json)
    ), before AS MATERIALIZED (
      SELECT m.member_id, m.tags FROM member m JOIN x USING (member_id) WHERE m.shop_id = ${db.shopId} ORDER BY m.member_id FOR NO KEY UPDATE OF m
    ), saved AS (
      UPDATE member m SET card_version = x.card_version, card_digest = x.card_digest, card_goal = x.goal, tier_pushed = x.tier, card_pushed_at = ${now}, tags = x.tags
        FROM x JOIN before USING (member_id) WHERE m.shop_id = ${db.shopId} AND m.member_id = x.member_id)
    SELECT b.member_id FROM before b JOIN x USING (member_id) WHERE NOT (b.tags @> x.tags AND b.tags <@ x.tags)`);
  return new Set(changed.map((row) => row.member_id));
}
