import { execFile } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { percentile, round } from "./row";

const run = promisify(execFile);

/** Where Debian's PostgreSQL puts pgbench, or the one on the path; null where it is missing. */
export function findPgbench(): string | null {
  const versions = "/usr/lib/postgresql";
  const found = existsSync(versions) ? readdirSync(versions).map((version) => `${versions}/${version}/bin/pgbench`).find((at) => existsSync(at)) : undefined;
  return found ?? (process.env.PATH ?? "").split(":").map((dir) => `${dir}/pgbench`).find((at) => existsSync(at)) ?? null;
}

/** Fills the tables of pgbench, scale 10. */
export async function prepareTpcb(databaseUrl: string): Promise<void> {
  await pgbench(databaseUrl, ["-i", "-q", "-s", "10"]);
}

/** pgbench's TPC-B-like script, 8 clients, on a prepared database: transactions a second, and how many there were. */
export async function tpcb(databaseUrl: string, { seconds }: { seconds: number }): Promise<{ perSecond: number; count: number }> {
  const said = await pgbench(databaseUrl, ["-c", "8", "-j", "2", "-T", String(seconds)]);
  const [perSecond, count] = [/tps = ([\d.]+)/, /actually processed: (\d+)/].map((figure) => Number(figure.exec(said)?.[1]));
  if (!perSecond || !count) throw new Error(`pgbench answered without a rate: ${said.slice(0, 200)}`);
  return { perSecond: round(perSecond), count };
}

/**
 * pgbench's simple update (`-N`) coming at a rate, late or not, on a database of its own scale 10: the 95th percentile of how long one takes, waiting for
 * its turn included. Null where pgbench is missing.
 */
export async function simpleUpdate(databaseUrl: string, { rate, seconds }: { rate: number; seconds: number }): Promise<{ p95: number } | null> {
  if (!findPgbench()) return null;
  await prepareTpcb(databaseUrl);
  const dir = await mkdtemp(path.join(os.tmpdir(), "perennial-pgbench-"));
  try {
    await pgbench(databaseUrl, ["-N", "-c", "8", "-j", "2", "-R", String(rate), "-T", String(seconds), "-l", `--log-prefix=${path.join(dir, "log")}`]);
    const lines = (await Promise.all((await readdir(dir)).map((name) => readFile(path.join(dir, name), "utf8")))).join("").trim().split("\n");
    // client, transaction, microseconds, script, seconds, microseconds, lag behind the schedule in microseconds
    const took = lines.map((line) => Number(line.split(" ")[2]) / 1000).sort((a, b) => a - b);
    return { p95: round(percentile(took, 0.95), 1) };
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

async function pgbench(databaseUrl: string, args: string[]): Promise<string> {
  const program = findPgbench();
  if (!program) throw new Error("pgbench is missing: it comes with Debian's postgresql package");
  const url = new URL(databaseUrl);
  const where = ["-h", url.hostname, "-p", url.port, "-U", url.username];
  const { stdout } = await run(program, [...where, ...args, url.pathname.slice(1)], { env: { ...process.env, PGPASSWORD: decodeURIComponent(url.password) } });
  return stdout;
}
