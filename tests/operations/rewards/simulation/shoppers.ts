import type { Order } from "./faulty-shopify";
import type { Queue } from "./queue";
import { DAY, isAway, MINUTE, type Scene } from "./scene";
import type { Story } from "./story";

const SECOND = 1000;
const QUARTER = 15 * MINUTE;

/** What shoppers do by their stories, and how the shop hears of their orders. */
export class Shoppers {
  constructor(private readonly scene: Scene, private readonly queue: Queue) {}

  redeem(story: Story): void {
    const { scene, queue } = this;
    if (isAway(scene)) return void (story.fate = "not there");
    const memberId = scene.rows.merged.get(story.memberId) ?? story.memberId;
    if (scene.rows.erased.has(memberId)) return void (story.fate = "forgotten before");
    const own = scene.jobs.redeem(story.id, { ...story, memberId });
    if (!own) return void (story.fate = "refused");
    queue.ask("fill", scene.now());
    if (story.cancelAfter !== null) scene.agenda.at(scene.now() + story.cancelAfter, () => this.cancel(story));
    for (const use of story.uses) scene.agenda.at(scene.now() + use.after, () => this.buy(story, use.late));
  }

  private cancel(story: Story): void {
    const { scene, queue } = this;
    // A shopper whose request was lost asks again.
    if (isAway(scene)) return scene.agenda.at(scene.away!.until + MINUTE, () => this.cancel(story));
    story.canceled = true;
    queue.attempt(() => scene.jobs.giveBack(this.keptOf(story)), () => this.cancel(story));
    queue.ask("close", scene.now());
  }

  private buy(story: Story, late: boolean): void {
    const { scene } = this;
    const { code, redemption } = this.keptOf(story);
    if (code === null) return redemption.status === "held" ? scene.agenda.at(scene.now() + MINUTE, () => this.buy(story, late)) : undefined;
    const order = scene.shopify.placeOrder(code, { late });
    if (!order) return;
    this.announce(order);
  }

  /** Somebody who has no business with it uses a code nobody was given yet. */
  leak(told: () => void): void {
    const { scene } = this;
    const [code] = scene.rows.free;
    const order = code === undefined ? null : scene.shopify.placeOrder(code, { late: false });
    if (!order) return;
    told();
    this.announce(order);
  }

  private announce(order: Order): void {
    const { scene } = this;
    if (scene.chance() < 0.03) {
      scene.rows.parked.add(order.orderId);
      // Somebody has it handled after all.
      scene.agenda.at(scene.now() + 4 * DAY, () => { scene.rows.parked.delete(order.orderId); this.hear(order, order.versions.at(-1)!, 0); });
    }
    for (const version of order.versions) this.tell(order, version);
  }

  /** An event, which may be dropped, late or doubled; and the quarter's reading that shows it. */
  private tell(order: Order, version: Order["versions"][number]): void {
    const { scene: { chance, rows, spread, agenda }, scene } = this;
    if (chance() > 0.15) this.hear(order, version, version.at + Math.floor(chance() ** 4 * 20_000) * SECOND);
    if (chance() < 0.3) this.hear(order, version, version.at + Math.floor(chance() * 20_000) * SECOND);
    const tick = Math.ceil((version.listedAt - spread) / QUARTER) * QUARTER + spread;
    agenda.at(tick, () => {
      // Readings since the last one showed nothing new: they are left out here, but they were.
      if (rows.reconciledUntil && !isAway(scene)) rows.reconciledUntil = new Date(Math.max(rows.reconciledUntil.getTime(), tick - QUARTER));
      this.queue.ask("read", scene.now());
    });
  }

  private hear(order: Order, version: Order["versions"][number], at: number): void {
    const { scene, queue } = this;
    scene.agenda.at(Math.max(at, scene.now()), () => { if (!isAway(scene)) queue.attempt(() => scene.jobs.deliver(order, version), () => this.hear(order, version, scene.now() + MINUTE)); });
  }

  private keptOf = ({ id }: Story) => this.scene.rows.kept.find(({ redemption }) => redemption.redemptionId === id)!;
}
