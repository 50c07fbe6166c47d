import { GOODS_MINOR } from "./commands";
import { CODE_STATES, type ModelState } from "./driver";
import { DAY, midnightAfter, OraclePoints } from "./oracle-points";
import { Shelf, type Pool, type Terms } from "./terms";

interface Redemption {
  owner: string; kind: number; points: number; status: "held" | "issued" | "closing" | "voided" | "burned"; lapses: boolean; pool: Pool; madeAt: string; validityDays: number; codeEnds: string | null; goneAt: string | null;
  spent: number; back: number; uses: Map<string, number>; lots: Set<number>;
}

/** An account of redeeming, slow and plain on purpose; it shares no code with the product. */
export class RewardOracle {
  readonly redemptions = new Map<string, Redemption>();
  readonly points = new OraclePoints();
  readonly shelf = new Shelf();
  private readonly moved = new Map<string, string>();
  private readonly forgotten = new Set<string>();

  who = (customer: string): string => (this.moved.has(customer) ? this.who(this.moved.get(customer)!) : customer);
  isForgotten = (requestId: string) => this.forgotten.has(this.redemptions.get(requestId)?.owner ?? "");

  redeem(customer: string, { kind, points, requestId }: { kind: number; points: number; requestId: string }, now: string): string {
    const known = this.redemptions.get(requestId);
    if (known) return known.status;
    const refusal = this.refusal(customer, { kind, points }, now);
    if (refusal) return refusal;
    const { lapses, validityDays } = this.shelf.of(kind).terms;
    const redemption: Redemption = {
      owner: customer, kind, points, status: "held", lapses, pool: this.shelf.poolFor(kind), madeAt: now, validityDays, codeEnds: null, goneAt: null, spent: 0, back: 0, uses: new Map(), lots: this.points.hold(customer, points, requestId, now),
    };
    this.redemptions.set(requestId, redemption);
    this.shelf.count(kind, 1);
    if (redemption.pool.codes > 0) this.handOut(redemption, now);
    return redemption.status;
  }

  private refusal(customer: string, { kind, points }: { kind: number; points: number }, now: string): string | null {
    const { terms, state, taken } = this.shelf.of(kind);
    const own = [...this.redemptions.values()].filter((one) => one.owner === customer);
    if (!this.points.has(customer)) return "not_a_member";
    if (this.shelf.isOver(kind, now)) return "reward_ended";
    if (state === "paused") return "reward_paused";
    if (points !== terms.points) return "price_changed";
    if (this.points.debt(customer) > 0) return "points_owed";
    if (this.points.alive(customer, now).length < points) return "not_enough_points";
    if (terms.stock !== null && terms.stock <= 0) return "out_of_stock";
    if (terms.total !== null && taken >= terms.total) return "total_limit";
    const since = terms.each?.days == null ? "" : new Date(Date.parse(now) - terms.each.days * DAY).toISOString();
    if (terms.each && own.filter((one) => one.kind === kind && one.status !== "voided" && one.madeAt > since).length >= terms.each.count) return "member_limit";
    return own.filter(isOpen).length >= 10 ? "too_many_open" : null;
  }

  save(kind: number, terms: Terms): string {
    return this.shelf.save(kind, terms, [...this.redemptions.values()].filter((one) => one.kind === kind && one.status !== "voided").length);
  }

  lose(kind: number): void {
    const lost = this.shelf.lose(kind);
    for (const one of this.redemptions.values()) if (lost.has(one.pool)) close(one);
  }

  issue(now: string): void {
    const waiting = () => [...this.redemptions.values()].filter((one) => one.status === "held");
    this.shelf.retireOver(now, waiting());
    for (const one of waiting()) if (!one.pool.gives) one.pool = this.shelf.poolFor(one.kind, one.pool.minor);
    const served = waiting().filter((one) => one.pool.codes > 0 && this.handOut(one, now));
    if (served.length > 0) this.shelf.retireOver(now, waiting());
  }

  /** An order that shows the code was settled; `refundedMinor` null = all of it was undone. */
  shown(requestId: string, order: { orderId: string; refundedMinor: number | null }, now: string): void {
    const redemption = this.redemptions.get(requestId)!;
    const { points } = redemption;
    const undone = order.refundedMinor === null ? points : Math.floor((points * Math.min(order.refundedMinor, GOODS_MINOR)) / GOODS_MINOR);
    redemption.uses.set(order.orderId, undone);
    if (isOpen(redemption)) this.burn(requestId);
    this.balance(requestId, now);
  }

  noted(requestId: string, orderId: string): void {
    const { uses } = this.redemptions.get(requestId)!;
    if (!uses.has(orderId)) uses.set(orderId, 0);
  }

