import { adjust } from "~/loyalty/ledger/adjust";
import { transactionContent } from "~/loyalty/ledger/apply";
import { holdPoints, type LotPart } from "~/loyalty/ledger/hold";
import type { Lot, Wallet } from "~/loyalty/ledger/posting";
import { mergeFacts } from "~/loyalty/orders/merge-facts";
import type { OrderFact } from "~/loyalty/orders/order-fact";
import type { RewardState } from "~/loyalty/rewards/reward";
import { endOfLocalDay } from "~/loyalty/time/local-day";
import { ledgerBatch, type LedgerBatch } from "~/store/ledger/ledger-batch";
import type { CodeUse } from "~/store/rewards/code-uses.server";
import type { Redemption } from "~/store/rewards/redemption-rows.server";
import { GRACE_DAYS } from "./commands";
import { SOUND_CORE, type Core } from "./core";
import { CODE_STATES, type ModelState, type RewardDriver } from "./driver";
import { rewardOfTerms, Shelf, type Pool, type Terms } from "./terms";

interface Kept { kind: number; pool: Pool; redemption: Redemption; parts: readonly LotPart[]; uses: CodeUse[] }
const HOW = { zone: "UTC", graceDays: GRACE_DAYS, actor: "system" };

/** The pure core with maps for a database. */
export class InMemoryDriver implements RewardDriver {
  private readonly members = new Map<string, bigint>();
  private readonly wallets = new Map<bigint, Wallet>();
  private lots = new Map<bigint, Lot>();
  private readonly kept = new Map<string, Kept>();
  private readonly facts = new Map<string, OrderFact>();
  private readonly posted = new Map<string, string>();
  private readonly moved = new Map<string, string>();
  private readonly forgotten = new Set<bigint>();
  private readonly shelf = new Shelf();
  private last = 0n;

  constructor(private readonly core: Core = SOUND_CORE) {}

  fund = async (customer: string, given: { points: number; expiresAt: string | null; key: string }, now: string) => this.adjust(customer, given, now);
  spend = async (customer: string, { points, key }: { points: number; key: string }, now: string) => this.adjust(customer, { points: -points, expiresAt: null, key }, now);

  async redeem(customer: string, { kind, points, requestId }: { kind: number; points: number; requestId: string }, now: string): Promise<string> {
    const known = this.kept.get(requestId);
    if (known && this.core.remembers) return known.redemption.status;
    const memberId = this.memberOf(customer);
    const ledger = this.batch();
    if (memberId !== undefined) for (const over of this.core.expireLots(ledger.lots(memberId), ledger.wallet(memberId), now)) ledger.post(over);
    const decided = this.core.decideRedemption({ reward: this.asked(kind), points, launched: true, poolFault: false, now, member: memberId === undefined ? null : { ...this.standing(kind, memberId, now), wallet: ledger.wallet(memberId) } });
    if ("refusal" in decided) return decided.refusal;
    const redemptionId = (this.last += 1n);
    const held = { points: BigInt(decided.step.points), key: `redemption:${redemptionId}:held`, reason: "reward_redeemed" as const, values: {}, actor: "customer", orderId: null, effectiveAt: now };
    const { transaction, parts } = holdPoints(ledger.wallet(memberId!), ledger.lots(memberId!), held);
    ledger.post(transaction);
    this.store(ledger);
    const terms = rewardOfTerms(this.shelf.of(kind).terms);
    const redemption: Redemption = {
      redemptionId, memberId: memberId!, rewardId: BigInt(kind), poolId: 0n, codeId: null, points: held.points, status: "held", requestKey: requestId, fingerprint: "", surface: "panel", createdAt: new Date(now), issuedAt: null, expiresAt: null,
      snapshot: { title: terms.title, value: terms.value, minimumSpendMinor: 0, validityDays: terms.validityDays, currency: "USD" }, onExpiry: terms.onExpiry, closingAt: null, closingReason: null, closingActor: null, closingNote: null, deleteJob: null, codeGoneAt: null, resolvedAt: null, spent: 0n, restored: 0n,
    };
    const own: Kept = { kind, pool: this.shelf.poolFor(kind), redemption, parts, uses: [] };
    this.kept.set(this.kept.has(requestId) ? `${requestId} again` : requestId, own);
    this.shelf.count(kind, 1);
    if (own.pool.codes > 0) this.handOut(own, now);
    return own.redemption.status;
  }

  private asked(kind: number) {
    const { terms, state, taken } = this.shelf.of(kind);
    return { terms: rewardOfTerms(terms), state, stock: terms.stock === null ? null : BigInt(terms.stock), taken: BigInt(taken) };
  }

