import type { Reward } from "~/loyalty/rewards/reward";
import { adjustPoints } from "~/operations/ledger/adjust-points.server";
import { enrollMember } from "~/operations/members/enroll-member.server";
import { saveReward } from "~/operations/rewards/save-reward.server";
import { aReward } from "../loyalty/rewards/a-reward";
import { stockPool } from "./stock-pool";
import type { TestDatabase } from "./use-database";

/** A reward with so many codes ready. @returns its id and that of its pool. */
export async function aStockedReward(database: TestDatabase, shopId: bigint, given: { terms?: Partial<Reward>; stock?: bigint; codes: number; now: Date }): Promise<{ rewardId: bigint; poolId: bigint; codes: string[] }> {
  const saved = await saveReward(shopId, { rewardId: null, version: 0, terms: aReward(given.terms), stock: given.stock ?? null, actor: "staff:1" }, given.now);
  if ("refusal" in saved) throw new Error(saved.refusal);
  const [pool] = await database.asOwner<{ pool_id: string }>("SELECT pool_id FROM code_pool WHERE shop_id = $1 AND reward_id = $2", [shopId, saved.rewardId]);
  const poolId = BigInt(pool!.pool_id);
  const codes = given.codes > 0 ? await stockPool(shopId, { poolId, size: given.codes, now: given.now }) : [];
  return { rewardId: saved.rewardId, poolId, codes };
}

/** A member with points to spend. */
export async function aMemberWith(shopId: bigint, { customerId, points, now }: { customerId: string; points: number; now: Date }): Promise<bigint> {
  const enrolled = await enrollMember(shopId, { customerId, actor: "staff:1" }, now);
  if ("refusal" in enrolled) throw new Error(enrolled.refusal);
  await adjustPoints(shopId, { memberId: enrolled.memberId, points: BigInt(points), note: "funds", actor: "staff:1", commandId: `funds ${customerId}` }, now);
  return enrolled.memberId;
}
