import { createServer } from "node:http";
import { Logger, run, type Runner } from "graphile-worker";
import { env, parseEnv } from "~/env.server";
import { startInboxThreads } from "~/inbox/inbox-threads.server";
import { log } from "~/log.server";
import { CRONTAB } from "./schedule";
import { patientTasks, promptTasks } from "./task-list";

const PROMPT_AT_ONCE = 3;
const PATIENT_AT_ONCE = 5;
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
  const inbox = startInboxThreads();
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

/** Two sets of places: what people wait for never stands behind long readings. */
async function startJobs(): Promise<{ stop(): Promise<void> }> {
  const common = { connectionString: env.DATABASE_URL, maxPoolSize: 5, noHandleSignals: true, pollInterval: 2_000, logger: queueLogger() };
  const runners: Runner[] = [];
  try {
    runners.push(await run({ ...common, taskList: promptTasks, concurrency: PROMPT_AT_ONCE, parsedCronItems: [] }));
    runners.push(await run({ ...common, taskList: patientTasks, concurrency: PATIENT_AT_ONCE, crontab: CRONTAB }));
  } catch (error) {
    throw new Error(`the job queue cannot be used (${(error as Error).message}): check DATABASE_URL, and that npm run migrate was run`, { cause: error });
  }
  for (const { events } of runners) events.on("pool:listen:error", () => log.warn("the queue lost its database connection, it connects again"));
  return { stop: async () => void await Promise.all(runners.map((runner) => runner.stop())) };
}

/** The queue's own talk: only its warnings; tasks speak for themselves. */
function queueLogger(): Logger {
  return new Logger(() => (level, message) => {
    if (level === "error" || level === "warning") log.warn({ queue: true }, message.split("\n")[0]!);
    else log.debug({ queue: true }, message);
  });
}
