import type { Order } from "./faulty-shopify";
import { close } from "./jobs/close";
import { fill, issue } from "./jobs/fill";
import { erase, expirePoints, merge } from "./jobs/members";
import { deliver, importPast, read, resolve } from "./jobs/read-orders";
import { expire, giveBack, redeem, type Wish } from "./jobs/redeem";
import type { Worker } from "./jobs/worker";
import type { Kept } from "./rows";

/**
 * The product's jobs with maps for its database. What to do next about a code or its points is asked of the deciders, before and after
 * each call. Decided here, as the product's SQL does: which rows are due, the oldest free code for whoever waits longest, who has points enough, that a pool Shopify
 * refused redeems no more and gives back what waits, that one that leaked is followed by another, since when an install without a reading has had codes out, and that what a list has
 * shown is charged after the product's patience.
 */
export class Jobs {
  constructor(private readonly worker: Worker) {}

  redeem(id: bigint, wish: Wish): Kept | null {
    const own = redeem(this.worker, id, wish);
    issue(this.worker);
    return own;
  }

  giveBack = (own: Kept) => giveBack(this.worker, own, "reward_canceled");
  deliver = (order: Order, version: Order["versions"][number]) => deliver(this.worker, order, version);

  fill = () => fill(this.worker);
  close = () => close(this.worker);
  read = () => read(this.worker);
  import = () => importPast(this.worker);
  resolve = () => resolve(this.worker);
  expire = () => expire(this.worker);
  expirePoints = () => expirePoints(this.worker);
  merge = (loser: bigint, survivor: bigint) => merge(this.worker, loser, survivor);
  erase = (memberId: bigint) => erase(this.worker, memberId);
}
