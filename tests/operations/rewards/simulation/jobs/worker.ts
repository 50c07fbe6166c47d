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

  /** As the product's `eachInTurn`: one that fails keeps no other from its turn, unless the shop answers none at all. */
  each<Item>(items: readonly Item[], work: (item: Item) => void): Fault | null {
    let first: Fault | null = null;
    for (const item of items) {
      try {
        work(item);
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        if (error.kind === "throttled") return error;
        first ??= error;
      }
    }
    return first;
  }
}
