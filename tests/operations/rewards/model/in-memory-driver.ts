import { adjust } from "~/loyalty/ledger/adjust";
import { transactionContent } from "~/loyalty/ledger/apply";
import { expireLots } from "~/loyalty/ledger/expire-lots";
import { holdPoints, type LotPart } from "~/loyalty/ledger/hold";
import { mergeMembers } from "~/loyalty/ledger/merge-members";
import type { Lot, Wallet } from "~/loyalty/ledger/posting";
import { mergeFacts } from "~/loyalty/orders/merge-facts";
import type { OrderFact } from "~/loyalty/orders/order-fact";
import { decideRedemption } from "~/loyalty/rewards/decide-redemption";
import { undonePoints } from "~/loyalty/rewards/undone-points";
import { endOfLocalDay } from "~/loyalty/time/local-day";
import { settleRedemption } from "~/operations/rewards/settle-redemption";
import { WATERMARK_MARGIN_MS } from "~/operations/rewards/resolve-redemptions.server";
import { ledgerBatch, type LedgerBatch } from "~/store/ledger/ledger-batch";
import type { CodeUse } from "~/store/rewards/code-uses.server";
import type { Redemption } from "~/store/rewards/redemption-rows.server";
import { aReward } from "../../../loyalty/rewards/a-reward";
import { GRACE_DAYS, PRICES, VALIDITY_DAYS } from "./commands";
import type { RewardDriver, RewardState } from "./driver";

/** The deciders a driver is made of, and two rules around them; a mutant replaces one by a wrong one. */
export interface Core {
  decideRedemption: typeof decideRedemption;
  settleRedemption: typeof settleRedemption;
  expireLots: typeof expireLots;
  undonePoints: typeof undonePoints;
  mergeMembers: typeof mergeMembers;
  /** Whether a reading of all orders that began then vouches for a code that was gone then. */
  vouches(readUntil: string, goneAt: string): boolean;
  /** Whether a request that was answered before is answered the same. */
  remembers: boolean;
  /** Whether redemptions go with the points of a merged customer. */
  mergesRedemptions: boolean;
}
export const SOUND_CORE: Core = {
  decideRedemption, settleRedemption, expireLots, undonePoints, mergeMembers, remembers: true, mergesRedemptions: true,
  vouches: (readUntil, goneAt) => Date.parse(goneAt) <= Date.parse(readUntil) - WATERMARK_MARGIN_MS,
};

interface Kept { redemption: Redemption; parts: readonly LotPart[]; uses: CodeUse[] }
const HOW = { zone: "UTC", graceDays: GRACE_DAYS, actor: "system" };

/** The pure core with maps for a database. */
export class InMemoryDriver implements RewardDriver {
  private readonly members = new Map<string, bigint>();
  private readonly wallets = new Map<bigint, Wallet>();
  private lots = new Map<bigint, Lot>();
  private readonly kept = new Map<string, Kept>();
  private readonly facts = new Map<string, OrderFact>();
  private readonly posted = new Map<string, string>();
  private codes = [0, 0];
  private last = 0n;

  constructor(private readonly core: Core = SOUND_CORE) {}

  async fund(customer: string, { points, expiresAt, key }: { points: number; expiresAt: string | null; key: string }, now: string): Promise<void> {
    this.adjust(customer, { points, expiresAt, key }, now);
  }

  async spend(customer: string, { points, key }: { points: number; key: string }, now: string): Promise<void> {
    this.adjust(customer, { points: -points, expiresAt: null, key }, now);
  }

