import { isDeepStrictEqual } from "node:util";
import type { AwardBasis, Refusal } from "~/loyalty/orders/award-basis";
import { mayBeLifted } from "~/loyalty/orders/order-refusal";
import { settleOrder } from "~/loyalty/orders/settle-order";
import { newestMoment } from "~/loyalty/orders/newest-moment";
import { isPlaceholder } from "~/loyalty/orders/placeholder-fact";
import type { WorthStatus } from "~/loyalty/orders/order-worth";
import { isOfThePast } from "~/loyalty/orders/is-of-the-past";
import { qualifyingSpend } from "~/loyalty/orders/qualifying-spend";
import { programAt, type ProgramVersion } from "~/loyalty/program/program-at";
import { happensNow } from "~/loyalty/time/happens-now";
import { enqueueJobs, readCustomerJob, shopJob, type Task } from "~/store/jobs/enqueue.server";
import type { LedgerBatch } from "~/store/ledger/ledger-batch";
import { postBatch } from "~/store/ledger/post-batch.server";
import { requestRefresh, type RefreshCause } from "~/store/members/request-refresh.server";
import type { Hasher } from "~/store/crypto/hasher";
import { saveOrders, type OrderToSave } from "~/store/orders/save-orders.server";
import type { Tx } from "~/store/tx";
import type { Need } from "~/store/orders/orders-in-need.server";
import { recordActivities } from "../../activities/settlement/record-activities";
import { READERS } from "../readers";
import { loadBatch, type LoadedBatch, type LoadedOrder } from "./load-batch";
import type { IncomingFacts } from "./merge-batch";
import { moveToMember } from "./move-to-member";
import { forfeitErased } from "./forfeit-erased";
import { needsOf } from "./needs-of";
import { decideShown, saveShown } from "./shown-codes";

export interface Settled {
  orderId: string;
  /** Null for a guest, and for a customer who did not join. */
  memberId: bigint | null;
  /** Points the order is worth now. */
  worth: bigint;
  /** What was posted now: positive given, negative taken back. */
  posted: bigint;
  status: WorthStatus | "not_seen" | "waiting_for_order" | "waiting_for_products";
  refusal: Refusal | null;
}

export interface SettleWork {
  incoming: IncomingFacts;
  hasher: Hasher;
  now: Date;
  /** Read in bulk at install: nobody waits for them. What they award is decided by what they are, not by this. */
  imported: boolean;
}

/**
 * Settles a batch of orders of one shop inside an open transaction: facts are merged under lock, each order is priced once,
 * and the ledger gets the difference between what it is worth and what was posted.
 */
export async function settleBatch(db: Tx, work: SettleWork): Promise<{ settled: Settled[]; versions: ProgramVersion[] }> {
  const loaded = await loadBatch(db, work);
  const decided = loaded.orders.map((order) => decide(order, loaded, work));
  const codes = decideShown(loaded, work.now);
  await saveOrders(db, decided.flatMap(({ save }) => save ?? []), work.now);
  await noteJoined(db, loaded, work);
  const made = await postBatch(db, loaded.ledger);
  await saveShown(db, codes, { made, now: work.now });
  await requestRefresh(db, refreshesOf(decided, loaded.ledger), work.now);
  await enqueueJobs(db, jobsOf(db.shopId, decided, loaded.ledger));
  return { settled: decided.map(({ settled }) => settled), versions: loaded.versions };
}

/** Joining may earn, and so may the consent to e-mails that came with the first order, which only a reading of the customer tells. */
async function noteJoined(db: Tx, { orders, versions }: LoadedBatch, { now, imported }: SettleWork): Promise<void> {
  const joined = orders.filter((order) => order.joined);
  if (joined.length === 0) return;
  const { enrollment, activities } = programAt(versions, now.toISOString());
  const memberIds = [...new Set(joined.flatMap(({ memberId }) => memberId ?? []))];
  const untold = new Set(enrollment.excludeTags.length > 0 ? memberIds : []);
  const fresh = await recordActivities(db, { versions, memberIds, untold, now });
  const asked = !imported && (activities.newsletter.on || (fresh > 0 && untold.size > 0)) ? new Set(joined.flatMap(({ customerId, fact }) => (happensNow(fact.processedAt, now) ? customerId ?? [] : []))) : [];
  await enqueueJobs(db, [...(fresh > 0 ? [shopJob("settle-activities", db.shopId)] : []), ...[...asked].map((customerId) => readCustomerJob(db.shopId, customerId))]);
}

interface Decided { settled: Settled; save: OrderToSave | null; needs: Need[]; retier: bigint[]; urgent: bigint[] }

