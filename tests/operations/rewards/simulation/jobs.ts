import { holdPoints } from "~/loyalty/ledger/hold";
import { transactionContent } from "~/loyalty/ledger/apply";
import type { BatchUnderWay } from "~/loyalty/rewards/code-batch";
import { ledgerBatch } from "~/store/ledger/ledger-batch";
import type { Redemption } from "~/store/rewards/redemption-rows.server";
import type { Random } from "../../../../sandbox/world/random";
import type { Deciders } from "./deciders";
import { Fault, type FaultyShopify, type Order } from "./faulty-shopify";
import type { Batch, Kept, Rows } from "./rows";

/** A worker that ended between two steps. */
export class Died {}
const PATIENCE_MS = 60 * 60_000;
const A_POOL = { lastHour: 0, lastDay: 0, onDemand: true };
const HOW = { zone: "UTC", graceDays: 30, actor: "system" };

/** The product's jobs with maps for its database. Nothing is decided here: what to do next is asked of the deciders, before and after each call. */
export class Jobs {
  private minted = 0;

  constructor(private readonly rows: Rows, private readonly shopify: FaultyShopify, private readonly decide: Deciders, private readonly clock: () => number, private readonly chance: Random) {}

  redeem(id: bigint, { points, onExpiry, validityMs }: { points: bigint; onExpiry: Redemption["onExpiry"]; validityMs: number }): Kept | null {
    const { rows } = this;
    if (rows.poolFault && rows.free.length === 0) return null;
    const ledger = this.ledger();
    const { transaction, parts } = holdPoints(rows.wallet, rows.lots, { points, key: `redemption:${id}:held`, reason: "reward_redeemed", values: {}, actor: "customer", orderId: null, effectiveAt: this.now().toISOString() });
    ledger.post(transaction);
    this.store(ledger);
    const redemption = {
      redemptionId: id, memberId: 1n, rewardId: 1n, poolId: 1n, codeId: null, points, status: "held", createdAt: this.now(), issuedAt: null, expiresAt: null, closingAt: null, closingReason: null, deleteJob: null, codeGoneAt: null, onExpiry, spent: 0n, restored: 0n,
      snapshot: { title: "5 off", value: { kind: "amount_off", minor: 500 }, minimumSpendMinor: 0, validityDays: 30, currency: "USD" },
    } as unknown as Redemption;
    const own: Kept = { redemption, code: null, parts, validityMs };
    rows.kept.push(own);
    this.issue();
    return own;
  }

  giveBack(own: Kept, reason: "reward_canceled" | "reward_withdrawn"): void {
    this.mayDie();
    const way = this.decide.wayBack(own.redemption, reason, this.now());
    if (way === "at_once") this.settle(own, { unusable: true }, { ...own.redemption, status: "closing", closingReason: reason });
    else if (way) this.begin(own, way.closingAs);
  }

  expire = () => { for (const own of this.rows.kept) if (this.decide.isOver(own.redemption, this.now())) this.begin(own, "code_expired"); };

  fill(): void {
    const { rows } = this;
    const failed = this.each(rows.batches.filter(isUnderWay), (batch) => this.tend(batch));
    if (!rows.poolFault && !rows.batches.some(isUnderWay)) {
      const size = this.decide.codesToAdd({ ...A_POOL, free: rows.free.length, waiting: this.waiting().length, coming: 0, minted: this.minted });
      // So many as anybody waits for do: a world has few shoppers.
      if (size > 0) rows.batches.push({ state: "planned", sentAt: null, creationId: null, codes: Array.from({ length: Math.min(size, 3) }, () => `C${++this.minted}`) });
    }
    const sent = this.each(rows.batches.filter(({ state }) => state === "planned"), (batch) => this.send(batch));
    this.issue();
    if (rows.poolFault) for (const own of this.waiting()) this.giveBack(own, "reward_withdrawn");
    if (failed ?? sent) throw (failed ?? sent)!;
  }

  private tend(batch: Batch): void {
    switch (this.decide.nextOfBatch(batch as BatchUnderWay, this.now())) {
      case "send": return this.send(batch);
      case "give_up": return void (batch.state = "unknown");
      case "wait": return;
    }
    const codes = this.decide.codesToGive(batch as BatchUnderWay, this.shopify.readCreation(batch.creationId!), this.now());
    if (codes === "wait") return;
    this.mayDie();
    batch.state = codes === "give_up" ? "unknown" : "done";
    if (codes === "give_up") return;
    this.rows.free.push(...codes.map(({ code }) => code));
    if (codes.length === 0) this.rows.poolFault = true;
  }

  private send(batch: Batch): void {
    Object.assign(batch, { state: "sent", sentAt: this.now() });
    this.mayDie();
    try {
      const answer = this.shopify.addCodes(batch.codes);
      this.mayDie();
      if ("creationId" in answer) return void Object.assign(batch, { state: "adding", creationId: answer.creationId });
      batch.state = "refused";
      this.rows.poolFault = true;
    } catch (error) {
      if (error instanceof Fault) batch.state = this.decide.stateAfterFault(error.kind);
      throw error;
    }
  }

  private issue(): void {
    for (const own of this.waiting()) {
      const code = this.rows.free.shift();
      if (code === undefined) return;
      own.code = code;
      own.redemption = { ...own.redemption, status: "issued", codeId: BigInt(code.slice(1)), issuedAt: this.now(), expiresAt: new Date(this.clock() + own.validityMs) };
    }
  }

