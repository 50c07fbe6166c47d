import { randomUUID } from "node:crypto";
import type { Sandbox } from "../sandbox";
import { advance, nowMs } from "../world/clock";
import type { Delivery, Shop } from "../world/types";
import { decideFaults } from "./decide-faults";
import { logDelivery } from "./delivery-log";
import { includeFields } from "./include-fields";
import { matchesFilter } from "./matches-filter";
import { deliveryAgent, postDelivery } from "./post-delivery";
import { retryDelayMs } from "./retry-delay";
import { serializePayload } from "./serialize-payload";
import { AFTER_UNINSTALL, subscriptionsFor, type Subscription } from "./subscriptions-for";

const AT_ONCE = 64;
const TICK_MS = 200;
/** Advancing the clock stops at due deliveries; those due within this much of each other go together. */
const STEP_MS = 5_000;

interface Parcel { shop: Shop; delivery: Delivery }

/** Carries webhooks: makes them of what happens, sends them at most 64 at once, tries again on the sandbox clock. */
export class Courier {
  private readonly ready: (Parcel & { done: () => void })[] = [];
  private readonly running = new Set<Promise<void>>();
  private readonly twice = new Set<Delivery>();
  private readonly agent = deliveryAgent(AT_ONCE);
  private readonly timer: NodeJS.Timeout;
  private later: Parcel[] = [];
  private earliest = Infinity;
  private sending = 0;
  private stopped = false;
  private eventId: string | null = null;

  /** Takes up what still waits in the logs of all shops. */
  constructor(private readonly sandbox: Sandbox) {
    for (const shop of Object.values(sandbox.world.shops)) {
      for (const delivery of shop.deliveries) if (delivery.state === "waiting") this.schedule({ shop, delivery });
    }
    this.timer = setInterval(() => void this.sendDue(), TICK_MS);
    this.timer.unref();
  }

  /** Something happened: one delivery for each subscription that wants it. */
  accept(shop: Shop, topic: string, resource: unknown): void {
    const whole = lazy(() => serializePayload(resource));
    for (const subscription of subscriptionsFor(this.sandbox, shop, topic)) {
      if (subscription.filter && !matchesFilter(resource, subscription.filter)) continue;
      const body = subscription.includeFields ? serializePayload(includeFields(resource, subscription.includeFields)) : whole();
      this.take(shop, this.deliveryOf(topic, subscription, body));
    }
  }

  /** Sends a logged delivery again, now: same id, same body. */
  redeliver(shop: Shop, delivery: Delivery): Promise<void> {
    this.later = this.later.filter((parcel) => parcel.delivery !== delivery);
    Object.assign(delivery, { state: "waiting", nextAttemptAt: null });
    return this.send({ shop, delivery });
  }

  /** Deliveries made and not yet tried, or on their way. Retries that wait for their time are not among them. */
  get inFlight(): number {
    return this.running.size;
  }

  /** Deliveries that wait for their time: retries and delayed ones. */
  get waiting(): number {
    return this.later.length;
  }

  /** Resolves when nothing is ready or on its way. */
  async idle(): Promise<void> {
    while (this.running.size > 0) await Promise.all(this.running);
  }

  /** Moves the clock from one due delivery to the next, sending each in its time, up to `target` (milliseconds). */
  async runUntil(target: number): Promise<void> {
    await Promise.all(this.running);
    while (this.earliest <= target && !this.stopped) {
      const step = Math.min(target, this.earliest + STEP_MS);
      advance(this.sandbox.world, Math.max(0, step - nowMs(this.sandbox.world)));
      await this.sendDue();
    }
  }

  async stop(): Promise<void> {
    if (this.stopped) return;
    this.stopped = true;
    clearInterval(this.timer);
    this.ready.splice(0).forEach(({ done }) => done());
    await this.idle();
    await this.agent.close();
  }

  private deliveryOf(topic: string, subscription: Subscription, body: string): Delivery {
    const { uri, name, apiId } = subscription;
    return {
      webhookId: randomUUID(), eventId: this.currentEvent(), topic, uri, triggeredAt: this.sandbox.now().toISOString(), body, attempts: [], state: "waiting", nextAttemptAt: null,
      ...(name ? { name } : {}), ...(apiId ? { subscriptionId: apiId } : {}),
    };
  }