  cancel(requestId: string, now: string): void {
    const redemption = this.redemptions.get(requestId)!;
    if (redemption.status === "held") this.giveBack(requestId, false, now);
    else close(redemption);
  }

  expireCodes(now: string): void {
    for (const one of this.redemptions.values()) if (one.status === "issued" && one.codeEnds! <= now) one.status = "closing";
  }

  gone(requestId: string, now: string): void {
    const redemption = this.redemptions.get(requestId)!;
    if (redemption.status === "closing") redemption.goneAt ??= now;
  }

  resolve(readUntil: string | null, now: string): void {
    for (const [requestId, one] of this.redemptions) {
      if (one.status !== "closing" || one.goneAt === null || readUntil === null || Date.parse(one.goneAt) > Date.parse(readUntil) - 60_000) continue;
      if (one.uses.size === 0) this.giveBack(requestId, one.lapses, now);
      else {
        this.burn(requestId);
        this.balance(requestId, now);
      }
    }
  }

  merge(loser: string, survivor: string): void {
    this.moved.set(loser, survivor);
    if (!this.points.has(loser)) return;
    this.points.give(loser, survivor);
    for (const one of this.redemptions.values()) if (one.owner === loser) one.owner = survivor;
  }

  /** What the customer has is gone, what they owe is written off, what they have open ends; nobody leads to them any more. */
  forget(customer: string, name: string, now: string): void {
    for (const [from, to] of this.moved) if (from === customer || to === customer) this.moved.delete(from);
    if (!this.points.has(customer)) return;
    this.points.give(customer, name);
    for (const [requestId, one] of this.redemptions) {
      if (one.owner !== customer) continue;
      one.owner = name;
      if (one.status === "held") this.giveBack(requestId, false, now);
      else close(one);
    }
    this.forgotten.add(name);
    this.points.forfeit(name);
  }

  state(): ModelState {
    return {
      members: this.points.members(),
      redemptions: Object.fromEntries([...this.redemptions].map(([requestId, { status, spent, back, owner, codeEnds }]) => [requestId, `${owner} ${status} spent ${spent} back ${back} code ${codeEnds === null ? "-" : CODE_STATES[status]}`])),
      rewards: this.shelf.state(),
    };
  }

  private handOut(redemption: Redemption, now: string): Redemption {
    redemption.pool.codes -= 1;
    return Object.assign(redemption, { status: "issued", codeEnds: midnightAfter(now, redemption.validityDays) });
  }

  private burn(requestId: string): void {
    const redemption = this.redemptions.get(requestId)!;
    this.points.burn(requestId);
    Object.assign(redemption, { status: "burned", spent: redemption.points });
  }

  private giveBack(requestId: string, lapses: boolean, now: string): void {
    const redemption = this.redemptions.get(requestId)!;
    const held = this.points.which((one) => one.of === requestId);
    if (lapses) this.points.remove(held);
    else {
      this.points.endOver(redemption.lots, now);
      this.points.comeBack(redemption.owner, held, now);
    }
    Object.assign(redemption, { status: "voided", lapses, lots: new Set() });
    this.shelf.count(redemption.kind, -1);
    this.leaveNothing(redemption);
  }

  /** What it costs follows the order that kept most of it. */
  private balance(requestId: string, now: string): void {
    const redemption = this.redemptions.get(requestId)!;
    const { owner, lots, points, uses } = redemption;
    if (isOpen(redemption)) return;
    const lapsed = redemption.status === "voided" && redemption.lapses;
    const cost = uses.size === 0 || lapsed ? 0 : points - Math.min(...uses.values());
    const more = cost - (redemption.spent - redemption.back);
    this.points.endOver(lots, now);
    if (more > 0) {
      for (const lot of this.points.charge(owner, more, requestId)) lots.add(lot);
      redemption.spent += more;
    } else if (more < 0) {
      const back = this.points.which((one) => one.of === requestId && one.doing === "spent").reverse();
      const latest = [...new Set(back.map((one) => one.lot))].flatMap((lot) => back.filter((one) => one.lot === lot)).slice(0, -more);
      this.points.comeBack(owner, this.points.which((one) => latest.includes(one)), now);
      redemption.back -= more;
      const rest = -more - latest.length;
      if (rest > 0) this.points.fund(owner, rest, null, now);
    }
    this.leaveNothing(redemption);
  }

  private leaveNothing({ owner }: Redemption): void {
    if (this.forgotten.has(owner)) this.points.forfeit(owner);
  }
}

const isOpen = ({ status }: Redemption) => status === "held" || status === "issued" || status === "closing";

/** Its code is taken out of the shop, for another reason than that it ended. */
function close(redemption: Redemption): void {
  if (redemption.status === "issued") Object.assign(redemption, { status: "closing", lapses: false });
}
