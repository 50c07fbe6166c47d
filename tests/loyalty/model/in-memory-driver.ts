import { adjust } from "~/loyalty/ledger/adjust";
import { applyLotChanges, applyPostings, transactionContent } from "~/loyalty/ledger/apply";
import { mergeMembers } from "~/loyalty/ledger/merge-members";
import type { Account, LedgerTransaction, Lot, Posting, Wallet } from "~/loyalty/ledger/posting";
import { releaseLots } from "~/loyalty/ledger/release-lots";
import type { AwardBasis } from "~/loyalty/orders/award-basis";
import { mergeFacts } from "~/loyalty/orders/merge-facts";
import type { OrderFact } from "~/loyalty/orders/order-fact";
import { settleOrder } from "~/loyalty/orders/settle-order";
import { programAt, type ProgramVersion } from "~/loyalty/program/program-at";
import type { Program } from "~/loyalty/program/program";
import { higherTier } from "~/loyalty/tiers/higher-tier";
import type { AdjustCommand, LedgerDriver, LedgerState, ModelSetup } from "./driver";

/** The deciders a driver is made of; a mutant replaces one of them by a wrong one. */
export interface Core {
  mergeFacts: typeof mergeFacts;
  settleOrder: typeof settleOrder;
  releaseLots: typeof releaseLots;
  adjust: typeof adjust;
  mergeMembers: typeof mergeMembers;
}
export const SOUND_CORE: Core = { mergeFacts, settleOrder, releaseLots, adjust, mergeMembers };

interface Member { memberId: bigint; customerId: string; tier: string; enrolledAt: string; wallet: Wallet; lots: Lot[] }
interface StoredOrder { fact: OrderFact; basis: AwardBasis | null; member: Member | null; accrued: bigint; reversed: bigint }

/** The pure core with arrays for a database. */
export class InMemoryDriver implements LedgerDriver {
  private readonly members = new Map<string, Member>();
  private readonly redirects = new Map<string, string>();
  private readonly orders = new Map<string, StoredOrder>();
  private readonly transactions: LedgerTransaction[] = [];
  private readonly contents = new Map<string, string>();
  private readonly commands = new Map<string, string>();
  private readonly versions: ProgramVersion[];
  private readonly away: Member[] = [];
  private lastLot = 0n;
  private lastMember = 0n;

  constructor(private readonly setup: ModelSetup, private readonly core: Core = SOUND_CORE) {
    this.versions = [{ program: setup.program, effectiveFrom: setup.launchedAt }];
  }

  async deliver(facts: OrderFact[], now: string): Promise<void> {
    for (const fact of facts) this.settle(fact, now);
  }

  async release(now: string): Promise<void> {
    for (const member of this.members.values()) for (const transaction of this.core.releaseLots(member.lots, member.wallet, now)) this.post(transaction, member);
  }

  async adjust({ customerId, points, note, key }: AdjustCommand, now: string): Promise<string> {
    const body = `${customerId} ${points} ${note}`;
    const before = this.commands.get(key);
    if (before !== undefined) return before === body ? "repeated" : "conflict";
    const member = this.memberOf(customerId);
    if (!member) return "no_member";
    const result = this.core.adjust(member.wallet, member.lots, { points, note, actor: "staff:1", key: `adjustment:${key}`, now, cap: BigInt(this.program(now).adjustmentCap), expiresAt: null });
    if ("refusal" in result) return result.refusal;
    this.commands.set(key, body);
    this.post(result.transaction, member);
    return "posted";
  }

  async merge(loserId: string, survivorId: string, now: string): Promise<void> {
    const loser = this.memberOf(loserId);
    if (loser) {
      const survivor = this.memberOf(survivorId) ?? this.enroll(survivorId, now);
      const [out, into] = this.core.mergeMembers(loser, survivor, { now, actor: "system" });
      if (out && into) {
        const moved = this.post(out, loser);
        this.post(into, survivor, moved);
      }
      survivor.tier = higherTier(this.program(now).tiers.ladder, survivor.tier, loser.tier);
      for (const order of this.orders.values()) if (order.member === loser) order.member = survivor;
      this.members.delete(loser.customerId);
      this.away.push(loser);
    }
    this.redirects.set(loserId, survivorId);
  }

  async changeProgram(program: Program, now: string): Promise<void> {
    this.versions.push({ program, effectiveFrom: now });
  }

