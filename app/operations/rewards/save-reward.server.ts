import { promisedTerms, termsKey } from "~/loyalty/rewards/discount-terms";
import { rewardStanding } from "~/loyalty/rewards/reward-standing";
import type { Reward } from "~/loyalty/rewards/reward";
import { logAccess } from "~/store/access/log-access.server";
import { inTransaction } from "~/store/in-transaction.server";
import { enqueueJobs, shopJob, type Job } from "~/store/jobs/enqueue.server";
import { poolsBeside, retirePools } from "~/store/rewards/code-pools.server";
import { forgetFaults } from "~/store/rewards/pool-work.server";
import { lockRewardToEdit, rewardsOnOffer } from "~/store/rewards/reward-rows.server";
import { insertReward, insertRewardVersion } from "~/store/rewards/save-reward.server";
import { settlementShop } from "~/store/shops/settlement-shop.server";
import { shopHasher } from "~/store/shops/shop-hasher.server";
import type { Tx } from "~/store/tx";
import { planDiscount } from "./plan-discount";

/** As many as a shopper can look through, and the program's metafield can hold. */
export const MOST_REWARDS = 20;

export interface SaveReward {
  /** Null makes a new one. */
  rewardId: bigint | null;
  /** The version the editor began with; another one meanwhile is a conflict. 0 for a new one. */
  version: number;
  terms: Reward;
  stock: bigint | null;
  /** `staff:<user id>`. */
  actor: string;
}
export type SaveRewardAnswer = { rewardId: bigint; version: number } | { refusal: "unknown_reward" | "changed_meanwhile" | "reward_ended" | "too_many_rewards" };

type Saved = SaveRewardAnswer & { /** No discount is made for it now. */ waits?: boolean };

/**
 * Saves a reward. Whatever was promised stays promised: codes that are out keep their terms; where the discount itself would
 * be another, a new one is made and the old one gives no more codes.
 */
export async function saveReward(shopId: bigint, command: SaveReward, now: Date): Promise<SaveRewardAnswer> {
  const hasher = await shopHasher(shopId);
  return inTransaction(shopId, async (db) => {
    const { terms, stock, actor } = command;
    const saved = command.rewardId === null ? await create() : await edit(command.rewardId);
    if ("refusal" in saved) return saved;
    const { waits = false, ...answer } = saved;
    const { currency } = await settlementShop(db);
    await retirePools(db, await poolsBeside(db, saved.rewardId, promisedTerms(terms, currency).map(termsKey)));
    await forgetFaults(db);
    // A reward whose discount was ended gets another one when somebody makes it live again.
    if (!waits) await planDiscount(db, hasher, { rewardId: saved.rewardId, terms, currency, now });
    await logAccess(db, { actor, action: "save_reward", memberId: null, detail: { reward: String(saved.rewardId), version: saved.version } }, now);
    await enqueueJobs(db, [shopJob("fill-pools", shopId), shopJob("close-codes", shopId), shopJob("publish-program", shopId), ...atItsTimes(shopId, terms, now)]);
    return answer;

    async function create(): Promise<Saved> {
      if ((await stillOpen(db, now)).length >= MOST_REWARDS) return { refusal: "too_many_rewards" };
      return { rewardId: await insertReward(db, { terms, stock, actor, now }), version: 1 };
    }
    async function edit(rewardId: bigint): Promise<Saved> {
      const known = await lockRewardToEdit(db, rewardId);
      if (!known) return { refusal: "unknown_reward" };
      if (known.state === "ended") return { refusal: "reward_ended" };
      if (known.version !== command.version) return { refusal: "changed_meanwhile" };
      // One whose last day was over comes back with a later one.
      if (rewardStanding({ terms, state: known.state }, now.toISOString()) !== "ended" && (await stillOpen(db, now)).filter((other) => other.rewardId !== rewardId).length >= MOST_REWARDS) return { refusal: "too_many_rewards" };
      await insertRewardVersion(db, { rewardId, version: known.version + 1, terms, stock, actor, now });
      return { rewardId, version: known.version + 1, waits: known.pausedReason !== null };
    }
  });
}

/** Rewards shoppers look through now or later: neither ended nor over. */
const stillOpen = async (db: Tx, now: Date) => (await rewardsOnOffer(db)).filter((reward) => rewardStanding(reward, now.toISOString()) !== "ended");

/** The storefront is told when the reward begins and ends. A key for each moment: none of them is hurried or replaced by the next change. */
function atItsTimes(shopId: bigint, { startsAt, endsAt }: Reward, now: Date): Job[] {
  return [startsAt, endsAt].flatMap((moment) => (moment !== null && moment > now.toISOString() ? [shopJob("publish-program", shopId, new Date(moment))] : []))
    .map((job) => ({ ...job, key: `${job.key}:${job.runAt!.toISOString()}` }));
}
