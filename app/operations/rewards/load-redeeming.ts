import { programStanding } from "~/loyalty/members/program-standing";
import { programAt } from "~/loyalty/program/program-at";
import { RunAgain } from "~/store/in-transaction.server";
import { ledgerBatch, type LedgerBatch } from "~/store/ledger/ledger-batch";
import { lockRedeeming } from "~/store/rewards/lock-redeeming.server";
import { redeemingFacts, type RedeemingFacts } from "~/store/rewards/redeeming-facts.server";
import { isCounted } from "~/store/rewards/reward-rows.server";
import type { Tx } from "~/store/tx";

/** All that turning points into a code depends on, with the member's wallet and the reward locked. */
export interface Redeeming extends Omit<RedeemingFacts, "lots"> {
  /** As the shop's rules see the member today. */
  standing: ReturnType<typeof programStanding> | null;
  ledger: LedgerBatch;
}

interface Asked { customerId: string; rewardId: bigint; requestKey: string; recentSince: Date; now: Date }

/**
 * Both statements go to the database together, which runs them one after the other: what comes after a lock sees what whoever held it
 * has done. A shopper waits for one way there.
 */
export async function loadRedeeming(db: Tx, asked: Asked): Promise<Redeeming> {
  const [{ wallet, counted }, { lots, ...facts }] = await Promise.all([lockRedeeming(db, asked), redeemingFacts(db, asked)]);
  const { versions, reward } = facts;
  if (wallet && (facts.member?.memberId !== wallet.memberId || facts.member.state === "merged")) throw new RunAgain("the member was merged meanwhile");
  if (reward && isCounted(reward) && !counted) throw new RunAgain("the reward became a counted one meanwhile");
  const member = wallet ? facts.member : null;
  return {
    ...facts, member,
    standing: member && programStanding(member, programAt(versions, asked.now.toISOString()).enrollment.excludeTags),
    ledger: ledgerBatch(new Map(wallet ? [[wallet.memberId, wallet]] : []), lots),
  };
}
