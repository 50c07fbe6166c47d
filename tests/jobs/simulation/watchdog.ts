import { Worker } from "node:worker_threads";
import type { TestDatabase } from "../../support/use-database";

/** Far longer than any step takes on a busy machine, and well below the test's own limit. */
const LONG_MS = 60_000;

export interface Watchdog {
  /** Runs a step; one that takes too long ends the run with all that is under way, in words. */
  during<T>(what: string, step: () => Promise<T>): Promise<T>;
  stop(): void;
}

/** Knows what a run waits for: the step, calls to Shopify without an answer, statements without a result and locks in their way. */
export function watch(database: TestDatabase): Watchdog {
  const calls = new Map<object, { what: string; since: number }>();
  const sound = globalThis.fetch;
  globalThis.fetch = async (...given) => {
    const call = {};
    calls.set(call, { what: `${String(given[0])} ${FIELD.exec(String(given[1]?.body))?.[1] ?? ""}`, since: Date.now() });
    try {
      return await sound(...given);
    } finally {
      calls.delete(call);
    }
  };
  const underWay = async () => [
    ...[...calls.values()].map(({ what, since }) => `a call without an answer for ${Date.now() - since} ms: ${what}`),
    ...(await database.asOwner<{ line: string }>(STATEMENTS)).map(({ line }) => line),
  ];
  const pulse = startPulse();
  return {
    stop: () => {
      globalThis.fetch = sound;
      pulse.stop();
    },
    during: async (what, step) => {
      pulse.now(what);
      let timer: NodeJS.Timeout | undefined;
      const tooLong = new Promise<never>((_resolve, reject) => {
        timer = setTimeout(() => void underWay().then((lines) => reject(new Error([`${what} has not ended after ${LONG_MS / 1000} s:`, ...lines].join("\n  ")))), LONG_MS);
      });
      const begun = Date.now();
      try {
        return await Promise.race([step(), tooLong]);
      } finally {
        clearTimeout(timer);
        if (Date.now() - begun > SLOW_MS) console.info(`${what} took ${Math.round((Date.now() - begun) / 1000)} s`);
      }
    },
  };
}

/** A loop that never lets go keeps timers from telling: another thread tells which step it began in, and ends the process. */
function startPulse(): { now(what: string): void; stop(): void } {
  const beats = new Int32Array(new SharedArrayBuffer(4));
  const other = new Worker(`
    const { parentPort, workerData: { beats, longMs } } = require("node:worker_threads");
    let what = "nothing", seen = -1, since = Date.now();
    parentPort.on("message", (now) => { what = now; });
    setInterval(() => {
      const beat = Atomics.load(beats, 0);
      if (beat !== seen) { seen = beat; since = Date.now(); }
      else if (Date.now() - since > longMs) { require("node:fs").writeSync(2, what + ": its process has done nothing else for " + longMs / 1000 + " s\\n"); process.kill(process.pid, "SIGKILL"); }
    }, 1000);`, { eval: true, workerData: { beats, longMs: LONG_MS } });
  const timer = setInterval(() => Atomics.add(beats, 0, 1), 500);
  return {
    now: (what) => other.postMessage(what),
    stop: () => {
      clearInterval(timer);
      void other.terminate();
    },
  };
}

const SLOW_MS = 10_000;
const FIELD = /"query":"(?:#graphql)?[^{]*\{\\n?\s*(\w+)/;
const STATEMENTS = `SELECT format('a connection is %s for %s (%s), waits for %s behind %s: %s', state, now() - state_change, application_name, coalesce(wait_event_type || ' ' || wait_event, 'nothing'), pg_blocking_pids(pid), left(query, 200)) AS line
  FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle'`;
