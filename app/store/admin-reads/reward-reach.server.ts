import { sql } from "../sql";
import type { Tx } from "../tx";

/** Members who have enough points for a price now, of the tiers it is for (empty = all), and the points they have together. */
export async function rewardReach(db: Tx, { points, tiers }: { points: number; tiers: readonly string[] }): Promise<{ members: number; points: bigint }> {
  const [row] = await db.query<{ members: bigint; points: bigint }>(sql`
    SELECT count(*) AS members, coalesce(sum(w.available), 0)::bigint AS points FROM member m JOIN wallet w USING (shop_id, member_id)
     WHERE m.shop_id = ${db.shopId} AND m.state = 'member' AND w.debt = 0 AND w.available >= ${points} AND (cardinality(${tiers}::text[]) = 0 OR m.tier = ANY(${tiers}::text[]))`);
  return { members: Number(row!.members), points: row!.points };
}

/** Codes of a reward that are out and can be used. */
export async function codesOut(db: Tx, rewardId: bigint): Promise<number> {
  const [row] = await db.query<{ n: bigint }>(sql`SELECT count(*) AS n FROM redemption WHERE shop_id = ${db.shopId} AND reward_id = ${rewardId} AND status = 'issued'`);
  return Number(row!.n);
}