  /** All topics told in one turn belong to one act of the merchant and share its event id. */
  private currentEvent(): string {
    if (this.eventId === null) {
      this.eventId = randomUUID();
      queueMicrotask(() => { this.eventId = null; });
    }
    return this.eventId;
  }

  private take(shop: Shop, delivery: Delivery): void {
    const { world } = this.sandbox;
    const number = (world.deliveryCount = (world.deliveryCount ?? 0) + 1);
    const faults = decideFaults(world.faults, world.seed, number);
    logDelivery(shop, delivery);
    if (faults.drop) {
      delivery.state = "dropped";
      return;
    }
    if (faults.duplicate) this.twice.add(delivery);
    if (faults.delayMs === 0) void this.send({ shop, delivery });
    else this.scheduleIn({ shop, delivery }, faults.delayMs);
  }

  private send(parcel: Parcel): Promise<void> {
    const sent = new Promise<void>((done) => { this.ready.push({ ...parcel, done }); });
    const tracked = sent.finally(() => this.running.delete(tracked));
    this.running.add(tracked);
    this.pump();
    return tracked;
  }

  private pump(): void {
    while (this.sending < AT_ONCE && this.ready.length > 0 && !this.stopped) {
      const parcel = this.ready.shift()!;
      this.sending += 1;
      void this.attempt(parcel).finally(() => {
        this.sending -= 1;
        parcel.done();
        this.pump();
      });
    }
  }

  private async attempt({ shop, delivery }: Parcel): Promise<void> {
    if (!shop.install && !AFTER_UNINSTALL.has(delivery.topic)) {
      Object.assign(delivery, { state: "dropped", nextAttemptAt: null });
      return;
    }
    const at = this.sandbox.now().toISOString();
    const answer = await postDelivery(delivery, { app: this.sandbox.world.app, domain: shop.domain, agent: this.agent });
    delivery.attempts.push({ at, ...answer });
    const taken = answer.status !== null && answer.status >= 200 && answer.status < 300;
    if (taken) this.delivered({ shop, delivery });
    else if (delivery.state !== "delivered") this.failed({ shop, delivery });
    this.sandbox.save();
  }

  private delivered(parcel: Parcel): void {
    Object.assign(parcel.delivery, { state: "delivered", nextAttemptAt: null });
    if (this.twice.delete(parcel.delivery)) void this.send(parcel);
  }

  private failed({ shop, delivery }: Parcel): void {
    const delay = retryDelayMs(delivery.attempts.length);
    if (delay !== null) return this.scheduleIn({ shop, delivery }, delay);
    Object.assign(delivery, { state: "failed", nextAttemptAt: null });
    if (delivery.subscriptionId) shop.subscriptionsOfApi = shop.subscriptionsOfApi.filter(({ id }) => id !== delivery.subscriptionId);
  }

  private scheduleIn(parcel: Parcel, delayMs: number): void {
    parcel.delivery.nextAttemptAt = new Date(nowMs(this.sandbox.world) + delayMs).toISOString();
    this.schedule(parcel);
  }

  private schedule(parcel: Parcel): void {
    this.later.push(parcel);
    this.earliest = Math.min(this.earliest, dueMs(parcel));
  }

  private async sendDue(): Promise<void> {
    const now = nowMs(this.sandbox.world);
    if (this.earliest > now || this.stopped) return;
    const due = this.later.filter((parcel) => dueMs(parcel) <= now).sort((a, b) => dueMs(a) - dueMs(b));
    this.later = this.later.filter((parcel) => dueMs(parcel) > now);
    this.earliest = this.later.reduce((least, parcel) => Math.min(least, dueMs(parcel)), Infinity);
    await Promise.all(due.map((parcel) => this.send(parcel)));
  }
}

function dueMs({ delivery }: Parcel): number {
  return delivery.nextAttemptAt === null ? 0 : Date.parse(delivery.nextAttemptAt);
}

function lazy<T>(make: () => T): () => T {
  let made: { value: T } | null = null;
  return () => (made ??= { value: make() }).value;
}
