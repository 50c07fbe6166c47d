import { createHash } from "node:crypto";
import { percentOf, worthMinor } from "~/loyalty/rewards/reward-steps";
import { codesById } from "../rewards/codes.server";
import type { RedemptionSnapshot } from "../rewards/redemption-rows.server";
import { sql } from "../sql";
import type { Tx } from "../tx";

/** A code its member can use now, so that a page knows it again in the cart without a script. `mark` shows nobody the code. */
export interface CardCode { reward: string; points: number; minor: number | null; percent: number | null; mark: string }

/** As Liquid works it out of a discount's title: `title | upcase | sha256 | slice: 0, 16`. */
export const markOf = (code: string) => createHash("sha256").update(code.toUpperCase()).digest("hex").slice(0, 16);

/** Codes that members can use now, the oldest first; an empty list for whoever redeemed something and has none, nothing for whoever never did. */
export async function cardCodes(db: Tx, memberIds: readonly bigint[], now: Date): Promise<Map<bigint, CardCode[]>> {
  const rows = await db.query<{ member_id: bigint; reward_id: bigint; code_id: bigint; points: bigint; snapshot: RedemptionSnapshot }>(sql`
    SELECT member_id, reward_id, code_id, points, snapshot FROM redemption
     WHERE shop_id = ${db.shopId} AND member_id = ANY(${memberIds}::bigint[]) AND status = 'issued' AND (expires_at IS NULL OR expires_at > ${now}) ORDER BY redemption_id`);
  const codes = await codesById(db, rows.map((row) => row.code_id));
  const redeemed = await db.query<{ member_id: bigint }>(sql`
    SELECT member_id FROM unnest(${memberIds}::bigint[]) AS m(member_id) WHERE EXISTS (SELECT FROM redemption r WHERE r.shop_id = ${db.shopId} AND r.member_id = m.member_id)`);
  const found = new Map<bigint, CardCode[]>(redeemed.map(({ member_id }) => [member_id, []]));
  for (const { member_id, reward_id, code_id, points, snapshot: { value } } of rows) {
    const code = { reward: String(reward_id), points: Number(points), minor: worthMinor(value), percent: percentOf(value), mark: markOf(codes.get(code_id)!) };
    found.set(member_id, [...(found.get(member_id) ?? []), code]);
  }
  return found;
}
