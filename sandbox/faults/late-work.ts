import { nowMs } from "../world/clock";
import type { Sandbox } from "../sandbox";
import type { World } from "../world/types";

interface LateWork { dueMs: number; run(): Promise<unknown> }

const TICK_MS = 100;
const waiting = new WeakMap<World, LateWork[]>();

/** What a caller was told nothing of is done all the same, so long after its answer on the sandbox clock. */
export function doLater({ world }: Sandbox, seconds: number, run: () => Promise<unknown>): void {
  waiting.set(world, [...(waiting.get(world) ?? []), { dueMs: nowMs(world) + seconds * 1000, run }]);
}

/** When the next of it is due, in milliseconds of the sandbox clock; null when none waits. */
export function nextLateWork(world: World): number | null {
  const times = (waiting.get(world) ?? []).map(({ dueMs }) => dueMs);
  return times.length === 0 ? null : Math.min(...times);
}

/** Does what is due, in its order. */
export async function runLateWork({ world }: Sandbox): Promise<void> {
  const now = nowMs(world);
  const all = waiting.get(world) ?? [];
  waiting.set(world, all.filter(({ dueMs }) => dueMs > now));
  for (const { run } of all.filter(({ dueMs }) => dueMs <= now).sort((a, b) => a.dueMs - b.dueMs)) await run();
}

/** Looks for due work for as long as the sandbox runs. */
export function watchLateWork(sandbox: Sandbox): void {
  const timer = setInterval(() => void runLateWork(sandbox), TICK_MS);
  timer.unref();
  sandbox.onClose(() => clearInterval(timer));
}