  async holdTier(customerId: string, handle: string): Promise<boolean> {
    const member = this.memberOf(customerId);
    if (member) member.tier = handle;
    return member !== undefined;
  }

  async state(): Promise<LedgerState> {
    return {
      members: [...this.members.values(), ...this.away].map(({ customerId, wallet, lots }) => ({ customerId, wallet, lots: [...lots] })),
      orders: [...this.orders].map(([orderId, { accrued, reversed }]) => ({ orderId, accrued, reversed })),
      transactions: this.transactions.map(({ key, memberId, kind, actor, reason, postings }) => ({ key, memberId, kind, actor, reason, entries: entriesOf(postings) })),
    };
  }

  private settle(incoming: OrderFact, now: string): void {
    const known = this.orders.get(incoming.orderId);
    const fact = this.core.mergeFacts(known?.fact ?? null, incoming);
    const order: StoredOrder = known ?? { fact, basis: null, member: null, accrued: 0n, reversed: 0n };
    order.fact = fact;
    this.orders.set(fact.orderId, order);
    if (fact.customerId !== null) order.member ??= this.memberOf(fact.customerId) ?? this.enroll(fact.customerId, fact.processedAt);
    const program = order.basis ? this.versions.find(({ program: one }) => one.version === order.basis!.programVersion)!.program : this.program(fact.processedAt);
    const tier = order.member ? this.program(now).tiers.ladder.find(({ handle }) => handle === order.member!.tier)! : null;
    const settled = this.core.settleOrder({
      fact, program, tier: tier && { handle: tier.handle, multiplier: tier.multiplier }, products: new Map(this.setup.products.map((product) => [product.productId, product])),
      member: order.member && { state: "member", enrolledAt: order.member.enrolledAt }, customerTags: [], launchedAt: this.setup.launchedAt,
      testCustomer: false, testAllowed: false, imported: false, basis: order.basis, accrued: order.accrued, reversed: order.reversed,
      wallet: order.member?.wallet ?? null, lots: order.member?.lots ?? [], zone: "UTC", now,
    });
    order.basis = settled.basis;
    if (!order.member) return;
    order.member.lots = applyLotChanges(order.member.lots, settled.releaseChanges, this.created(order.member)).lots;
    if (settled.transaction) this.post(settled.transaction, order.member, [], order);
  }

  /** Stores a transaction once: same key and content again changes nothing, same key with other content is an error. */
  private post(transaction: LedgerTransaction, member: Member, arriving: readonly Lot[] = [], order?: StoredOrder): Lot[] {
    const content = transactionContent(transaction);
    const known = this.contents.get(transaction.key);
    if (known === content) return [];
    if (known !== undefined) throw new Error(`key ${transaction.key} holds ${known}: expected ${content}`);
    const wallet = applyPostings(member.wallet, transaction.postings);
    const { lots, moved } = applyLotChanges([...member.lots, ...arriving], transaction.lots, this.created(member));
    member.wallet = wallet;
    member.lots = lots;
    this.contents.set(transaction.key, content);
    this.transactions.push(transaction);
    if (order) for (const { from, to, points } of transaction.postings) {
      if (from === "issuance") order.accrued += points;
      if (to === "issuance") order.reversed += points;
    }
    return moved;
  }

  private created(member: Member) {
    return { memberId: member.memberId, lotIdOf: () => (this.lastLot += 1n) };
  }

  private memberOf(customerId: string): Member | undefined {
    let id = customerId;
    for (let next = this.redirects.get(id); next !== undefined; next = this.redirects.get(id)) id = next;
    return this.members.get(id);
  }

  private enroll(customerId: string, at: string): Member {
    let id = customerId;
    for (let next = this.redirects.get(id); next !== undefined; next = this.redirects.get(id)) id = next;
    const memberId = (this.lastMember += 1n);
    const member: Member = { memberId, customerId: id, tier: "member", enrolledAt: at, wallet: { memberId, pending: 0n, available: 0n, held: 0n, debt: 0n }, lots: [] };
    this.members.set(id, member);
    return member;
  }

  private program(at: string): Program {
    return programAt(this.versions, at);
  }
}

function entriesOf(postings: readonly Posting[]): { account: Account; delta: bigint }[] {
  return postings.flatMap(({ from, to, points }) => [{ account: from, delta: -points }, { account: to, delta: points }]);
}
