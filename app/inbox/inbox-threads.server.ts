import { once } from "node:events";
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { log } from "~/log.server";

/** More would only wait for the database. */
const MOST_THREADS = 4;
/** Batches live long enough to be copied again and again in Node's usual 48 MB for what is new. */
const YOUNG_MEMORY_MB = 192;

const BUILT = new URL("./inbox-thread.js", import.meta.url);
const SOURCE = new URL("./inbox-thread.server.ts", import.meta.url);
/** Threads do not take over what lets the main thread read TypeScript. */
const FROM_SOURCE = `import("tsx/esm/api").then(({ register }) => { register(); return import(${JSON.stringify(SOURCE.href)}); })`;

/**
 * The inbox in threads of its own, one a processor core, at most four: opening and parsing bodies and settling keep a core busy, and must not
 * wait for the jobs that run in the main thread, nor those for them. Threads share nothing: they are to each other as two workers.
 * A thread that dies ends the process, as an error in the main thread would.
 */
export function startInboxThreads(count = Math.min(MOST_THREADS, availableParallelism())): { stop(): Promise<void>; lastLookAt(): Date } {
  const looks = new Map<Worker, number>();
  let stopping = false;
  const threads = Array.from({ length: count }, () => {
    const options = { resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MEMORY_MB } };
    const thread = import.meta.url.endsWith(".ts") ? new Worker(FROM_SOURCE, { ...options, eval: true }) : new Worker(BUILT, options);
    looks.set(thread, Date.now());
    thread.on("message", (at: number) => looks.set(thread, at));
    thread.on("error", (error) => log.fatal({ err: error }, "inbox: a thread died"));
    thread.on("exit", () => { if (!stopping) process.exit(1); });
    return thread;
  });
  return {
    stop: async () => {
      stopping = true;
      const ended = threads.map((thread) => once(thread, "exit"));
      for (const thread of threads) thread.postMessage("stop");
      await Promise.all(ended);
    },
    lastLookAt: () => new Date(Math.min(...looks.values())),
  };
}
