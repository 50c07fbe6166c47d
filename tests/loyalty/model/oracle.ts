import type { Program } from "~/loyalty/program/program";
import type { AdjustCommand, ModelSetup } from "./driver";
import { amountOf, exact, knownOf, pencilWorth, times, type Exact, type Known, type Priced } from "./oracle-worth";
import type { Message } from "./shop";

/** One point. It is pending until its order's window is over, then free; a point taken back is no more. */
interface Token { owner: string; order: string | null; earnedAt: string; lot: number; free: boolean }
interface OracleOrder { messages: Message[]; priced: Priced | "refused" | null; owner: string | null; granted: number }
interface Person { owed: number; tier: string }

/** What the ledger of a member should hold. */
export interface ExpectedMember { pending: number; available: number; owed: number; lots: string[] }

/**
 * An independent account of the same life: every point is an object of its own, orders are put together from scratch out of
 * the delivered news, amounts are exact fractions. Slow and plain on purpose; it shares no code with the core.
 */
export class Oracle {
  readonly people = new Map<string, Person>();
  private tokens: Token[] = [];
  private readonly orders = new Map<string, OracleOrder>();
  private readonly moved = new Map<string, string>();
  private readonly versions: { program: Program; from: string }[];
  private readonly adjustments = new Map<string, string>();
  private lots = 0;

  constructor(setup: ModelSetup) {
    this.versions = [{ program: setup.program, from: setup.launchedAt }];
  }

  who(customerId: string): string {
    const next = this.moved.get(customerId);
    return next === undefined ? customerId : this.who(next);
  }

  deliver(messages: readonly Message[], now: string): void {
    for (const message of messages) {
      const order = this.orders.get(message.fact.orderId) ?? { messages: [], priced: null, owner: null, granted: 0 };
      order.messages.push(message);
      this.orders.set(message.fact.orderId, order);
      const known = knownOf(order.messages);
      if (known) this.settle(order, known, now);
    }
  }

  release(now: string): void {
    for (const token of this.inOrder((one) => !one.free)) {
      const at = this.releaseAt(this.orders.get(token.order!)!);
      if (at === null || at > now) continue;
      token.free = true;
      this.repay(token.owner, [token]);
    }
  }

  adjust({ customerId, points, note, key }: AdjustCommand, now: string): string {
    const owner = this.who(customerId);
    const body = `${customerId} ${points} ${note}`;
    if (this.adjustments.has(key)) return this.adjustments.get(key) === body ? "repeated" : "conflict";
    const person = this.people.get(owner);
    if (!person) return "no_member";
    const free = this.inOrder((token) => token.free && token.owner === owner);
    if (points === 0n) return "zero_points";
    if (points > 1000n || points < -1000n) return "above_cap";
    if (note === "") return "note_missing";
    if (points < 0n && person.owed > 0) return "points_owed";
    if (points < 0n && BigInt(free.length) < -points) return "not_enough_available";
    this.adjustments.set(key, body);
    if (points > 0n) this.grant({ owner, order: null, earnedAt: now, free: true }, Number(points));
    else this.remove(free.slice(0, Number(-points)));
    return "posted";
  }

  merge(loserId: string, survivorId: string): void {
    const [loser, survivor] = [this.people.get(loserId), this.people.get(survivorId)];
    this.moved.set(loserId, survivorId);
    if (!loser) return;
    const joined = { owed: loser.owed + (survivor?.owed ?? 0), tier: [loser.tier, survivor?.tier].includes("gold") ? "gold" : "member" };
    this.people.delete(loserId);
    this.people.set(survivorId, joined);
    for (const token of this.tokens) if (token.owner === loserId) token.owner = survivorId;
    for (const order of this.orders.values()) if (order.owner === loserId) order.owner = survivorId;
    this.repay(survivorId, this.inOrder((token) => token.free && token.owner === survivorId));
  }

  changeProgram(program: Program, now: string): void {
    this.versions.push({ program, from: now });
  }

  holdTier(customerId: string, handle: string): boolean {
    const person = this.people.get(this.who(customerId));
    if (person) person.tier = handle;
    return person !== undefined;
  }

  /** Points of an order that are granted and not taken back. */
  granted(): Map<string, number> {
    return new Map([...this.orders].map(([orderId, { granted }]) => [orderId, granted]));
  }

  expected(owner: string): ExpectedMember {
    const mine = this.tokens.filter((token) => token.owner === owner);
    const lots = new Map<number, { order: string | null; earnedAt: string; pending: number; free: number }>();
    for (const { lot, order, earnedAt, free } of mine) {
      const parts = lots.get(lot) ?? { order, earnedAt, pending: 0, free: 0 };
      parts[free ? "free" : "pending"] += 1;
      lots.set(lot, parts);
    }
    return {
      pending: mine.filter((token) => !token.free).length,
      available: mine.filter((token) => token.free).length,
      owed: this.people.get(owner)?.owed ?? 0,
      lots: [...lots.values()].map(({ order, earnedAt, pending, free }) => `${order ?? "-"} ${earnedAt} pending ${pending} free ${free}`).sort(),
    };
  }

