import { AsyncLocalStorage } from "node:async_hooks";
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import type { TestDatabase } from "./use-database";

const LOOK_MS = 5;

/**
 * Runs `work`, which stands still before its n-th statement until `meanwhile` is over, or waits for a lock that `work` holds. What
 * either of them throws is thrown when both are over. @returns whether it came to that; false = it has fewer statements, and `meanwhile` ran after it.
 */
export async function pausedAt(database: TestDatabase, n: number, [work, meanwhile]: readonly [() => Promise<unknown>, () => Promise<unknown>]): Promise<boolean> {
  const mine = new AsyncLocalStorage<true>();
  const sound = pg.Client.prototype.query as (...given: unknown[]) => unknown;
  let statements = 0;
  let standing: Promise<void> | null = null;
  let other: Promise<unknown> | null = null;
  const standStill = async () => {
    let over = false;
    other = mine.exit(meanwhile).finally(() => { over = true; });
    // Whoever waits for the result hears of a failure; nobody does before the work is over.
    other.catch(() => {});
    while (!over && (await mine.exit(() => waitingForLocks(database))) === 0) await pause(LOOK_MS);
  };
  pg.Client.prototype.query = function (this: pg.Client, ...given: unknown[]) {
    if (!mine.getStore() || typeof given.at(-1) === "function") return sound.apply(this, given);
    if (++statements === n) standing = standStill();
    // What is asked together with it comes after it, as on the connection.
    return standing ? standing.then(() => sound.apply(this, given)) : sound.apply(this, given);
  } as typeof pg.Client.prototype.query;
  try {
    await mine.run(true, work);
  } finally {
    pg.Client.prototype.query = sound as typeof pg.Client.prototype.query;
    await (other ?? meanwhile());
  }
  return other !== null;
}

/** How many transactions wait for a lock. */
export async function waitingForLocks(database: TestDatabase): Promise<number> {
  return (await database.asOwner("SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'")).length;
}