  async redeem(customer: string, { kind, requestId }: { kind: number; requestId: string }, now: string): Promise<string> {
    const known = this.kept.get(requestId);
    if (known && this.core.remembers) return known.redemption.status;
    const memberId = this.members.get(customer);
    const ledger = this.batch();
    if (memberId !== undefined) for (const over of this.core.expireLots(ledger.lots(memberId), ledger.wallet(memberId), now)) ledger.post(over);
    const open = [...this.kept.values()].filter(({ redemption }) => redemption.memberId === memberId && ["held", "issued", "closing"].includes(redemption.status)).length;
    const terms = aReward({ price: { kind: "fixed", points: PRICES[kind]! }, validityDays: VALIDITY_DAYS, onExpiry: kind === 1 ? "lapse" : "return" });
    const decided = this.core.decideRedemption({
      reward: { terms, state: "active", stock: null, taken: 0n }, points: PRICES[kind]!, launched: true, poolFault: false, now,
      member: memberId === undefined ? null : { state: "member", tier: "member", wallet: ledger.wallet(memberId), redeemedInWindow: 0, open },
    });
    if ("refusal" in decided) return decided.refusal;
    const redemptionId = (this.last += 1n);
    const points = BigInt(decided.step.points);
    const { transaction, parts } = holdPoints(ledger.wallet(memberId!), ledger.lots(memberId!), {
      points, key: `redemption:${redemptionId}:held`, reason: "reward_redeemed", values: {}, actor: "customer", orderId: null, effectiveAt: now,
    });
    ledger.post(transaction);
    this.store(ledger);
    const redemption: Redemption = {
      redemptionId, memberId: memberId!, rewardId: BigInt(kind), poolId: BigInt(kind), codeId: null, points, status: "held", requestKey: requestId, fingerprint: "", surface: "panel", createdAt: new Date(now), issuedAt: null, expiresAt: null,
      snapshot: { title: terms.title, value: terms.value, minimumSpendMinor: 0, validityDays: VALIDITY_DAYS, currency: "USD" }, onExpiry: terms.onExpiry, closingAt: null, closingReason: null, closingActor: null, deleteJob: null, codeGoneAt: null, resolvedAt: null, spent: 0n, restored: 0n,
    };
    const own = { redemption, parts, uses: [] };
    this.kept.set(this.kept.has(requestId) ? `${requestId} again` : requestId, own);
    if (this.codes[kind]! > 0) this.handOut(own, now);
    return own.redemption.status;
  }

  async stock(codes: number): Promise<void> {
    this.codes = this.codes.map((count) => count + codes);
  }

  async issue(now: string): Promise<void> {
    for (const own of this.kept.values()) if (own.redemption.status === "held" && this.codes[Number(own.redemption.rewardId)]! > 0) this.handOut(own, now);
  }

  async codeOf(requestId: string): Promise<string | null> {
    return this.kept.get(requestId)?.redemption.codeId == null ? null : `CODE-${requestId}`;
  }

  async deliver(incoming: OrderFact, now: string): Promise<void> {
    const fact = mergeFacts(this.facts.get(incoming.orderId) ?? null, incoming);
    this.facts.set(fact.orderId, fact);
    for (const own of this.showing(fact.discountCodes)) {
      own.uses = [...own.uses.filter(({ orderId }) => orderId !== fact.orderId), { codeId: own.redemption.codeId!, orderId: fact.orderId, undone: this.core.undonePoints(fact, own.redemption.points) }];
      this.settle(own, false, now);
    }
  }

  async note(orders: { orderId: string; discountCodes: string[] }[]): Promise<void> {
    for (const { orderId, discountCodes } of orders) for (const own of this.showing(discountCodes)) if (!own.uses.some((use) => use.orderId === orderId)) own.uses.push({ codeId: own.redemption.codeId!, orderId, undone: 0n });
  }

  async cancel(requestId: string, now: string): Promise<void> {
    const own = this.kept.get(requestId)!;
    const held = own.redemption.status === "held";
    if (held || own.redemption.status === "issued") own.redemption = { ...own.redemption, status: "closing", closingReason: "canceled_by_staff" };
    if (held) this.settle(own, true, now);
  }

  async expireCodes(now: string): Promise<void> {
    for (const own of this.kept.values()) if (own.redemption.status === "issued" && own.redemption.expiresAt! <= new Date(now)) own.redemption = { ...own.redemption, status: "closing", closingReason: "code_expired" };
  }

  async gone(requestId: string, now: string): Promise<void> {
    const own = this.kept.get(requestId)!;
    if (own.redemption.status === "closing") own.redemption = { ...own.redemption, codeGoneAt: own.redemption.codeGoneAt ?? new Date(now) };
  }

  async resolve(readUntil: string | null, now: string): Promise<void> {
    for (const own of this.kept.values()) {
      const { status, codeGoneAt } = own.redemption;
      if (readUntil !== null && status === "closing" && codeGoneAt && this.core.vouches(readUntil, codeGoneAt.toISOString())) this.settle(own, true, now);
    }
  }

  async expirePoints(now: string): Promise<void> {
    const ledger = this.batch();
    for (const memberId of this.wallets.keys()) for (const over of this.core.expireLots(ledger.lots(memberId), ledger.wallet(memberId), now)) ledger.post(over);
    this.store(ledger);
  }

