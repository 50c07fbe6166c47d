import { setTimeout as pause } from "node:timers/promises";

/**
 * Begins `count` pieces of work, evenly at a rate, late or not (open model): whoever has to wait for those before is counted as waiting.
 * @param work gets the moment it was due. @returns when all are over.
 */
export async function atRate({ count, perSecond }: { count: number; perSecond: number }, work: (n: number, due: number) => Promise<void>): Promise<void> {
  const running: Promise<void>[] = [];
  const begun = performance.now();
  for (let n = 0; n < count; n++) {
    const due = begun + (n * 1000) / perSecond;
    const wait = due - performance.now();
    if (wait > 1) await pause(wait);
    running.push(work(n, due));
  }
  await Promise.all(running);
}
