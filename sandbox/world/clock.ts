import type { Iso, World } from "./types";

export function nowMs(world: World): number {
  return Date.now() + world.clockOffsetMs;
}

/** The sandbox's time, ISO-8601 UTC. It runs with the real clock, ahead of it by what was advanced. */
export function nowOf(world: World): Iso {
  return new Date(nowMs(world)).toISOString();
}

/** Moves the sandbox clock forward. It never goes back: tokens and retries are measured on it. */
export function advance(world: World, ms: number): void {
  if (!Number.isFinite(ms) || ms < 0) throw new RangeError(`clock advance ${ms}: expected milliseconds, zero or more`);
  world.clockOffsetMs += ms;
}
