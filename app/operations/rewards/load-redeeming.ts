import { programStanding } from "~/loyalty/members/program-standing";
import { programAt } from "~/loyalty/program/program-at";
import { RunAgain } from "~/store/in-transaction.server";
import { ledgerBatch, type LedgerBatch } from "~/store/ledger/ledger-batch";
import { lockWalletOf } from "~/store/ledger/lock-wallets.server";
import type { Member } from "~/store/members/member-by-id.server";
import { programVersions } from "~/store/program/program-versions.server";
import { redeemingMember } from "~/store/rewards/redeeming-member.server";
import { redemptionByRequest, type Redemption } from "~/store/rewards/redemption-rows.server";
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

/**
 * All statements go to the database together, which runs them one after the other: what comes after a lock sees what whoever held it
 * has done. A shopper waits for one way there.
 */
export async function loadRedeeming(db: Tx, { customerId, rewardId, requestKey, now }: Asked): Promise<Redeeming> {
  const [wallet, , known, found, shop, versions, reward, redemptionId] = await Promise.all([
    lockWalletOf(db, customerId), lockReward(db, rewardId), redemptionByRequest(db, requestKey), redeemingMember(db, { customerId, rewardId, now }),
    settlementShop(db), programVersions(db), rewardById(db, rewardId), nextRedemptionId(db),
  ]);
  if (wallet && (found?.member.memberId !== wallet.memberId || found.member.state === "merged")) throw new RunAgain("the member was merged meanwhile");
  const member = wallet && found ? found.member : null;
  return {
    known, redemptionId, shop, member, reward,
    standing: member && programStanding(member, programAt(versions, now.toISOString()).enrollment.excludeTags),
    ledger: ledgerBatch(new Map(wallet ? [[wallet.memberId, wallet]] : []), found?.lots ?? []),
    redeemedInWindow: found?.inWindow ?? 0, open: found?.open ?? 0,
  };
}