function decide(order: LoadedOrder, loaded: LoadedBatch, work: SettleWork): Decided {
  const { stored, fact } = order;
  const before = stored?.memberId ?? null;
  const members = [before, order.memberId].filter((id) => id !== null);
  // Fixed when the order itself is first seen; a refund or a dispute alone is not it.
  const imported = stored && !isPlaceholder(stored.fact) ? stored.imported : order.seen && isOfThePast(fact, loaded.shop.earnsSince);
  let { accrued, reversed } = stored ?? { accrued: 0n, reversed: 0n };
  reversed += moveToMember(order, loaded.ledger, { accrued, reversed, now: work.now });
  const waiting = order.lacks.length > 0;
  const result = order.seen && (!waiting || isPriced(stored?.basis ?? null)) ? settle(order, loaded, { accrued, reversed, imported, now: work.now }) : null;
  const posted = result?.difference ?? 0n;
  if (posted > 0n) accrued += posted;
  else reversed -= posted;
  for (const erased of members.filter((id) => loaded.erased.has(id))) forfeitErased(loaded.ledger, erased, { orderId: order.orderId, accrued, reversed, now: work.now });
  const qualifyingMinor = order.seen ? qualifyingSpend(fact, order.program) : 0;
  const basis = result ? result.basis : stored?.basis ?? null;
  const needs = needsOf({ order, basis, worth: result?.worth ?? 0n });
  const save: OrderToSave = { fact, exists: stored !== null, basis, customerId: order.customerId, memberId: order.memberId, qualifyingMinor, accrued, reversed, imported, needs, erased: order.erased };
  const status = waiting && (result?.status ?? "earns") === "earns" ? `waiting_for_${order.lacks[0]!}` as const : result?.status ?? "not_seen";
  return {
    settled: { orderId: order.orderId, memberId: order.memberId, worth: result?.worth ?? 0n, posted: accrued - reversed - ((stored?.accrued ?? 0n) - (stored?.reversed ?? 0n)), status, refusal: basis?.refusal ?? null },
    save: order.changed || differs(save, stored) ? save : null,
    needs,
    retier: BigInt(qualifyingMinor) !== (stored?.qualifyingMinor ?? 0n) || order.memberId !== before ? members : [],
    urgent: !work.imported && happensNow(newestMoment(fact), work.now) ? members : [],
  };
}

/** An order that was priced before waits with its new lines only: what is taken back from it does not. */
const isPriced = (basis: AwardBasis | null) => basis !== null && !mayBeLifted(basis.refusal);

interface Totals { accrued: bigint; reversed: bigint; imported: boolean; now: Date }

function settle(order: LoadedOrder, { ledger, shop }: LoadedBatch, { accrued, reversed, imported, now }: Totals) {
  const { fact, memberId, context, program } = order;
  const result = settleOrder({
    fact, program, basis: order.stored?.basis ?? null, accrued, reversed, imported,
    member: context && { state: context.state === "redacted" ? "left" : context.state, enrolledAt: context.enrolledAt },
    customerTags: context?.tags ?? [], tier: order.tier, products: order.products, waiting: order.lacks.length > 0,
    launchedAt: shop.launchedAt, testCustomer: order.testCustomer, testAllowed: order.testAllowed,
    wallet: memberId === null ? null : ledger.wallet(memberId), lots: memberId === null ? [] : ledger.lots(memberId),
    zone: shop.timezone, now: now.toISOString(),
  });
  if (result.transaction) ledger.post(result.transaction);
  if (memberId !== null) ledger.change(memberId, stillPending(result.releaseChanges, ledger, memberId));
  // Until the launch nobody knows which side of it an order will be on: its basis is not final.
  const open = result.basis?.refusal === "before_launch" && shop.launchedAt === null;
  const difference = result.transaction ? result.worth - (accrued - reversed) : 0n;
  return { ...result, basis: open ? null : result.basis, difference };
}

/** A release moves only while points of the lot are pending: the transaction of the same settlement may have taken them. */
function stillPending(changes: ReturnType<typeof settleOrder>["releaseChanges"], ledger: LedgerBatch, memberId: bigint) {
  const pending = new Set(ledger.lots(memberId).filter((lot) => lot.pending > 0n).map((lot) => lot.lotId));
  return changes.filter((change) => "lotId" in change && pending.has(change.lotId));
}

function differs(save: OrderToSave, stored: LoadedOrder["stored"]): boolean {
  if (!stored) return true;
  return save.memberId !== stored.memberId || save.customerId !== stored.customerId || save.accrued !== stored.accrued || save.reversed !== stored.reversed
    || BigInt(save.qualifyingMinor) !== stored.qualifyingMinor || save.needs.join() !== stored.needs.join() || save.erased !== stored.erased
    || !isDeepStrictEqual(save.basis, stored.basis);
}

function refreshesOf(decided: readonly Decided[], ledger: LedgerBatch): Map<bigint, RefreshCause> {
  const members = new Map<bigint, RefreshCause>();
  const urgent = new Set(decided.flatMap((one) => one.urgent));
  const add = (memberId: bigint, retier: boolean) => members.set(memberId, { retier: retier || members.get(memberId)?.retier === true, urgent: urgent.has(memberId) });
  // The spend of an order counts for whoever has it now, and no longer for whoever had it before.
  for (const { retier, save } of decided) if (save) for (const memberId of retier) add(memberId, true);
  for (const { after } of ledger.changedWallets()) add(after.memberId, false);
  for (const { after } of ledger.changedLots()) add(after.memberId, false);
  return members;
}

function jobsOf(shopId: bigint, decided: readonly Decided[], ledger: LedgerBatch) {
  const tasks = new Set<Task>(decided.flatMap(({ needs, save }) => (save ? needs.map((need) => READERS[need]) : [])));
  if (refreshesOf(decided, ledger).size > 0) tasks.add("refresh-members");
  return [...tasks].map((task) => shopJob(task, shopId));
}
