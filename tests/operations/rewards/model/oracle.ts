import { GOODS_MINOR, GRACE_DAYS, PRICES, VALIDITY_DAYS } from "./commands";
import type { RewardState } from "./driver";

/** One point; what it is doing. */
interface Token { owner: string; lot: number; doing: "free" | "held" | "spent"; of: string | null }
interface Lot { end: string | null; earnedAt: string }
interface Redemption { owner: string; kind: number; status: "held" | "issued" | "closing" | "voided" | "burned"; lapses: boolean; codeEnds: string | null; goneAt: string | null; spent: number; back: number; uses: Map<string, number>; lots: Set<number> }

const DAY = 86_400_000;
const midnightAfter = (now: string, days: number) => new Date((Math.floor(Date.parse(now) / DAY) + days + 1) * DAY).toISOString();

/** An account of redeeming in which every point is an object of its own. Slow and plain on purpose; it shares no code with the product. */
export class RewardOracle {
  readonly redemptions = new Map<string, Redemption>();
  private tokens: Token[] = [];
  private readonly lots: Lot[] = [];
  private readonly owed = new Map<string, number>();
  private readonly moved = new Map<string, string>();
  private codes = [0, 0];

  who = (customer: string): string => (this.moved.has(customer) ? this.who(this.moved.get(customer)!) : customer);
  free = (customer: string) => this.inOrder((one) => one.owner === customer && one.doing === "free");
  debt = (customer: string) => this.owed.get(customer) ?? 0;

  fund(customer: string, points: number, end: string | null, now: string): void {
    const lot = this.lots.push({ end, earnedAt: now }) - 1;
    if (!this.owed.has(customer)) this.owed.set(customer, 0);
    this.tokens.push(...Array.from({ length: points }, (): Token => ({ owner: customer, lot, doing: "free", of: null })));
    this.repay(customer, (one) => one.lot === lot);
  }

  spend(customer: string, points: number): void {
    this.remove(this.free(customer).slice(0, points));
  }

  redeem(customer: string, { kind, requestId }: { kind: number; requestId: string }, now: string): string {
    const known = this.redemptions.get(requestId);
    if (known) return known.status;
    if (!this.owed.has(customer)) return "not_a_member";
    if (this.debt(customer) > 0) return "points_owed";
    const points = PRICES[kind]!;
    const alive = this.free(customer).filter((one) => !this.isOver(one.lot, now));
    if (alive.length < points) return "not_enough_points";
    if ([...this.redemptions.values()].filter((one) => one.owner === customer && isOpen(one)).length >= 10) return "too_many_open";
    this.remove(this.free(customer).filter((one) => this.isOver(one.lot, now)));
    const taken = alive.slice(0, points);
    for (const one of taken) Object.assign(one, { doing: "held", of: requestId });
    const redemption: Redemption = { owner: customer, kind, status: "held", lapses: kind === 1, codeEnds: null, goneAt: null, spent: 0, back: 0, uses: new Map(), lots: new Set(taken.map((one) => one.lot)) };
    this.redemptions.set(requestId, redemption);
    if (this.codes[kind]! > 0) this.handOut(redemption, now);
    return redemption.status;
  }

  stock(codes: number): void {
    this.codes = this.codes.map((count) => count + codes);
  }

  issue(now: string): void {
    for (const one of this.redemptions.values()) if (one.status === "held" && this.codes[one.kind]! > 0) this.handOut(one, now);
  }

