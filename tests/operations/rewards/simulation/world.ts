import type { Random } from "../../../../sandbox/world/random";
import { Agenda } from "./agenda";
import { SOUND, type Deciders } from "./deciders";
import { FaultyShopify } from "./faulty-shopify";
import { Jobs } from "./jobs";
import { Worker } from "./jobs/worker";
import { judged } from "./judge";
import { Queue } from "./queue";
import { emptyRows } from "./rows";
import type { Scene } from "./scene";
import { Shoppers } from "./shoppers";
import { drawStory, type Story } from "./story";

const SECOND = 1000;
const BEGUN = Date.UTC(2026, 0, 1);
const MOST_STEPS = 5_000;
export const REDEMPTIONS_A_WORLD = 2;

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
  private readonly stories: Story[];
  private readonly before: bigint;
  private readonly scene: Scene;
  private readonly queue: Queue;
  private readonly shoppers: Shoppers;

  constructor(chance: Random, decide: Deciders) {
    const now = () => this.now;
    const shopify = new FaultyShopify(chance, now);
    this.stories = Array.from({ length: REDEMPTIONS_A_WORLD }, (_, n) => drawStory(n, chance));
    this.before = this.stories.reduce((sum, { points }) => sum + points, 0n) + (chance() < 0.3 ? 500n : 0n);
    const rows = emptyRows(this.before);
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
    return { fates: stories.map(({ fate }) => fate), problems: [...problems, ...judged({ rows, shopify, before, stories })] };
  }
}