  /** @returns how many codes were confirmed gone. */
  close(): number {
    const closing = this.rows.kept.filter(({ redemption: { status, codeGoneAt } }) => status === "closing" && codeGoneAt === null);
    let gone = 0;
    const failed = this.each(closing, (own) => {
      if (this.decide.nextOfClosing(own.redemption) === "delete") {
        const deleteJob = this.shopify.deleteCodes([own.code!]);
        this.mayDie();
        own.redemption = { ...own.redemption, deleteJob };
      }
      const jobDone = this.decide.nextOfClosing(own.redemption) !== "ask_job" || this.shopify.isJobDone(own.redemption.deleteJob!);
      if (this.decide.nextOfClosing({ ...own.redemption, jobDone }) === "wait") return;
      const next = this.decide.nextOfClosing({ ...own.redemption, jobDone, there: this.shopify.isThere(own.code!) });
      this.mayDie();
      own.redemption = { ...own.redemption, ...(next === "gone" ? { codeGoneAt: this.now() } : { deleteJob: null }) };
      if (next === "gone") gone += 1;
    });
    if (failed) throw failed;
    return gone;
  }

  read(): void {
    const { rows } = this;
    const begun = this.now();
    const since = this.decide.readingSince({ last: rows.reconciledUntil ?? this.codesOutSince() ?? begun, deep: false, begun });
    for (const { order, version } of this.shopify.changedOrders(since.getTime())) {
      if (this.usable(order.code)) this.note(order);
      if ((rows.versions.get(order.orderId) ?? -1) < version.at) this.deliver(order, version);
      this.mayDie();
    }
    rows.reconciledUntil = begun;
  }

  /** At a new install the past is read in bulk. */
  import = () => { for (const { order, version } of this.shopify.changedOrders(0)) this.deliver(order, version); };

  /** An order that cannot be handled is only known by what a list showed of it. */
  deliver(order: Order, { at, undoneShare }: Order["versions"][number], parked = this.parked.has(order.orderId)): void {
    this.mayDie();
    if (parked || (this.rows.versions.get(order.orderId) ?? -1) >= at) return;
    this.rows.versions.set(order.orderId, at);
    const own = this.rows.kept.find(({ code }) => code === order.code);
    if (!own) return;
    this.note(order).undone = (own.redemption.points * BigInt(undoneShare)) / 100n;
    this.settle(own, { unusable: false });
  }
  readonly parked = new Set<string>();

  private usable = (code: string) => this.rows.kept.some((own) => own.code === code);

  private note({ orderId, code, at }: Order) {
    const uses = this.rows.uses.get(code) ?? [];
    this.rows.uses.set(code, uses);
    const known = uses.find((use) => use.orderId === orderId);
    if (known) return known;
    const use = { codeId: BigInt(code.slice(1)), orderId, undone: 0n, orderedAt: new Date(at), seenAt: this.clock() };
    uses.push(use);
    uses.sort((a, b) => (a.orderId < b.orderId ? -1 : 1));
    return use;
  }

  resolve(): void {
    for (const own of this.rows.kept) {
      this.mayDie();
      if (this.decide.mayEnd(own.redemption, this.rows.reconciledUntil)) this.settle(own, { unusable: true });
      else if ((this.rows.uses.get(own.code ?? "") ?? []).some(({ seenAt }) => seenAt <= this.clock() - PATIENCE_MS) && own.redemption.status !== "closing") this.settle(own, { unusable: false });
    }
  }

  private settle(own: Kept, { unusable }: { unusable: boolean }, redemption = own.redemption): void {
    const ledger = this.ledger();
    const resolved = this.decide.settleRedemption(ledger, { redemption, parts: own.parts, uses: this.rows.uses.get(own.code ?? "") ?? [], orderNames: new Map(), unusable, erased: false }, { ...HOW, now: this.now() });
    this.store(ledger);
    if (!resolved) return;
    own.redemption = { ...redemption, status: resolved.status, spent: resolved.spent, restored: resolved.restored };
    own.parts = resolved.parts;
  }

  private begin(own: Kept, closingReason: Redemption["closingReason"]): void {
    if (own.redemption.status === "issued") own.redemption = { ...own.redemption, status: "closing", closingAt: this.now(), closingReason };
  }

  private ledger = () => ledgerBatch(new Map([[1n, this.rows.wallet]]), this.rows.lots);

  /** One transaction: all of it or nothing. */
  private store(ledger: ReturnType<typeof ledgerBatch>): void {
    const { rows } = this;
    for (const transaction of ledger.transactions) {
      const { kind, key } = transaction;
      if (rows.posted.has(key)) throw new Error(`${key} is posted twice`);
      rows.posted.set(key, transactionContent(transaction));
      if (kind === "burn" || kind === "void" || kind === "lapse") rows.resolved.set(BigInt(key.split(":")[1]!), (rows.resolved.get(BigInt(key.split(":")[1]!)) ?? 0) + 1);
    }
    rows.wallet = ledger.wallet(1n);
    rows.lots = [...ledger.lots(1n)];
  }

  private each<Item>(items: readonly Item[], work: (item: Item) => void): Fault | null {
    let first: Fault | null = null;
    for (const item of items) {
      try {
        work(item);
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        first ??= error;
      }
    }
    return first;
  }

  private mayDie(): void {
    if (this.chance() < 0.03) throw new Died();
  }

  private waiting = () => this.rows.kept.filter(({ redemption }) => redemption.status === "held");
  private now = () => new Date(this.clock());
  private codesOutSince = () => this.rows.kept.filter(({ redemption: { status } }) => status === "issued" || status === "closing").reduce<Date | null>((first, { redemption: { issuedAt } }) => (first === null || issuedAt! < first ? issuedAt : first), null);
}

const isUnderWay = ({ state }: Batch) => state === "planned" || state === "sent" || state === "adding";