  private standing(kind: number, memberId: bigint, now: string) {
    const own = [...this.kept.values()].filter(({ redemption }) => redemption.memberId === memberId);
    const days = this.shelf.of(kind).terms.each?.days ?? null;
    const since = days === null ? new Date(0) : new Date(Date.parse(now) - days * 86_400_000);
    return {
      state: "member" as const, tier: "member", open: own.filter(({ redemption: { status } }) => ["held", "issued", "closing"].includes(status)).length,
      redeemedInWindow: own.filter((one) => one.kind === kind && one.redemption.status !== "voided" && one.redemption.createdAt > since).length,
    };
  }

  stock = async (codes: number) => this.shelf.stock(codes);
  setState = async (kind: number, state: RewardState) => this.shelf.setState(kind, state);
  save = async (kind: number, terms: Terms) => this.shelf.save(kind, terms, [...this.kept.values()].filter((one) => one.kind === kind && one.redemption.status !== "voided").length);
  freeCode = async (kind: number) => (this.shelf.free(kind) ? `FREE-${kind}` : null);

  async issue(now: string): Promise<void> {
    const waiting = () => [...this.kept.values()].filter(({ redemption }) => redemption.status === "held");
    this.shelf.retireOver(now, waiting());
    for (const own of waiting()) if (!own.pool.gives) own.pool = this.shelf.poolFor(own.kind, own.pool.minor);
    const before = waiting().length;
    for (const own of waiting()) if (own.pool.codes > 0) this.handOut(own, now);
    if (waiting().length < before) this.shelf.retireOver(now, waiting());
  }

  async lose(kind: number): Promise<void> {
    const lost = this.shelf.lose(kind);
    for (const own of this.kept.values()) if (lost.has(own.pool)) this.close(own, "code_removed");
  }

  async codeOf(requestId: string): Promise<string | null> {
    return this.kept.get(requestId)?.redemption.codeId == null ? null : `CODE-${requestId}`;
  }

  async deliver(incoming: OrderFact, now: string): Promise<void> {
    const fact = mergeFacts(this.facts.get(incoming.orderId) ?? null, incoming);
    this.facts.set(fact.orderId, fact);
    for (const code of fact.discountCodes) if (code.startsWith("FREE-")) this.shelf.leak(Number(code.slice(5)));
    const shown = new Set([...this.showing(fact.discountCodes), ...[...this.kept.values()].filter(({ uses }) => uses.some(({ orderId }) => orderId === fact.orderId))]);
    for (const own of shown) {
      own.uses = [...own.uses.filter(({ orderId }) => orderId !== fact.orderId), { codeId: own.redemption.codeId!, orderId: fact.orderId, orderedAt: fact.createdAt ? new Date(fact.createdAt) : null, undone: this.core.undonePoints(fact, own.redemption.points, own.redemption.snapshot.value) }];
      this.settle(own, false, now);
    }
  }

  async note(orders: { orderId: string; createdAt: string; discountCodes: string[] }[]): Promise<void> {
    for (const { orderId, createdAt, discountCodes } of orders) for (const own of this.showing(discountCodes)) if (!own.uses.some((use) => use.orderId === orderId)) own.uses.push({ codeId: own.redemption.codeId!, orderId, undone: 0n, orderedAt: new Date(createdAt) });
  }

  cancel = async (requestId: string, now: string) => this.end(this.kept.get(requestId)!, "canceled_by_staff", now);

  /** Without a code it is over at once. */
  private end(own: Kept, reason: "canceled_by_staff" | "customer_erased", now: string): void {
    if (own.redemption.status !== "held") return this.close(own, reason);
    own.redemption = { ...own.redemption, status: "closing", closingReason: reason };
    this.settle(own, true, now);
  }

  private close(own: Kept, closingReason: Redemption["closingReason"]): void {
    if (own.redemption.status === "issued") own.redemption = { ...own.redemption, status: "closing", closingReason };
  }

  async expireCodes(now: string): Promise<void> {
    for (const own of this.kept.values()) if (own.redemption.status === "issued" && own.redemption.expiresAt! <= new Date(now)) this.close(own, "code_expired");
  }

  async gone(requestId: string, now: string): Promise<void> {
    const own = this.kept.get(requestId)!;
    if (own.redemption.status === "closing") own.redemption = { ...own.redemption, codeGoneAt: own.redemption.codeGoneAt ?? new Date(now) };
  }

  async resolve(readUntil: string | null, now: string): Promise<void> {
    const readBegun = readUntil === null ? null : new Date(readUntil);
    for (const own of this.kept.values()) if (this.core.mayEnd(own.redemption, readBegun)) this.settle(own, true, now);
  }

  async expirePoints(now: string): Promise<void> {
    const ledger = this.batch();
    for (const memberId of this.wallets.keys()) for (const over of this.core.expireLots(ledger.lots(memberId), ledger.wallet(memberId), now)) ledger.post(over);
    this.store(ledger);
  }

