import type { Random } from "../../../../sandbox/world/random";
import { Agenda } from "./agenda";
import { SOUND, type Deciders } from "./deciders";
import { FaultyShopify } from "./faulty-shopify";
import { Jobs } from "./jobs";
import { Worker } from "./jobs/worker";
import { judged } from "./judge";
import { drawPlan, type Plan } from "./plan";
import { Queue } from "./queue";
import { emptyRows } from "./rows";
import { isAway, MINUTE, type Scene } from "./scene";
import { Shoppers } from "./shoppers";
import { drawStory, type Story } from "./story";

const SECOND = 1000;
const BEGUN = Date.UTC(2026, 0, 1);
const MOST_STEPS = 5_000;
export const REDEMPTIONS_A_WORLD = 2;

/** `events`: what else happened, so that a run can show that it did. */
export interface Outcome { fates: string[]; events: string[]; problems: string[] }

/**
 * Members who redeem some times out of one pool, beside a Shopify that loses answers, executes late, shows stale states, drops and
 * doubles events, with workers that die and do everything again, while the app is removed and comes back, codes leak, points end, and members are merged and forgotten.
 */
export function liveOnce(chance: Random, decide: Deciders = SOUND): Outcome {
  return new World(chance, decide).live();
}

class World {
  private now = BEGUN;
  private readonly stories: Story[];
  private readonly before: bigint;
  private readonly plan: Plan;
  private readonly scene: Scene;
  private readonly queue: Queue;
  private readonly shoppers: Shoppers;

  constructor(chance: Random, decide: Deciders) {
    const now = () => this.now;
    const shopify = new FaultyShopify(chance, now);
    this.stories = Array.from({ length: REDEMPTIONS_A_WORLD }, (_, n) => drawStory(n, chance));
    const points = new Map<bigint, bigint>();
    for (const story of this.stories) points.set(story.memberId, (points.get(story.memberId) ?? 0n) + story.points);
    if (chance() < 0.3) points.set(this.stories[0]!.memberId, points.get(this.stories[0]!.memberId)! + 500n);
    this.before = [...points.values()].reduce((sum, one) => sum + one, 0n);
    this.plan = drawPlan(chance, points.size);
    const rows = emptyRows(points, this.plan.lotEnd === null ? null : new Date(BEGUN + this.plan.lotEnd).toISOString());
    const spread = Math.floor(chance() * 600) * SECOND;
    const away = chance() < 0.03 ? { from: BEGUN + Math.floor(chance() * 3600) * SECOND, until: BEGUN + (3_600 + Math.floor(chance() * 86_400)) * SECOND } : null;
    this.scene = { now, chance, agenda: new Agenda(), rows, shopify, decide, jobs: new Jobs(new Worker(rows, shopify, decide, now, chance)), away, spread };
    this.queue = new Queue(this.scene);
    this.shoppers = new Shoppers(this.scene, this.queue);
  }

  live(): Outcome {
    const { scene, queue, stories, before } = this;
    const { agenda, away, rows, shopify } = scene;
    const problems: string[] = [];
    for (const story of stories) agenda.at(BEGUN + story.from, () => this.shoppers.redeem(story));
    if (away) agenda.at(away.until, () => { rows.reconciledUntil = null; queue.ask("import", this.now); queue.ask("read", this.now); });
    const events: string[] = [];
    this.happen(events);
    try {
      for (let next = agenda.next(), steps = 0; next; next = agenda.next(), steps++) {
        if (steps > MOST_STEPS) throw new Error("stuck: the jobs never come to an end");
        this.now = next.at;
        next.run();
        queue.lookAtWork();
      }
    } catch (error) {
      problems.push(`broken: ${(error as Error).message}`);
    }
    return { fates: stories.map(({ fate }) => fate), events: [...events, ...(rows.leaked.size > 0 ? ["leaked"] : []), ...(rows.graced.size > 0 ? ["graced"] : []), ...([...rows.posted.keys()].some((key) => key.startsWith("lot:")) ? ["expired"] : [])], problems: [...problems, ...judged({ rows, shopify, before, stories })] };
  }
  /** What befalls the members and the pool, whatever they do. News of it waits while the app is away. */
  private happen(events: string[]): void {
    const { scene: { agenda, jobs }, scene, queue } = this;
    const once = (event: string, after: number | null, work: () => void) => {
      if (after === null) return;
      const run = (): void => isAway(scene) ? agenda.at(scene.away!.until + MINUTE, run) : queue.attempt(() => { work(); events.push(event); }, run);
      agenda.at(BEGUN + after, run);
    };
    once("merged", this.plan.merge, () => jobs.merge(2n, 1n));
    once("forgotten", this.plan.erase, () => { jobs.erase(1n); queue.ask("close", this.now); });
    if (this.plan.leak !== null) agenda.at(BEGUN + this.plan.leak, () => this.shoppers.leak(() => events.push("used by nobody's order")));
  }
}
