import { programStanding } from "~/loyalty/members/program-standing";
import { programAt } from "~/loyalty/program/program-at";
import { RunAgain } from "~/store/in-transaction.server";
import { ledgerBatch, type LedgerBatch } from "~/store/ledger/ledger-batch";
import { liveLots } from "~/store/ledger/live-lots.server";
import { lockWallets } from "~/store/ledger/lock-wallets.server";
import { memberByCustomer, memberById, type Member } from "~/store/members/member-by-id.server";
import { programVersions } from "~/store/program/program-versions.server";
import { countsOf, redemptionByRequest, type Redemption } from "~/store/rewards/redemption-rows.server";
import { lockReward, rewardById, type StoredReward } from "~/store/rewards/reward-rows.server";
import { nextRedemptionId } from "~/store/rewards/save-redemptions.server";
import { settlementShop, type SettlementShop } from "~/store/shops/settlement-shop.server";
import type { Tx } from "~/store/tx";

/** All that turning points into a code depends on, with the member's wallet and the reward locked. */
export interface Redeeming {
  /** What the same request has led to before. */
  known: Redemption | null;
  redemptionId: bigint;
  shop: SettlementShop;
  member: Member | null;
  /** As the shop's rules see the member today. */
  standing: ReturnType<typeof programStanding> | null;
  ledger: LedgerBatch;
  reward: StoredReward | null;
  redeemedInWindow: number;
  /** The member's codes of all rewards that are not used up. */
  open: number;
}

interface Asked { customerId: string; rewardId: bigint; requestKey: string; now: Date }

/** Statements that do not depend on each other go to the database together: a shopper waits for each way there. */
export async function loadRedeeming(db: Tx, { customerId, rewardId, requestKey, now }: Asked): Promise<Redeeming> {
  const found = await memberByCustomer(db, customerId);
  const wallet = found && (await lockWallets(db, [found.memberId])).get(found.memberId);
  const [known, present, lots, shop, versions, seen, redemptionId] = await Promise.all([
    redemptionByRequest(db, requestKey), found && memberById(db, found.memberId), wallet ? liveLots(db, [wallet.memberId]) : [],
    settlementShop(db), programVersions(db), rewardById(db, rewardId), nextRedemptionId(db),
  ]);
  if (present?.state === "merged") throw new RunAgain("the member was merged meanwhile");
  const member = wallet ? present : null;
  const since = windowOf(seen, now);
  const [reward, counts] = await Promise.all([seen && !known ? lockReward(db, seen) : seen, member && countsOf(db, member.memberId, seen ? [{ rewardId, since }] : [])]);
  return {
    known, redemptionId, shop, member, reward,
    standing: member && programStanding(member, programAt(versions, now.toISOString()).enrollment.excludeTags),
    ledger: ledgerBatch(new Map(wallet ? [[wallet.memberId, wallet]] : []), lots),
    redeemedInWindow: counts?.inWindow.get(rewardId) ?? 0, open: counts?.open ?? 0,
  };
}

/** Since when a member's redemptions of a reward count against its limit; null = ever. */
function windowOf(reward: StoredReward | null, now: Date): Date | null {
  const days = reward?.terms.memberLimit?.days ?? null;
  return days === null ? null : new Date(now.getTime() - days * 86_400_000);
}