  private settle(order: OracleOrder, known: Known, now: string): void {
    if (known.customerId !== null) order.owner ??= this.who(known.customerId);
    if (order.owner === null) return;
    if (!this.people.has(order.owner)) this.people.set(order.owner, { owed: 0, tier: "member" });
    order.priced ??= this.price(known, order.owner);
    if (order.priced === "refused") return;
    for (const line of known.order.lines) if (!order.priced.rates.has(line.lineId)) order.priced.rates.set(line.lineId, this.rate(line, order.priced));
    const alive = !known.dead && known.paidAt !== null && !known.disputes.includes("lost") && (order.priced.program.earn.on === "paid" || known.fulfilledAt !== null);
    const worth = alive ? Number(pencilWorth(known, order.priced)) : 0;
    const more = worth - order.granted;
    order.granted = worth;
    if (more > 0) {
      const at = this.releaseAt(order);
      const earnedAt = order.priced.program.earn.on === "fulfilled" ? known.fulfilledAt! : known.paidAt!;
      this.grant({ owner: order.owner, order: known.order.orderId, earnedAt, free: at !== null && at <= now }, more);
    } else this.takeBack(order.owner, known.order.orderId, -more);
  }

  private price({ order }: Known, owner: string): Priced | "refused" {
    const program = this.versions.filter(({ from }) => from <= order.processedAt).at(-1)!.program;
    const { earn } = program;
    if ((order.source === "pos" && !earn.counts.pos) || (order.discountCodes.length > 0 && !earn.counts.discountCodeOrders)) return "refused";
    const foreign = order.presentmentCurrency === "EUR" && earn.currencyRates.EUR !== undefined;
    const rate = foreign ? earn.currencyRates.EUR! : earn.rate;
    const gold: Exact = this.people.get(owner)!.tier === "gold" ? [3n, 2n] : [1n, 1n];
    const priced: Priced = { program, foreign, rates: new Map(), base: times(exact(rate.points, rate.perMinor), gold) };
    const earning = order.lines.filter((line) => this.rate(line, priced)[0] > 0n);
    const eligible = earning.reduce((sum, line) => sum + amountOf(line, order.taxesIncluded, earn.counts.tax), 0);
    return eligible < earn.minimumOrderMinor ? "refused" : priced;
  }

  private rate(line: { productId: string | null; giftCard: boolean }, { program, base }: Priced): Exact {
    if (line.giftCard && !program.earn.counts.giftCards) return [0n, 1n];
    const has = (id: string) => program.earn.multipliers.some((one) => one.id === id);
    if (line.productId === "34" && has("34")) return [0n, 1n];
    if (line.productId === "32" && has("8")) return times(base, [2n, 1n]);
    if (line.productId === "33" && has("new")) return times(base, [5n, 4n]);
    return base;
  }

  private releaseAt(order: OracleOrder): string | null {
    const known = knownOf(order.messages)!;
    const { days, from } = (order.priced as Priced).program.returnWindow;
    const start = from === "fulfilled" ? known.fulfilledAt : known.paidAt;
    const won = known.disputes.length > 0 && known.disputes.every((status) => status === "won");
    if (start === null || known.disputes.some((status) => status !== "won") || (known.risky && !won)) return null;
    return new Date(Date.parse(start) + days * 86_400_000).toISOString();
  }

  private grant(given: Omit<Token, "lot">, count: number): void {
    const lot = (this.lots += 1);
    const fresh = Array.from({ length: count }, () => ({ ...given, lot }));
    this.tokens.push(...fresh);
    if (given.free) this.repay(given.owner, fresh);
  }

  private takeBack(owner: string, order: string, count: number): void {
    if (count === 0) return;
    const mine = this.inOrder((token) => token.owner === owner && (token.free || token.order === order));
    const own = mine.filter((token) => token.order === order);
    const line = [...own.filter((token) => !token.free), ...own.filter((token) => token.free), ...mine.filter((token) => token.order !== order)];
    this.remove(line.slice(0, count));
    this.people.get(owner)!.owed += Math.max(0, count - line.length);
  }

  private repay(owner: string, from: Token[]): void {
    const person = this.people.get(owner)!;
    const used = from.slice(0, person.owed);
    person.owed -= used.length;
    this.remove(used);
  }

  private inOrder(which: (token: Token) => boolean): Token[] {
    return this.tokens.filter(which).sort((a, b) => (a.earnedAt === b.earnedAt ? a.lot - b.lot : a.earnedAt < b.earnedAt ? -1 : 1));
  }

  private remove(gone: readonly Token[]): void {
    if (gone.length === 0) return;
    const set = new Set(gone);
    this.tokens = this.tokens.filter((token) => !set.has(token));
  }
}
