import { holdPoints, type RedemptionReason } from "~/loyalty/ledger/hold";
import type { Redemption } from "~/store/rewards/redemption-rows.server";
import type { Kept } from "../rows";
import { ledgerOf, settle, store } from "./ledger";
import type { Worker } from "./worker";

export interface Wish { memberId: bigint; points: bigint; onExpiry: Redemption["onExpiry"]; validityMs: number }

/** Redeeming, as far as points go: a code is issued by the pool. @returns null when it is refused. */
export function redeem(worker: Worker, id: bigint, { memberId, points, onExpiry, validityMs }: Wish): Kept | null {
  const { rows } = worker;
  if (rows.poolFault && rows.free.length === 0) return null;
  const ledger = ledgerOf(worker);
  for (const expired of worker.decide.expireLots(ledger.lots(memberId), ledger.wallet(memberId), worker.now().toISOString())) ledger.post(expired);
  if (ledger.wallet(memberId).available < points || ledger.wallet(memberId).debt < 0n) return null;
  const { transaction, parts } = holdPoints(ledger.wallet(memberId), ledger.lots(memberId), { points, key: `redemption:${id}:held`, reason: "reward_redeemed", values: {}, actor: "customer", orderId: null, effectiveAt: worker.now().toISOString() });
  ledger.post(transaction);
  store(worker, ledger);
  const redemption = {
    redemptionId: id, memberId, rewardId: 1n, poolId: 1n, codeId: null, points, status: "held", createdAt: worker.now(), issuedAt: null, expiresAt: null, closingAt: null, closingReason: null, deleteJob: null, codeGoneAt: null, onExpiry, spent: 0n, restored: 0n,
    snapshot: { title: "5 off", value: { kind: "amount_off", minor: 500 }, minimumSpendMinor: 0, validityDays: 30, currency: "USD" },
  } as unknown as Redemption;
  const own: Kept = { redemption, code: null, parts, validityMs };
  rows.kept.push(own);
  return own;
}

export function giveBack(worker: Worker, own: Kept, reason: RedemptionReason): void {
  worker.mayDie();
  const way = worker.decide.wayBack(own.redemption, reason, worker.now());
  if (way === "at_once") settle(worker, own, { unusable: true }, { ...own.redemption, status: "closing", closingReason: reason });
  else if (way) begin(worker, own, way.closingAs);
}

export function expire(worker: Worker): void {
  for (const own of worker.rows.kept) if (worker.decide.isOver(own.redemption, worker.now())) begin(worker, own, "code_expired");
}

export function begin(worker: Worker, own: Kept, closingReason: Redemption["closingReason"]): void {
  if (own.redemption.status === "issued") own.redemption = { ...own.redemption, status: "closing", closingAt: worker.now(), closingReason };
}
