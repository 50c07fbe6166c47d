import { Fault } from "./faulty-shopify";
import { Died } from "./jobs/worker";
import { isAway, MINUTE, type Scene } from "./scene";

const SECOND = 1000;
export type Job = "import" | "fill" | "close" | "read" | "resolve" | "expire" | "expirePoints";

/** The queue of jobs, which gives each at least once and again when it fails, and the minute's look at what waits. */
export class Queue {
  private readonly pending = new Map<Job, number>();

  constructor(private readonly scene: Scene) {}

  ask(job: Job, wanted: number): void {
    const at = isAway(this.scene, wanted) ? this.scene.away!.until : wanted;
    const asked = this.pending.get(job);
    if (asked !== undefined && asked <= at) return;
    this.pending.set(job, at);
    this.scene.agenda.at(at, () => { if (this.pending.get(job) === at) this.work(job); });
  }

  attempt(work: () => void, again: () => void): void {
    try {
      work();
    } catch (error) {
      if (error instanceof Died) this.scene.agenda.at(this.scene.now() + MINUTE, again);
      else if (error instanceof Fault) again();
      else throw error;
    }
  }

  /** The minute's look: whatever waits is asked for again. */
  lookAtWork(): void {
    const { rows, chance, spread } = this.scene;
    const now = this.scene.now();
    const soon = now + MINUTE;
    for (const { redemption: { status, codeGoneAt, expiresAt } } of rows.kept) {
      if (status === "held") this.ask("fill", now + 5 * SECOND);
      // The shop's others on their way back have the orders read as well.
      if (status === "closing") this.ask(codeGoneAt === null && chance() < 0.5 ? "close" : "read", codeGoneAt === null ? now + 20 * SECOND : soon);
      if (status === "closing" && codeGoneAt === null) this.ask("close", soon);
      if (status === "issued") this.ask("expire", Math.max(expiresAt!.getTime() + spread / 10, now));
    }
    for (const { free, expiresAt } of rows.lots) if (free > 0n && expiresAt !== null) this.ask("expirePoints", Math.max(Date.parse(expiresAt) + spread / 10, now));
    const seen = [...rows.uses.values()].flat().find(({ seenAt }) => rows.kept.some(({ redemption }) => redemption.status === "issued") && seenAt > now - 2 * 60 * MINUTE);
    if (seen) this.ask("resolve", Math.max(soon, seen.seenAt + 61 * MINUTE));
  }

  private work(job: Job): void {
    const { chance } = this.scene;
    this.pending.delete(job);
    for (let times = chance() < 0.15 ? 2 : 1; times > 0; times--) this.attempt(() => this.run(job), () => this.ask(job, this.scene.now() + (20 + Math.floor(chance() * 60)) * SECOND));
  }

  private run(job: Job): void {
    const { jobs, decide, now } = this.scene;
    const done = jobs[job]();
    if (job === "close" && (done as number) > 0) this.ask("read", decide.vouchingFrom(new Date(now())).getTime() + 2 * SECOND);
    if (job === "read") this.ask("resolve", now());
  }
}