  async merge(loser: string, survivor: string, now: string): Promise<void> {
    const [from, into] = [this.memberOf(loser), this.memberOf(survivor)];
    this.moved.set(loser, survivor);
    if (from === undefined || from === into) return;
    this.members.delete(loser);
    if (into === undefined) return void this.members.set(survivor, from);
    const ledger = this.batch();
    const purse = (memberId: bigint) => ({ wallet: ledger.wallet(memberId), lots: ledger.lots(memberId) });
    for (const transaction of this.core.mergeMembers(purse(from), purse(into), { now, actor: "system" })) ledger.post(transaction);
    this.store(ledger);
    if (this.core.mergesRedemptions) for (const own of this.kept.values()) if (own.redemption.memberId === from) own.redemption = { ...own.redemption, memberId: into };
  }

  async forget(customer: string, name: string, now: string): Promise<void> {
    for (const [from, to] of this.moved) if (from === customer || to === customer) this.moved.delete(from);
    const memberId = this.members.get(customer);
    if (memberId === undefined) return;
    for (const own of this.kept.values()) if (own.redemption.memberId === memberId) this.end(own, "customer_erased", now);
    this.members.delete(customer);
    this.members.set(name, memberId);
    this.forgotten.add(memberId);
    const ledger = this.batch();
    const rest = this.core.forfeit(ledger.wallet(memberId), ledger.lots(memberId), { key: `redact:${memberId}`, reason: "customer_erased", actor: "system", now });
    if (rest) ledger.post(rest);
    this.store(ledger);
  }

  async state(): Promise<ModelState> {
    const names = new Map([...this.members].map(([customer, memberId]) => [memberId, customer]));
    return {
      members: [...this.members].map(([customer, memberId]) => {
        const { available, held, debt } = this.wallets.get(memberId)!;
        const lots = [...this.lots.values()].filter((lot) => lot.memberId === memberId && lot.free + lot.held + lot.spent > 0n).map((lot) => `${lot.expiresAt ?? "never"} ${lot.free}/${lot.held}/${lot.spent}`).sort();
        return { customer, available: Number(available), held: Number(held), owed: 0 - Number(debt), lots };
      }).sort((a, b) => (a.customer < b.customer ? -1 : 1)),
      redemptions: Object.fromEntries([...this.kept].map(([requestId, { redemption: { memberId, status, spent, restored, codeId } }]) => [requestId, `${names.get(memberId)} ${status} spent ${spent} back ${restored} code ${codeId === null ? "-" : CODE_STATES[status]}`])),
      rewards: this.shelf.state(),
    };
  }

  findings = async () => [];

  private settle(own: Kept, unusable: boolean, now: string): void {
    const ledger = this.batch();
    const uses = [...own.uses].sort((a, b) => (a.orderId < b.orderId ? -1 : 1));
    const redemption = this.core.keepsTerms ? own.redemption : { ...own.redemption, onExpiry: rewardOfTerms(this.shelf.of(own.kind).terms).onExpiry };
    const result = this.core.settleRedemption(ledger, { redemption, parts: own.parts, uses, orderNames: new Map(), unusable, erased: this.forgotten.has(redemption.memberId) }, { ...HOW, now: new Date(now) });
    const made = this.store(ledger);
    if (!result) return;
    if (result.status === "voided" && own.redemption.status !== "voided" && this.core.countsBack) this.shelf.count(own.kind, -1);
    own.redemption = { ...own.redemption, status: result.status, spent: result.spent, restored: result.restored };
    own.parts = result.parts.map((part) => ({ ...part, lotId: made.get(part.lotId) ?? part.lotId }));
  }

  private handOut(own: Kept, now: string): void {
    own.pool.codes -= 1;
    own.redemption = { ...own.redemption, status: "issued", codeId: own.redemption.redemptionId, issuedAt: new Date(now), expiresAt: new Date(endOfLocalDay(now, "UTC", { days: own.redemption.snapshot.validityDays })) };
  }

  private showing(codes: readonly string[]): Kept[] {
    return [...this.kept].flatMap(([requestId, own]) => (own.redemption.codeId !== null && codes.includes(`CODE-${requestId}`) ? [own] : []));
  }

  private adjust(customer: string, { points, expiresAt, key }: { points: number; expiresAt: string | null; key: string }, now: string): void {
    const memberId = this.memberOf(customer) ?? this.enroll(customer);
    const ledger = this.batch();
    const result = adjust(ledger.wallet(memberId), ledger.lots(memberId), { points: BigInt(points), note: "test", actor: "staff:1", key: `adjustment:${key}`, now, cap: 1000n, expiresAt });
    if ("refusal" in result) throw new Error(result.refusal);
    ledger.post(result.transaction);
    this.store(ledger);
  }

  private enroll(customer: string): bigint {
    const memberId = (this.last += 1n);
    this.members.set(customer, memberId);
    this.wallets.set(memberId, { memberId, pending: 0n, available: 0n, held: 0n, debt: 0n });
    return memberId;
  }

  private memberOf = (customer: string) => this.members.get(this.moved.get(customer) ?? customer);

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
