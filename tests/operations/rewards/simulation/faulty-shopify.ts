import type { AddedCode, Creation } from "~/loyalty/rewards/code-batch";
import type { Random } from "../../../../sandbox/world/random";

const SECOND = 1000;
/** Lists of orders lag behind by less than the margin of the watermark. */
const LIST_LAG = 50 * SECOND;
const DAY = 86_400 * SECOND;

/** A call that brought no answer: its `kind` as the client tells it. */
export class Fault {
  constructor(readonly kind: "throttled" | "unavailable") {}
}

/** One state of an order, as a list shows it from `listedAt` on. `undoneShare`: percent of its goods that came back. */
interface Version { at: number; listedAt: number; undoneShare: number }
export interface Order { orderId: string; code: string; at: number; versions: Version[] }

/** Shopify as it is, whatever it answers: when each code can be used, and the orders there are. Loses answers, executes late, shows stale states. */
export class FaultyShopify {
  readonly orders: Order[] = [];
  private readonly codes = new Map<string, { from: number; until: number }>();
  private readonly creations: { codes: string[]; refused: Set<string>; doneAt: number }[] = [];
  private readonly jobs: number[] = [];

  constructor(private readonly chance: Random, private readonly now: () => number) {}

  canBeUsed = (code: string, at = this.now()) => { const life = this.codes.get(code); return life !== undefined && life.from <= at && at < life.until; };
  existsSince = (code: string) => this.codes.get(code)?.from ?? Infinity;

  addCodes(codes: string[]): { creationId: string } | { refused: string } {
    return this.change((at) => {
      if (this.chance() < 0.01) return { refused: "the discount takes no codes" };
      // Added one by one in the background; until it is done nobody knows which are there, and now and then it never is in time.
      const doneAt = at + (this.chance() < 0.03 ? 1_200 : 30 * this.chance()) * SECOND;
      const refused = new Set(codes.filter(() => this.chance() < 0.1));
      for (const code of codes) if (!refused.has(code)) this.codes.set(code, { from: at + this.chance() * (doneAt - at), until: Infinity });
      return { creationId: String(this.creations.push({ codes, refused, doneAt }) - 1) };
    });
  }

  readCreation(creationId: string): Creation {
    return this.read((now) => {
      const { codes, refused, doneAt } = this.creations[Number(creationId)]!;
      const done = doneAt <= now;
      return { done, codes: codes.map((code): AddedCode => ({ code, redeemCodeId: this.existsSince(code) <= now ? code : null, refused: done && refused.has(code) ? "taken" : null })) };
    });
  }

  deleteCodes(codes: readonly string[]): string {
    return this.change((at) => {
      const doneAt = at + 60 * this.chance() * SECOND;
      for (const code of codes) {
        const life = this.codes.get(code);
        if (life) life.until = Math.min(life.until, at + this.chance() * (doneAt - at));
      }
      return String(this.jobs.push(doneAt) - 1);
    });
  }

  isJobDone = (job: string) => this.read((now) => this.jobs[Number(job)]! <= now);
  isThere = (code: string) => this.read((now) => this.canBeUsed(code, now));

  /** What a list shows of the orders that changed since. */
  changedOrders(since: number): { order: Order; version: Version }[] {
    // What a list does not show yet is all that is stale about it.
    return this.read(() => this.orders.flatMap((order) => {
      const version = order.versions.findLast(({ listedAt }) => listedAt <= this.now());
      return version && version.at >= since ? [{ order, version }] : [];
    }));
  }

  /** @param late whose checkout was open when the code went: it becomes an order all the same. @returns null when it cannot be used. */
  placeOrder(code: string, { late }: { late: boolean }): Order | null {
    const at = this.now();
    const before = this.orders.find((order) => order.code === code);
    if (this.existsSince(code) > at || !(this.canBeUsed(code) || late)) return null;
    // Two checkouts at once may both get it; later it is used up.
    if (before && at - before.at > 5 * SECOND) return null;
    const version = (from: number, undoneShare: number): Version => ({ at: from, listedAt: from + Math.floor(this.chance() * LIST_LAG), undoneShare });
    const order: Order = { orderId: String(1001 + this.orders.length), code, at, versions: [version(at, 0)] };
    if (this.chance() < 0.3) order.versions.push(version(at + DAY + Math.floor(this.chance() * DAY), Math.floor(this.chance() * 101)));
    this.orders.push(order);
    return order;
  }

  /** Answered; not executed; executed without an answer, at once or when nobody thinks of it any more. */
  private change<T>(execute: (at: number) => T): T {
    const luck = this.chance();
    if (luck < 0.6) return execute(this.now());
    if (luck < 0.7) throw new Fault("throttled");
    if (luck > 0.8) execute(this.now() + (luck < 0.9 ? 0 : 12 + Math.floor(this.chance() * 88)) * SECOND);
    throw new Fault("unavailable");
  }

  /** As it is now, or as it was a moment ago. */
  private read<T>(look: (now: number) => T): T {
    const luck = this.chance();
    if (luck < 0.12) throw new Fault(luck < 0.04 ? "throttled" : "unavailable");
    return look(this.now() - (luck < 0.27 ? Math.floor(this.chance() * 10) * SECOND : 0));
  }
}
