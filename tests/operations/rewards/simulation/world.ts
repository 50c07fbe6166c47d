import type { Random } from "../../../../sandbox/world/random";
import { SOUND, type Deciders } from "./deciders";
import { Fault, FaultyShopify, type Order } from "./faulty-shopify";
import { Died, Jobs } from "./jobs";
import { judged } from "./judge";
import { emptyRows, type Rows } from "./rows";
import { drawStory, type Story } from "./story";

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const QUARTER = 15 * MINUTE;
const BEGUN = Date.UTC(2026, 0, 1);
const DAY = 86_400 * SECOND;
export const REDEMPTIONS_A_WORLD = 2;

type Job = "import" | "fill" | "close" | "read" | "resolve" | "expire";
export interface Outcome { fates: string[]; problems: string[] }

/**
 * A member who redeems some times out of one pool, beside a Shopify that loses answers, executes late, shows stale states, drops and
 * doubles events, with workers that die and do everything again, while the app is removed and comes back.
 */
export function liveOnce(chance: Random, decide: Deciders = SOUND): Outcome {
  return new World(chance, decide).live();
}

class World {
  private now = BEGUN;
  private readonly agenda: { at: number; run(): void }[] = [];
  private readonly pending = new Map<Job, number>();
  private readonly shopify: FaultyShopify;
  private readonly stories: Story[];
  private readonly before: bigint;
  private readonly rows: Rows;
  private readonly jobs: Jobs;
  /** While the app is removed nothing is heard, and nothing done. */
  private readonly away: { from: number; until: number } | null;
  /** Each shop has its own place in the quarter. */
  private readonly spread: number;
  private readonly problems: string[] = [];

  constructor(private readonly chance: Random, private readonly decide: Deciders) {
    const now = () => this.now;
    this.shopify = new FaultyShopify(chance, now);
    this.stories = Array.from({ length: REDEMPTIONS_A_WORLD }, (_, n) => drawStory(n, chance));
    this.before = this.stories.reduce((sum, { points }) => sum + points, 0n) + (chance() < 0.3 ? 500n : 0n);
    this.rows = emptyRows(this.before);
    this.spread = Math.floor(chance() * 600) * SECOND;
    this.jobs = new Jobs(this.rows, this.shopify, decide, now, chance);
    this.away = chance() < 0.03 ? { from: BEGUN + Math.floor(chance() * 3600) * SECOND, until: BEGUN + (3_600 + Math.floor(chance() * 86_400)) * SECOND } : null;
  }

  live(): Outcome {
    for (const story of this.stories) this.at(BEGUN + story.from, () => this.redeem(story));
    if (this.away) this.at(this.away.until, () => { this.rows.reconciledUntil = null; this.ask("import", this.now); this.ask("read", this.now); });
    try {
      for (let next = this.agenda.shift(), steps = 0; next; next = this.agenda.shift(), steps++) {
        if (steps > 5_000) throw new Error("stuck: the jobs never come to an end");
        this.now = next.at;
        next.run();
        this.lookAtWork();
      }
    } catch (error) {
      this.problems.push(`broken: ${(error as Error).message}`);
    }
    const { rows, shopify, before } = this;
    return { fates: this.stories.map(({ fate }) => fate), problems: [...this.problems, ...judged({ rows, shopify, before, stories: this.stories })] };
  }

  private at(at: number, run: () => void): void {
    let n = this.agenda.length;
    while (n > 0 && this.agenda[n - 1]!.at > at) n--;
    this.agenda.splice(n, 0, { at, run });
  }

  private redeem(story: Story): void {
    if (this.isAway()) return void (story.fate = "not there");
    const own = this.jobs.redeem(story.id, story);
    if (!own) return void (story.fate = "refused");
    this.ask("fill", this.now);
    if (story.cancelAfter !== null) this.at(this.now + story.cancelAfter, () => this.cancel(story));
    for (const use of story.uses) this.at(this.now + use.after, () => this.buy(story, use.late));
  }

  private cancel(story: Story): void {
    // A shopper whose request was lost asks again.
    if (this.isAway()) return this.at(this.away!.until + MINUTE, () => this.cancel(story));
    story.canceled = true;
    this.attempt(() => this.jobs.giveBack(this.keptOf(story), "reward_canceled"), () => this.cancel(story));
    this.ask("close", this.now);
  }

