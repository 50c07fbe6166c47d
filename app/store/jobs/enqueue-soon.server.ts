import { setTimeout as pause } from "node:timers/promises";
import { log } from "~/log.server";
import { beforeClosing } from "../db.server";
import { enqueueJobsNow, shopJob, type Job } from "./enqueue.server";

/** So long whoever asks waits for others to ask for the same. */
const TOGETHER_MS = 50;

/** A database that is busy or away is asked again. */
const TRIES = 3;
const AGAIN_MS = 1_000;

const asked = new Map<string, Job>();
let sending: Promise<void> | null = null;

/**
 * Asks for work that a finished transaction has left in its tables, once for everybody who asks within 50 ms; whoever comes alone asks at once. Nobody waits for it.
 * For what happens hundreds of times a second: a job is a notification, and PostgreSQL ends transactions that notify one after the other, each with its own
 * write to the disk. A process that dies in between leaves the work to the minute's look at every shop, so it is for these tasks alone, which that look finds.
 */
export function enqueueSoon(task: "fill-pools" | "refresh-members", shopId: bigint): void {
  const job = shopJob(task, shopId);
  asked.set(job.key, job);
  sending ??= send();
}

/** Resolves when nothing is left to ask for. */
export async function allEnqueued(): Promise<void> {
  await sending;
}

beforeClosing(allEnqueued);

async function send(): Promise<void> {
  for (let failed = 0; asked.size > 0; ) {
    const jobs = [...asked.values()];
    asked.clear();
    const error: unknown = await enqueueJobsNow(jobs).then(() => null, (thrown: unknown) => thrown ?? true);
    failed = error === null ? 0 : failed + 1;
    if (failed > 0 && failed < TRIES) for (const job of jobs) asked.set(job.key, job);
    if (failed >= TRIES) log.warn({ err: error }, "jobs not asked for: the minute's look finds what waits");
    await pause(failed === 0 ? TOGETHER_MS : AGAIN_MS);
  }
  // In the same step as the look at what is asked: whoever asks next begins anew.
  sending = null;
}
