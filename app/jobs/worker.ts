import { createServer } from "node:http";
import { Logger, run, type Runner } from "graphile-worker";
import { env, parseEnv } from "~/env.server";
import { startInbox } from "~/inbox/run-inbox.server";
import { log } from "~/log.server";
import { CRONTAB } from "./schedule";
import { taskList } from "./task-list";

const JOBS_AT_ONCE = 4;
const PATIENCE_MS = 60_000;
/** The inbox looks several times a second; silent for so long it hangs. */
const SILENT_MS = 60_000;

try {
  await start();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
}

async function start(): Promise<void> {
  parseEnv(process.env);
  const runner = await startJobs();
  const inbox = startInbox();
  const health = env.WORKER_PORT === undefined ? null : createServer((_request, response) => {
    const ok = Date.now() - inbox.lastLookAt().getTime() < SILENT_MS;
    response.writeHead(ok ? 200 : 503, { "Content-Type": "application/json", "Cache-Control": "no-store" }).end(JSON.stringify({ ok }));
  }).listen(env.WORKER_PORT, "127.0.0.1");
  log.info("worker started");
  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    log.info("worker stopping: what is under way is finished");
    setTimeout(() => process.exit(1), PATIENCE_MS).unref();
    health?.close();
    void Promise.all([inbox.stop(), runner.stop()]).then(() => process.exit(0), () => process.exit(1));
  };
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, stop);
}

async function startJobs(): Promise<Runner> {
  const runner = await run({ connectionString: env.DATABASE_URL, taskList, crontab: CRONTAB, concurrency: JOBS_AT_ONCE, noHandleSignals: true, pollInterval: 2_000, logger: queueLogger() }).catch((error: Error) => {
    throw new Error(`the job queue cannot be used (${error.message}): check DATABASE_URL, and that npm run migrate was run`, { cause: error });
  });
  runner.events.on("pool:listen:error", () => log.warn("the queue lost its database connection, it connects again"));
  return runner;
}

/** The queue's own talk: only its warnings; tasks speak for themselves. */
function queueLogger(): Logger {
  return new Logger(() => (level, message) => {
    if (level === "error" || level === "warning") log.warn({ queue: true }, message.split("\n")[0]!);
    else log.debug({ queue: true }, message);
  });
}