  async merge(loser: string, survivor: string, now: string): Promise<void> {
    const from = this.members.get(loser);
    if (from === undefined) return;
    const into = this.members.get(survivor)!;
    const ledger = this.batch();
    const purse = (memberId: bigint) => ({ wallet: ledger.wallet(memberId), lots: ledger.lots(memberId) });
    for (const transaction of this.core.mergeMembers(purse(from), purse(into), { now, actor: "system" })) ledger.post(transaction);
    this.store(ledger);
    this.members.delete(loser);
    if (this.core.mergesRedemptions) for (const own of this.kept.values()) if (own.redemption.memberId === from) own.redemption = { ...own.redemption, memberId: into };
  }

  async state(): Promise<RewardState> {
    const names = new Map([...this.members].map(([customer, memberId]) => [memberId, customer]));
    return {
      members: [...this.members].map(([customer, memberId]) => {
        const { available, held, debt } = this.wallets.get(memberId)!;
        const lots = [...this.lots.values()].filter((lot) => lot.memberId === memberId && lot.free + lot.held + lot.spent > 0n).map((lot) => `${lot.expiresAt ?? "never"} ${lot.free}/${lot.held}/${lot.spent}`).sort();
        return { customer, available: Number(available), held: Number(held), owed: 0 - Number(debt), lots };
      }).sort((a, b) => (a.customer < b.customer ? -1 : 1)),
      redemptions: Object.fromEntries([...this.kept].map(([requestId, { redemption: { memberId, status, spent, restored } }]) => [requestId, `${names.get(memberId)} ${status} spent ${spent} back ${restored}`])),
    };
  }

  findings = async () => [];

  private settle(own: Kept, unusable: boolean, now: string): void {
    const ledger = this.batch();
    const uses = [...own.uses].sort((a, b) => (a.orderId < b.orderId ? -1 : 1));
    const result = this.core.settleRedemption(ledger, { redemption: own.redemption, parts: own.parts, uses, orderNames: new Map(), unusable, erased: false }, { ...HOW, now: new Date(now) });
    const made = this.store(ledger);
    if (!result) return;
    own.redemption = { ...own.redemption, status: result.status, spent: result.spent, restored: result.restored };
    own.parts = result.parts.map((part) => ({ ...part, lotId: made.get(part.lotId) ?? part.lotId }));
  }

  private handOut(own: Kept, now: string): void {
    this.codes[Number(own.redemption.rewardId)]! -= 1;
    own.redemption = { ...own.redemption, status: "issued", codeId: own.redemption.redemptionId, issuedAt: new Date(now), expiresAt: new Date(endOfLocalDay(now, "UTC", { days: VALIDITY_DAYS })) };
  }

  private showing(codes: readonly string[]): Kept[] {
    return [...this.kept].flatMap(([requestId, own]) => (own.redemption.codeId !== null && codes.includes(`CODE-${requestId}`) ? [own] : []));
  }

  private adjust(customer: string, { points, expiresAt, key }: { points: number; expiresAt: string | null; key: string }, now: string): void {
    if (!this.members.has(customer)) this.enroll(customer);
    const memberId = this.members.get(customer)!;
    const ledger = this.batch();
    const result = adjust(ledger.wallet(memberId), ledger.lots(memberId), { points: BigInt(points), note: "test", actor: "staff:1", key: `adjustment:${key}`, now, cap: 1000n, expiresAt });
    if ("refusal" in result) throw new Error(result.refusal);
    ledger.post(result.transaction);
    this.store(ledger);
  }

  private enroll(customer: string): void {
    const memberId = (this.last += 1n);
    this.members.set(customer, memberId);
    this.wallets.set(memberId, { memberId, pending: 0n, available: 0n, held: 0n, debt: 0n });
  }

  private batch = (): LedgerBatch => ledgerBatch(this.wallets, [...this.lots.values()]);

  /** Same key and content again changes nothing; the same key for something else is an error, as in the database. */
  private store(ledger: LedgerBatch): Map<bigint, bigint> {
    for (const transaction of ledger.transactions) {
      const content = transactionContent(transaction);
      if (this.posted.has(transaction.key)) throw new Error(`key ${transaction.key} is posted: expected it once`);
      this.posted.set(transaction.key, content);
    }
    for (const { after } of ledger.changedWallets()) this.wallets.set(after.memberId, after);
    for (const { after } of ledger.changedLots()) this.lots.set(after.lotId, after);
    const made = new Map<bigint, bigint>();
    for (const lot of ledger.newLots()) {
      made.set(lot.lotId, (this.last += 1n));
      this.lots.set(this.last, { ...lot, lotId: this.last });
    }
    return made;
  }
}
