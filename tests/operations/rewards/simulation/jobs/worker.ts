import type { Random } from "../../../../../sandbox/world/random";
import type { Deciders } from "../deciders";
import { Fault, type FaultyShopify } from "../faulty-shopify";
import type { Rows } from "../rows";

/** A worker that ended between two steps. */
export class Died {}

/** What every job works with. */
export class Worker {
  constructor(readonly rows: Rows, readonly shopify: FaultyShopify, readonly decide: Deciders, readonly clock: () => number, private readonly chance: Random) {}

  now = () => new Date(this.clock());
  waiting = () => this.rows.kept.filter(({ redemption }) => redemption.status === "held");

  mayDie(): void {
    if (this.chance() < 0.03) throw new Died();
  }

  each<Item>(items: readonly Item[], work: (item: Item) => void): Fault | null {
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
}