  private buy(story: Story, late: boolean): void {
    const { code, redemption } = this.keptOf(story);
    if (code === null) return redemption.status === "held" ? this.at(this.now + MINUTE, () => this.buy(story, late)) : undefined;
    const order = this.shopify.placeOrder(code, { late });
    if (!order) return;
    story.orders.push(order);
    if (this.chance() < 0.03) {
      this.jobs.parked.add(order.orderId);
      // Somebody has it handled after all.
      this.at(this.now + 4 * DAY, () => { this.jobs.parked.delete(order.orderId); this.hear(order, order.versions.at(-1)!, 0); });
    }
    for (const version of order.versions) this.tell(order, version);
  }

  /** An event, which may be dropped, late or doubled; and the quarter's reading that shows it. */
  private tell(order: Order, version: Order["versions"][number]): void {
    if (this.chance() > 0.15) this.hear(order, version, version.at + Math.floor(this.chance() ** 4 * 20_000) * SECOND);
    if (this.chance() < 0.3) this.hear(order, version, version.at + Math.floor(this.chance() * 20_000) * SECOND);
    const tick = Math.ceil((version.listedAt - this.spread) / QUARTER) * QUARTER + this.spread;
    this.at(tick, () => {
      // Readings since the last one showed nothing new: they are left out here, but they were.
      if (this.rows.reconciledUntil && !this.isAway()) this.rows.reconciledUntil = new Date(Math.max(this.rows.reconciledUntil.getTime(), tick - QUARTER));
      this.ask("read", this.now);
    });
  }

  private hear(order: Order, version: Order["versions"][number], at: number): void {
    this.at(Math.max(at, this.now), () => { if (!this.isAway()) this.attempt(() => this.jobs.deliver(order, version), () => this.hear(order, version, this.now + MINUTE)); });
  }

  private ask(job: Job, wanted: number): void {
    const at = this.isAway(wanted) ? this.away!.until : wanted;
    const asked = this.pending.get(job);
    if (asked !== undefined && asked <= at) return;
    this.pending.set(job, at);
    this.at(at, () => { if (this.pending.get(job) === at) this.work(job); });
  }

  private work(job: Job): void {
    this.pending.delete(job);
    // The queue gives a job at least once.
    for (let times = this.chance() < 0.15 ? 2 : 1; times > 0; times--) this.attempt(() => this.run(job), () => this.ask(job, this.now + (20 + Math.floor(this.chance() * 60)) * SECOND));
  }

  private run(job: Job): void {
    const done = this.jobs[job]();
    if (job === "close" && (done as number) > 0) this.ask("read", this.decide.vouchingFrom(new Date(this.now)).getTime() + 2 * SECOND);
    if (job === "read") this.ask("resolve", this.now);
  }

  private attempt(work: () => void, again: () => void): void {
    try {
      work();
    } catch (error) {
      if (error instanceof Died) this.at(this.now + MINUTE, again);
      else if (error instanceof Fault) again();
      else throw error;
    }
  }

  /** The minute's look: whatever waits is asked for again. */
  private lookAtWork(): void {
    const soon = this.now + MINUTE;
    for (const { redemption: { status, codeGoneAt, expiresAt } } of this.rows.kept) {
      if (status === "held") this.ask("fill", this.now + 5 * SECOND);
      // The shop's others on their way back have the orders read as well.
      if (status === "closing") this.ask(codeGoneAt === null && this.chance() < 0.5 ? "close" : "read", codeGoneAt === null ? this.now + 20 * SECOND : soon);
      if (status === "closing" && codeGoneAt === null) this.ask("close", soon);
      if (status === "issued") this.ask("expire", Math.max(expiresAt!.getTime() + this.spread / 10, this.now));
    }
    const seen = [...this.rows.uses.values()].flat().find(({ seenAt }) => this.rows.kept.some(({ redemption }) => redemption.status === "issued") && seenAt > this.now - 2 * 60 * MINUTE);
    if (seen) this.ask("resolve", Math.max(soon, seen.seenAt + 61 * MINUTE));
  }

  private keptOf = ({ id }: Story) => this.rows.kept.find(({ redemption }) => redemption.redemptionId === id)!;
  private isAway = (at = this.now) => this.away !== null && at >= this.away.from && at < this.away.until;
}
