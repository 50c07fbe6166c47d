import type * as Timers from "node:timers/promises";

/** What waits for a call to be tried again waits a moment: time passes on the virtual clock alone. For `vi.mock`. */
export async function quickTimers(original: () => Promise<typeof Timers>): Promise<typeof Timers> {
  const timers = await original();
  return { ...timers, setTimeout: (ms: number, ...more: [unknown?, object?]) => timers.setTimeout(Math.min(ms, 5), ...more) } as typeof Timers;
}