  /** An order that shows the code was settled; `refundedMinor` null = all of it was undone. */
  shown(requestId: string, order: { orderId: string; refundedMinor: number | null }, now: string): void {
    const redemption = this.redemptions.get(requestId)!;
    const points = PRICES[redemption.kind]!;
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
    if (redemption.status === "issued") Object.assign(redemption, { status: "closing", lapses: false });
    else if (redemption.status === "held") this.giveBack(requestId, false, now);
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

  expirePoints(now: string): void {
    this.remove(this.tokens.filter((one) => one.doing === "free" && this.isOver(one.lot, now)));
  }

  merge(loser: string, survivor: string): void {
    this.moved.set(loser, survivor);
    if (!this.owed.has(loser)) return;
    this.owed.set(survivor, this.debt(survivor) + this.debt(loser));
    this.owed.delete(loser);
    for (const one of this.tokens) if (one.owner === loser) one.owner = survivor;
    for (const one of this.redemptions.values()) if (one.owner === loser) one.owner = survivor;
    this.repay(survivor);
  }

  state(): RewardState {
    return {
      members: [...this.owed].map(([customer, owed]) => {
        const sums = { free: 0, held: 0, spent: 0 };
        const byLot = new Map<number, typeof sums>();
        for (const { owner, lot, doing } of this.tokens) {
          if (owner !== customer) continue;
          sums[doing] += 1;
          if (!byLot.has(lot)) byLot.set(lot, { free: 0, held: 0, spent: 0 });
          byLot.get(lot)![doing] += 1;
        }
        const lots = [...byLot].map(([lot, { free, held, spent }]) => `${this.lots[lot]!.end ?? "never"} ${free}/${held}/${spent}`).sort();
        return { customer, available: sums.free, held: sums.held, owed, lots };
      }).sort((a, b) => (a.customer < b.customer ? -1 : 1)),
      redemptions: Object.fromEntries([...this.redemptions].map(([requestId, { status, spent, back, owner }]) => [requestId, `${owner} ${status} spent ${spent} back ${back}`])),
    };
  }

  private handOut(redemption: Redemption, now: string): void {
    this.codes[redemption.kind]! -= 1;
    Object.assign(redemption, { status: "issued", codeEnds: midnightAfter(now, VALIDITY_DAYS) });
  }

  private burn(requestId: string): void {
    const redemption = this.redemptions.get(requestId)!;
    for (const one of this.tokens) if (one.of === requestId) one.doing = "spent";
    Object.assign(redemption, { status: "burned", spent: PRICES[redemption.kind] });
  }

  private giveBack(requestId: string, lapses: boolean, now: string): void {
    const redemption = this.redemptions.get(requestId)!;
    redemption.status = "voided";
    redemption.lapses = lapses;
    const held = this.inOrder((one) => one.of === requestId);
    if (lapses) this.remove(held);
    else this.comeBack(redemption, held, now);
    redemption.lots.clear();
  }

  /** What it costs follows the order that kept most of it. */
  private balance(requestId: string, now: string): void {
    const redemption = this.redemptions.get(requestId)!;
    if (isOpen(redemption)) return;
    const lapsed = redemption.status === "voided" && redemption.lapses;
    const cost = redemption.uses.size === 0 || lapsed ? 0 : PRICES[redemption.kind]! - Math.min(...redemption.uses.values());
    const more = cost - (redemption.spent - redemption.back);
    this.endOver(redemption, now);
    if (more > 0) {
      const taken = this.free(redemption.owner).slice(0, more);
      for (const one of taken) {
        Object.assign(one, { doing: "spent", of: requestId });
        redemption.lots.add(one.lot);
      }
      this.owed.set(redemption.owner, this.debt(redemption.owner) + more - taken.length);
      redemption.spent += more;
    } else if (more < 0) {
      const back = this.inOrder((one) => one.of === requestId && one.doing === "spent").reverse();
      const latest = [...new Set(back.map((one) => one.lot))].flatMap((lot) => back.filter((one) => one.lot === lot)).slice(0, -more);
      this.comeBack(redemption, this.inOrder((one) => latest.includes(one)), now);
      redemption.back -= more;
      const rest = -more - latest.length;
      if (rest > 0) this.fund(redemption.owner, rest, null, now);
    }
  }

  /** Points in the order in which they end; what is owed is repaid with the first of them. */
  private comeBack(redemption: Redemption, points: readonly Token[], now: string): void {
    this.endOver(redemption, now);
    const repaid = points.slice(0, this.debt(redemption.owner));
    this.owed.set(redemption.owner, this.debt(redemption.owner) - repaid.length);
    this.remove(repaid);
    const left = points.slice(repaid.length);
    for (const one of left) Object.assign(one, { doing: "free", of: null });
    for (const lot of new Set(left.map((one) => one.lot))) if (this.isOver(lot, now)) this.lots[lot]!.end = midnightAfter(now, GRACE_DAYS);
  }

  private endOver({ lots }: Redemption, now: string): void {
    this.remove(this.tokens.filter((one) => lots.has(one.lot) && one.doing === "free" && this.isOver(one.lot, now)));
  }

  private repay(customer: string, which: (one: Token) => boolean = () => true): void {
    const used = this.free(customer).filter(which).slice(0, this.debt(customer));
    this.owed.set(customer, this.debt(customer) - used.length);
    this.remove(used);
  }

  private isOver(lot: number, now: string): boolean {
    const { end } = this.lots[lot]!;
    return end !== null && end <= now;
  }

  private inOrder(which: (one: Token) => boolean): Token[] {
    const place = this.lots.map(({ end, earnedAt }, lot) => `${end ?? "9999"} ${earnedAt} ${String(lot).padStart(6, "0")}`);
    return this.tokens.filter(which).sort((a, b) => (place[a.lot]! < place[b.lot]! ? -1 : place[a.lot]! > place[b.lot]! ? 1 : 0));
  }

  private remove(gone: readonly Token[]): void {
    const set = new Set(gone);
    if (set.size > 0) this.tokens = this.tokens.filter((one) => !set.has(one));
  }
}

const isOpen = ({ status }: Redemption) => status === "held" || status === "issued" || status === "closing";
