import { GRACE_DAYS } from "./commands";
import type { ModelState } from "./driver";

/** One point; what it is doing, and the request of the redemption it belongs to. */
export interface Token { owner: string; lot: number; doing: "free" | "held" | "spent"; of: string | null }
interface Lot { end: string | null; firstEnd: string | null; earnedAt: string }

export const DAY = 86_400_000;
export const midnightAfter = (now: string, days: number) => new Date((Math.floor(Date.parse(now) / DAY) + days + 1) * DAY).toISOString();

/** Points of the members of a shop, every point an object of its own. Slow and plain on purpose; it shares no code with the product. */
export class OraclePoints {
  private tokens: Token[] = [];
  private readonly lots: Lot[] = [];
  private readonly takenAt = new Map<string, string>();
  private readonly owed = new Map<string, number>();

  has = (customer: string) => this.owed.has(customer);
  debt = (customer: string) => this.owed.get(customer) ?? 0;
  free = (customer: string) => this.which((one) => one.owner === customer && one.doing === "free");
  /** Those whose time is not over. */
  alive = (customer: string, now: string) => this.free(customer).filter((one) => !this.isOver(one.lot, now));
  /** In the order in which they end. */
  which(chosen: (one: Token) => boolean): Token[] {
    const found = this.tokens.filter(chosen);
    const place = new Map([...new Set(found.map(({ lot }) => lot))].map((lot) => [lot, `${this.lots[lot]!.end ?? "9999"} ${this.lots[lot]!.earnedAt} ${String(lot).padStart(6, "0")}`]));
    const order = [...place].sort((a, b) => (a[1] < b[1] ? -1 : 1));
    return order.flatMap(([lot]) => found.filter((one) => one.lot === lot));
  }

  fund(customer: string, points: number, end: string | null, now: string): void {
    const lot = this.lots.push({ end, firstEnd: null, earnedAt: now }) - 1;
    if (!this.owed.has(customer)) this.owed.set(customer, 0);
    this.tokens.push(...Array.from({ length: points }, (): Token => ({ owner: customer, lot, doing: "free", of: null })));
    this.repay(customer, (one) => one.lot === lot);
  }

  spend(customer: string, points: number): void {
    this.remove(this.free(customer).slice(0, points));
  }

  /** @returns the lots they are of. */
  hold(customer: string, points: number, of: string, now: string): Set<number> {
    const alive = this.alive(customer, now).slice(0, points);
    this.takenAt.set(of, now);
    this.remove(this.free(customer).filter((one) => this.isOver(one.lot, now)));
    for (const one of alive) Object.assign(one, { doing: "held", of });
    return new Set(alive.map((one) => one.lot));
  }

  burn(of: string): void {
    for (const one of this.tokens) if (one.of === of) one.doing = "spent";
  }

  /** Takes points for good, what is not there is owed. @returns the lots they are of. */
  charge(customer: string, points: number, of: string): Set<number> {
    const taken = this.free(customer).slice(0, points);
    for (const one of taken) Object.assign(one, { doing: "spent", of });
    this.owed.set(customer, this.debt(customer) + points - taken.length);
    return new Set(taken.map((one) => one.lot));
  }

  expire(now: string): void {
    this.remove(this.tokens.filter((one) => one.doing === "free" && this.isOver(one.lot, now)));
  }

  endOver(lots: ReadonlySet<number>, now: string): void {
    this.remove(this.tokens.filter((one) => lots.has(one.lot) && one.doing === "free" && this.isOver(one.lot, now)));
  }

  /** Points of one redemption. What is owed is repaid with the first of them; what is over by now gets its days of grace, if it had none before it was taken. */
  comeBack(customer: string, points: readonly Token[], now: string): void {
    const repaid = points.slice(0, this.debt(customer));
    this.owed.set(customer, this.debt(customer) - repaid.length);
    this.remove(repaid);
    const left = points.slice(repaid.length);
    const takenAt = this.takenAt.get(left[0]?.of ?? "") ?? now;
    for (const one of left) Object.assign(one, { doing: "free", of: null });
    const over = new Set(left.map((one) => one.lot).filter((lot) => this.isOver(lot, now)));
    for (const lot of [...over].map((n) => this.lots[n]!).filter(({ firstEnd }) => firstEnd === null || firstEnd > takenAt)) Object.assign(lot, { firstEnd: lot.firstEnd ?? lot.end, end: midnightAfter(now, GRACE_DAYS) });
    this.endOver(over, now);
  }

  remove(gone: readonly Token[]): void {
    const set = new Set(gone);
    if (set.size > 0) this.tokens = this.tokens.filter((one) => !set.has(one));
  }

  /** Everything of one member, what is owed as well, goes to another, who may not have been one. */
  give(from: string, to: string): void {
    this.owed.set(to, this.debt(to) + this.debt(from));
    this.owed.delete(from);
    for (const one of this.tokens) if (one.owner === from) one.owner = to;
    this.repay(to);
  }

  forfeit(customer: string): void {
    this.remove(this.free(customer));
    this.owed.set(customer, 0);
  }

  members(): ModelState["members"] {
    return [...this.owed].map(([customer, owed]) => {
      const byLot = new Map<number, { free: number; held: number; spent: number }>();
      for (const { owner, lot, doing } of this.tokens) {
        if (owner !== customer) continue;
        if (!byLot.has(lot)) byLot.set(lot, { free: 0, held: 0, spent: 0 });
        byLot.get(lot)![doing] += 1;
      }
      const sum = (doing: "free" | "held") => [...byLot.values()].reduce((all, one) => all + one[doing], 0);
      const lots = [...byLot].map(([lot, { free, held, spent }]) => `${this.lots[lot]!.end ?? "never"} ${free}/${held}/${spent}`).sort();
      return { customer, available: sum("free"), held: sum("held"), owed, lots };
    }).sort((a, b) => (a.customer < b.customer ? -1 : 1));
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
}
