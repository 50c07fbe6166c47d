import { graceEnd } from "~/loyalty/ledger/days-of-grace";
import { expireLots } from "~/loyalty/ledger/expire-lots";
import { forfeit } from "~/loyalty/ledger/forfeit";
import { burnHold, lapseHold, type LotPart, type RedemptionEvent, type RedemptionReason } from "~/loyalty/ledger/hold";
import type { LedgerTransaction } from "~/loyalty/ledger/posting";
import { spentDifference } from "~/loyalty/ledger/settle-redemption";
import { voidHold, type ComeBack } from "~/loyalty/ledger/void-hold";
import { isBeforeHandOut } from "~/loyalty/rewards/is-before-hand-out";
import type { LedgerBatch } from "~/store/ledger/ledger-batch";
import type { CodeUse } from "~/store/rewards/code-uses.server";
import type { Redemption } from "~/store/rewards/redemption-rows.server";
import type { ResolvedRedemption } from "~/store/rewards/save-redemptions.server";

/** A locked redemption with all its outcome depends on. Its member's wallet is locked, its lots are in the ledger batch. */
export interface RedemptionCase {
  redemption: Redemption;
  parts: readonly LotPart[];
  /** Every order known to have shown the code, whoever told of it; those from before it was handed out are not this redemption's. */
  uses: readonly CodeUse[];
  /** Names of orders (`#1042`) as far as they are at hand. */
  orderNames: ReadonlyMap<string, string>;
  /** No order can show the code any more that is not among `uses`: it is gone, and all orders were read since. Or there never was a code. */
  unusable: boolean;
  /** Of the member of this redemption: it asked to be forgotten. */
  erased: boolean;
}

export interface SettleHow { zone: string; graceDays: number; now: Date; actor: string }

/**
 * Brings a redemption to where facts say it belongs: used = burned; given back and unusable = voided; and what it costs
 * follows the goods that came back. Posts into the batch; null when nothing changes. Settling it again posts nothing.
 */
export function settleRedemption(ledger: LedgerBatch, told: RedemptionCase, how: SettleHow): ResolvedRedemption | null {
  const { redemption } = told;
  const given = { ...told, uses: told.uses.filter(({ orderedAt }) => !isBeforeHandOut(orderedAt, redemption.issuedAt)) };
  const { memberId } = redemption;
  let { status, spent, restored } = redemption;
  let parts = given.parts;
  const open = status === "held" || status === "issued" || status === "closing";
  if (open && given.uses.length > 0) {
    ledger.post(burnHold(ledger.wallet(memberId), parts, eventOf(given, how, "burned", { reason: "reward_used", orderId: firstOrder(given.uses) })));
    [status, spent] = ["burned", redemption.points];
  } else if (status === "closing" && given.unusable) {
    post(ledger, endUnused(ledger, given, how), how);
    [status, parts] = ["voided", []];
  }
  if (status === "burned" || status === "voided") {
    const back = comeBack(ledger, redemption, parts, how);
    const change = spentDifference(ledger.wallet(memberId), { redemptionId: redemption.redemptionId, spent, restored, target: targetOf(given), parts, spendable: ledger.lots(memberId), back }, costEvent(given, how, spent - restored));
    if (change) {
      post(ledger, change.transaction, how);
      ({ spent, restored, parts } = change);
    }
  }
  if (status === redemption.status && spent === redemption.spent && restored === redemption.restored) return null;
  if (given.erased) forfeitRest(ledger, given, how, { spent, restored });
  return { redemptionId: redemption.redemptionId, status, spent, restored, parts };
}

/** What it must cost: all of it once used, less what came back; of several orders that used one code the one that kept most decides. */
function targetOf({ redemption, uses }: RedemptionCase): bigint {
  if (uses.length === 0 || hasLapsed(redemption)) return 0n;
  const undone = uses.reduce((least, use) => (use.undone < least ? use.undone : least), redemption.points);
  return redemption.points - undone;
}

