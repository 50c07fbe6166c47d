import { yearsOfMembership } from "~/loyalty/activities/anniversaries";
import { decideActivity } from "~/loyalty/activities/decide-activity";
import { programAt, type ProgramVersion } from "~/loyalty/program/program-at";
import { happensNow } from "~/loyalty/time/happens-now";
import { dueActivities, saveSettledActivities, type DueActivity, type SettledActivity } from "~/store/activities/due-activities.server";
import { enqueueJobs, shopJob } from "~/store/jobs/enqueue.server";
import { ledgerBatch, type LedgerBatch } from "~/store/ledger/ledger-batch";
import { lockWallets } from "~/store/ledger/lock-wallets.server";
import { postBatch } from "~/store/ledger/post-batch.server";
import { requestRefresh } from "~/store/members/request-refresh.server";
import type { SettlementShop } from "~/store/shops/settlement-shop.server";
import type { Tx } from "~/store/tx";

interface Settling { shop: SettlementShop; versions: readonly ProgramVersion[]; now: Date }

/** Settles what is due for these members: points, or the reason why there are none. Locks their wallets. @returns how many brought points. */
export async function settleDue(db: Tx, memberIds: readonly bigint[], settling: Settling): Promise<number> {
  const { now } = settling;
  const wallets = await lockWallets(db, memberIds);
  const due = await dueActivities(db, [...wallets.keys()], now);
  if (due.length === 0) return 0;
  const ledger = ledgerBatch(wallets, []);
  const given = new Set<string>();
  const settled = due.map((one) => settle(one, { ...settling, ledger, given }));
  await postBatch(db, ledger);
  await saveSettledActivities(db, settled, now);
  const urgent = new Set(ledger.transactions.filter(({ effectiveAt }) => happensNow(effectiveAt, now)).map(({ memberId }) => memberId));
  await requestRefresh(db, new Map(ledger.transactions.map(({ memberId }) => [memberId, { retier: false, urgent: urgent.has(memberId) }])), now);
  if (ledger.transactions.length > 0) await enqueueJobs(db, [shopJob("refresh-members", db.shopId)]);
  return ledger.transactions.length;
}

/** @param given what this batch gave already: after a merge two of one kind may wait for one member. */
function settle(due: DueActivity, { shop, versions, ledger, given }: Settling & { ledger: LedgerBatch; given: Set<string> }): SettledActivity {
  const { activity, memberId, customerId } = due;
  const program = programAt(versions, activity.happenedAt);
  const occurrence = `${memberId} ${activity.kind} ${activity.occurrence}`;
  const decided = decideActivity({
    activity, key: due.key, member: due.member, program, launchedAt: shop.launchedAt, testCustomer: customerId !== null && shop.testCustomers.has(customerId), given: due.given || given.has(occurrence),
    wallet: ledger.wallet(memberId), values: activity.kind === "anniversary" ? { years: yearsOfMembership(due.enrolledAt, activity.happenedAt, shop.timezone) } : {}, zone: shop.timezone,
  });
  const { activityId } = due;
  if ("refusal" in decided) return { activityId, programVersion: program.version, refusal: decided.refusal };
  ledger.post(decided.transaction);
  given.add(occurrence);
  return { activityId, programVersion: program.version, points: BigInt(program.activities[activity.kind].points) };
}
