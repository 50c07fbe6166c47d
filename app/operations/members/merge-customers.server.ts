import { mergeMembers } from "~/loyalty/ledger/merge-members";
import { programAt } from "~/loyalty/program/program-at";
import { higherTier } from "~/loyalty/tiers/higher-tier";
import { moveActivities } from "~/store/activities/reopen-activities.server";
import { inTransaction, RunAgain } from "~/store/in-transaction.server";
import { enqueueJobs, shopJob } from "~/store/jobs/enqueue.server";
import { ledgerBatch } from "~/store/ledger/ledger-batch";
import { movableLots } from "~/store/ledger/live-lots.server";
import { lockWallets } from "~/store/ledger/lock-wallets.server";
import { postBatch } from "~/store/ledger/post-batch.server";
import { lockCustomers } from "~/store/members/lock-customers.server";
import { memberByCustomer, type Member } from "~/store/members/member-by-id.server";
import { lockOrdersOf, moveOrders, moveRedemptions, redirectCustomer, renameMember, retireMember } from "~/store/members/merge-rows.server";
import { requestRefresh } from "~/store/members/request-refresh.server";
import { setMemberState } from "~/store/members/set-member-state.server";
import { programVersions } from "~/store/program/program-versions.server";
import { lockTierStandings, type TierStanding } from "~/store/tiers/tier-standing.server";
import { saveTiers } from "~/store/tiers/save-tiers.server";
import type { Tx } from "~/store/tx";

export interface MergeCustomers {
  /** Shopify deleted this customer. */
  fromCustomerId: string;
  /** And kept this one. */
  intoCustomerId: string;
}

/**
 * Two customers became one at Shopify: orders, points, lots, debt and the better tier go to the one that stays, and what is
 * told about the other later lands there too. Repeating it changes nothing.
 */
export function mergeCustomers(shopId: bigint, { fromCustomerId, intoCustomerId }: MergeCustomers, now: Date): Promise<{ moved: "points" | "member" | "nothing" }> {
  if (fromCustomerId === intoCustomerId) return Promise.resolve({ moved: "nothing" });
  return inTransaction(shopId, async (db) => {
    const loser = await memberByCustomer(db, fromCustomerId);
    const survivor = await memberByCustomer(db, intoCustomerId);
    const memberIds = [loser, survivor].flatMap((member) => (member && member.state !== "known" ? [member.memberId] : []));
    await lockOrdersOf(db, { customerIds: [fromCustomerId], memberIds });
    await lockCustomers(db, [fromCustomerId, intoCustomerId]);
    const wallets = await lockWallets(db, memberIds);
    if (changed(loser, await memberByCustomer(db, fromCustomerId)) || changed(survivor, await memberByCustomer(db, intoCustomerId))) throw new RunAgain("a member changed meanwhile");
    await redirectCustomer(db, { from: fromCustomerId, to: intoCustomerId });
    const from = loser?.state === "known" ? null : loser;
    const into = survivor?.state === "known" ? null : survivor;
    if (from && from.memberId !== into?.memberId && into) return mergeTwo(db, { from, into, wallets, fromCustomerId, intoCustomerId, now });
    if (from && !into) await renameMember(db, { memberId: from.memberId, customerId: intoCustomerId });
    const stays = into ?? from;
    const again = await moveOrders(db, { from: { customerId: fromCustomerId, memberId: null }, to: { customerId: intoCustomerId, memberId: stays?.memberId ?? null } });
    await announce(db, stays ? [stays.memberId] : [], { again, now });
    return { moved: from && !into ? "member" : "nothing" };
  });
}

const changed = (before: Member | null, after: Member | null) => before?.memberId !== after?.memberId || before?.state !== after?.state;

interface Two extends MergeCustomers { from: Member; into: Member; wallets: Awaited<ReturnType<typeof lockWallets>>; now: Date }

async function mergeTwo(db: Tx, { from, into, wallets, fromCustomerId, intoCustomerId, now }: Two): Promise<{ moved: "points" }> {
  const lots = await movableLots(db, [from.memberId, into.memberId]);
  const ledger = ledgerBatch(wallets, lots);
  const purse = (memberId: bigint) => ({ wallet: ledger.wallet(memberId), lots: lots.filter((lot) => lot.memberId === memberId) });
  for (const transaction of mergeMembers(purse(from.memberId), purse(into.memberId), { now: now.toISOString(), actor: "system" })) ledger.post(transaction);
  await postBatch(db, ledger);
  const again = await moveOrders(db, { from: { customerId: fromCustomerId, memberId: from.memberId }, to: { customerId: intoCustomerId, memberId: into.memberId } });
  await keepBetterTier(db, from, into, now);
  // Blocked stays blocked; somebody who takes part in one of the two takes part.
  if (from.state === "blocked" || (from.state === "member" && into.state === "left")) await setMemberState(db, into.memberId, from.state);
  await moveActivities(db, { loser: from.memberId, survivor: into.memberId });
  await moveRedemptions(db, { loser: from.memberId, survivor: into.memberId });
  await retireMember(db, { loser: from.memberId, survivor: into.memberId });
  await announce(db, [into.memberId], { again, now });
  return { moved: "points" };
}

async function keepBetterTier(db: Tx, from: Member, into: Member, now: Date): Promise<void> {
  const program = programAt(await programVersions(db), now.toISOString());
  const standings = new Map((await lockTierStandings(db, [from.memberId, into.memberId])).map((standing) => [standing.memberId, standing]));
  const [lost, kept] = [standings.get(from.memberId), standings.get(into.memberId)];
  if (!lost || !kept || higherTier(program.tiers.ladder, kept.tier, lost.tier) === kept.tier) return;
  await saveTiers(db, [{
    memberId: into.memberId, tier: lost.tier, since: lost.since ?? now.toISOString(), graceUntil: lost.graceUntil,
    change: { from: kept.tier, reason: "customers_merged", values: riseOf(lost), programVersion: program.version },
  }], now);
}

const riseOf = ({ lastChange, tier }: TierStanding): Record<string, number> =>
  lastChange?.to === tier && lastChange.thresholdMinor !== null ? { thresholdMinor: lastChange.thresholdMinor } : {};

async function announce(db: Tx, members: bigint[], { again, now }: { again: number; now: Date }): Promise<void> {
  await requestRefresh(db, new Map(members.map((id) => [id, { retier: true, urgent: true }])), now);
  await enqueueJobs(db, [
    ...(members.length > 0 ? [shopJob("refresh-members", db.shopId)] : []),
    ...(again > 0 ? [shopJob("resettle-orders", db.shopId)] : []),
  ]);
}
