import type { Wallet } from "~/loyalty/ledger/posting";
import { programStanding } from "~/loyalty/members/program-standing";
import type { Program } from "~/loyalty/program/program";
import { programAt } from "~/loyalty/program/program-at";
import { readFor } from "../in-transaction.server";
import { memberByCustomer } from "../members/member-by-id.server";
import { programVersions } from "../program/program-versions.server";
import { countsOf } from "../rewards/redemption-rows.server";
import { rewardsOnOffer, type StoredReward } from "../rewards/reward-rows.server";
import { sql } from "../sql";
import type { Tx } from "../tx";
import { buyerRedemptions, type BuyerRedemptionFacts } from "./buyer-redemptions.server";

export interface BuyerRewardFacts {
  program: Program;
  /** In the merchant's order; ended ones are left out. */
  rewards: StoredReward[];
  /** Terms of rewards that Shopify refuses as a discount, as `<reward id> <terms key>`. */
  faults: ReadonlySet<string>;
  /** Null for a guest and for a customer the shop's program does not know. */
  member: BuyerRewardMember | null;
}

export interface BuyerRewardMember {
  state: "member" | "left" | "excluded" | "blocked";
  tier: string;
  /** Without points of lots that are over: they cannot be spent, though the job that ends them has not come yet. */
  wallet: Wallet;
  /** Redemptions that count against each reward's limit. */
  inWindow: ReadonlyMap<bigint, number>;
  open: number;
  redemptions: BuyerRedemptionFacts[];
}

const MOST_REDEMPTIONS = 30;

/** Everything a shopper is shown of rewards, read at one moment. @param only the redemption that is asked for; null = all, at most 30. */
export function buyerRewardFacts(shopId: bigint, customerId: string | null, { only, now }: { only: bigint | null; now: Date }): Promise<BuyerRewardFacts> {
  return readFor(shopId, async (db) => {
    const program = programAt(await programVersions(db), now.toISOString());
    const rewards = await rewardsOnOffer(db);
    return { program, rewards, faults: await faultsOf(db), member: customerId === null ? null : await memberOf(db, customerId, { program, rewards, only, now }) };
  });
}

async function memberOf(db: Tx, customerId: string, { program, rewards, only, now }: Pick<BuyerRewardFacts, "program" | "rewards"> & { only: bigint | null; now: Date }): Promise<BuyerRewardMember | null> {
  const member = await memberByCustomer(db, customerId);
  if (!member) return null;
  const { memberId, tier } = member;
  const windows = rewards.map(({ rewardId, terms: { memberLimit } }) => ({ rewardId, since: memberLimit?.days ? new Date(now.getTime() - memberLimit.days * 86_400_000) : null }));
  const { open, inWindow } = await countsOf(db, memberId, windows);
  const redemptions = await buyerRedemptions(db, memberId, { only, most: MOST_REDEMPTIONS });
  return { state: programStanding(member, program.enrollment.excludeTags), tier, wallet: await spendable(db, memberId, now), open, inWindow, redemptions };
}

async function spendable(db: Tx, memberId: bigint, now: Date): Promise<Wallet> {
  const [row] = await db.query<{ pending: bigint; available: bigint; held: bigint; debt: bigint; over: bigint }>(sql`
    SELECT w.pending, w.available, w.held, w.debt,
           (SELECT coalesce(sum(free), 0)::bigint FROM lot l WHERE l.shop_id = w.shop_id AND l.member_id = w.member_id AND l.free > 0 AND l.expires_at <= ${now}) AS over
      FROM wallet w WHERE w.shop_id = ${db.shopId} AND w.member_id = ${memberId}`);
  if (!row) return { memberId, pending: 0n, available: 0n, held: 0n, debt: 0n };
  return { memberId, pending: row.pending, available: row.available - row.over, held: row.held, debt: row.debt };
}

async function faultsOf(db: Tx): Promise<Set<string>> {
  const rows = await db.query<{ reward_id: bigint; terms_key: string }>(sql`
    SELECT reward_id, terms_key FROM code_pool WHERE shop_id = ${db.shopId} AND fault IS NOT NULL AND state IN ('planned', 'creating', 'open')`);
  return new Set(rows.map(({ reward_id, terms_key }) => `${reward_id} ${terms_key}`));
}
