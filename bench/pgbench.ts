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

/** Transactions a second of pgbench's TPC-B-like script (scale 10, 8 clients) on the same server. */
export async function tpcb(databaseUrl: string, { seconds }: { seconds: number }): Promise<number> {
  const pgbench = findPgbench();
  if (!pgbench) throw new Error("pgbench is missing: it comes with Debian's postgresql package");
  const url = new URL(databaseUrl);
  const env = { ...process.env, PGPASSWORD: decodeURIComponent(url.password) };
  const where = ["-h", url.hostname, "-p", url.port, "-U", url.username];
  const name = url.pathname.slice(1);
  await run(pgbench, [...where, "-i", "-q", "-s", "10", name], { env });
  const { stdout } = await run(pgbench, [...where, "-c", "8", "-j", "2", "-T", String(seconds), name], { env });
  const tps = /tps = ([\d.]+)/.exec(stdout)?.[1];
  if (!tps) throw new Error(`pgbench answered without a rate: ${stdout.slice(0, 200)}`);
  return round(Number(tps));
}
