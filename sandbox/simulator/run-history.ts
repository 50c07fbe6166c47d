import { setImmediate as nextTurn, setTimeout as pause } from "node:timers/promises";
import type { Sandbox } from "../sandbox";
import type { Shop } from "../world/types";
import { courierOf } from "../webhooks/courier-of";
import type { HistoryEvent } from "./history-event";
import { playEvent } from "./play-event";

/** Deliveries on their way at most; more would only grow a queue in front of the app. */
const MOST_IN_FLIGHT = 128;
/** So many refused deliveries waiting for their retry mean that the app is away: better to wait for it. */
const MOST_WAITING = 100;

export interface RunOptions {
  onProgress?: (done: number, total: number) => void;
  /** Ends the run after the current event; a later run goes on from there. */
  signal?: AbortSignal;
}

/**
 * Plays a planned history into a shop through the verbs of shop life, so that everything arrives as signed webhooks. Goes on where
 * an earlier run stopped (`shop.simulator.next`). Resolves when all is played and delivered, or the signal came.
 */
export async function runHistory(sandbox: Sandbox, shop: Shop, plan: HistoryEvent[], options: RunOptions = {}): Promise<void> {
  const state = shop.simulator;
  if (!state) throw new Error(`shop ${shop.domain}: no simulator state, expected startSimulator to have made it`);
  while (state.next < plan.length && !options.signal?.aborted) {
    playEvent(sandbox, shop, plan[state.next]!);
    state.next += 1;
    if (state.next % 25 === 0) options.onProgress?.(state.next, plan.length);
    await room(sandbox, options.signal);
  }
  await courierOf(sandbox.world)?.idle();
  options.onProgress?.(state.next, plan.length);
  sandbox.save();
}

async function room(sandbox: Sandbox, signal: AbortSignal | undefined): Promise<void> {
  const courier = courierOf(sandbox.world);
  await nextTurn();
  while (courier && courier.inFlight > MOST_IN_FLIGHT && !signal?.aborted) await pause(2);
  while (courier && courier.waiting > MOST_WAITING && !signal?.aborted) await pause(200);
}