/** Its points ended with its code: whoever used the code after all has paid for it. */
const hasLapsed = ({ status, closingReason, onExpiry }: Redemption) => status === "voided" && closingReason === "code_expired" && onExpiry === "lapse";

function endUnused(ledger: LedgerBatch, given: RedemptionCase, how: SettleHow): LedgerTransaction {
  const { redemption, parts } = given;
  const { memberId, onExpiry, closingReason, points } = redemption;
  const reason = closingReason ?? "reward_canceled";
  if (reason === "code_expired" && onExpiry === "lapse") {
    return lapseHold(ledger.wallet(memberId), parts, eventOf(given, how, "lapsed", { reason: "reward_lapsed", orderId: null }));
  }
  const event = eventOf(given, how, "voided", { reason, orderId: null, points: Number(points) });
  return voidHold(ledger.wallet(memberId), parts, { ...event, back: comeBack(ledger, redemption, parts, how) });
}

/** What is free in lots that are over ends before anything comes back into them: the days of grace are for what comes back alone. */
function comeBack(ledger: LedgerBatch, { memberId, createdAt }: Redemption, parts: readonly LotPart[], how: SettleHow): ComeBack {
  const now = how.now.toISOString();
  endOver(ledger, memberId, parts, how);
  return { lots: lotsOf(ledger, memberId, parts), now, takenAt: createdAt.toISOString(), graceUntil: graceEnd(now, how.zone, how.graceDays) };
}

/** What comes back into a lot that has had its days of grace ends at once. */
function post(ledger: LedgerBatch, transaction: LedgerTransaction, how: SettleHow): void {
  ledger.post(transaction);
  endOver(ledger, transaction.memberId, transaction.lots.flatMap((change) => ("lotId" in change && (change.free ?? 0n) > 0n ? [change] : [])), how);
}

function endOver(ledger: LedgerBatch, memberId: bigint, of: readonly { lotId: bigint }[], { now }: SettleHow): void {
  for (const transaction of expireLots(lotsOf(ledger, memberId, of), ledger.wallet(memberId), now.toISOString())) ledger.post(transaction);
}

function lotsOf(ledger: LedgerBatch, memberId: bigint, of: readonly { lotId: bigint }[]) {
  const own = new Set(of.map(({ lotId }) => lotId));
  return ledger.lots(memberId).filter(({ lotId }) => own.has(lotId));
}

function eventOf({ redemption, orderNames }: RedemptionCase, { now, actor }: SettleHow, what: string, more: { reason: RedemptionReason; orderId: string | null; points?: number }): RedemptionEvent {
  const { redemptionId, snapshot, points } = redemption;
  const order = more.orderId === null ? undefined : orderNames.get(more.orderId);
  return {
    key: `redemption:${redemptionId}:${what}`, reason: more.reason, actor, orderId: more.orderId, effectiveAt: now.toISOString(),
    values: { reward: snapshot.title, points: more.points ?? Number(-points), ...(order ? { order } : {}) },
  };
}

function costEvent(given: RedemptionCase, how: SettleHow, costs: bigint): Omit<RedemptionEvent, "key"> {
  const change = costs - targetOf(given);
  const orderId = firstOrder(given.uses);
  const reason = change > 0n ? "reward_restored" : given.redemption.status === "voided" ? "reward_used_late" : "reward_charged_again";
  const { key: _key, ...event } = eventOf(given, how, "cost", { reason, orderId, points: Number(change) });
  return event;
}

const firstOrder = (uses: readonly CodeUse[]) => uses[0]?.orderId ?? null;

function forfeitRest(ledger: LedgerBatch, { redemption: { redemptionId, memberId } }: RedemptionCase, { now }: SettleHow, { spent, restored }: { spent: bigint; restored: bigint }): void {
  const key = `forfeit:redemption:${redemptionId}:spent:${spent}:restored:${restored}`;
  const transaction = forfeit(ledger.wallet(memberId), ledger.lots(memberId), { key, reason: "customer_erased", actor: "system", now: now.toISOString() });
  if (transaction) ledger.post(transaction);
}
