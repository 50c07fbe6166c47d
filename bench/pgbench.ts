import { execFile } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { promisify } from "node:util";
import { round } from "./row";

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

async function pgbench(databaseUrl: string, args: string[]): Promise<string> {
  const program = findPgbench();
  if (!program) throw new Error("pgbench is missing: it comes with Debian's postgresql package");
  const url = new URL(databaseUrl);
  const where = ["-h", url.hostname, "-p", url.port, "-U", url.username];
  const { stdout } = await run(program, [...where, ...args, url.pathname.slice(1)], { env: { ...process.env, PGPASSWORD: decodeURIComponent(url.password) } });
  return stdout;
}
