import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { embeddedPostgres } from "../scripts/embedded-postgres.mjs";
import { migrate } from "../scripts/migrate.mjs";

/** A PostgreSQL of its own for the run, with default settings (fsync and synchronous_commit on). */
export async function benchDatabase() {
  const dir = await mkdtemp(path.join(os.tmpdir(), "perennial-bench-"));
  const server = await embeddedPostgres({ dataDir: path.join(dir, "pg"), database: "perennial" });
  await migrate(server.ownerUrl, { appPassword: "bench-only" });
  const app = new URL(server.ownerUrl);
  app.username = "perennial_app";
  app.password = "bench-only";
  const yardstick = await createDatabase(server.url("postgres"), server.url("yardstick"));
  return {
    pid: server.pid, ownerUrl: server.ownerUrl, appUrl: app.href, yardstickUrl: yardstick,
    async drop() {
      await server.stop();
      for (const at of [path.dirname(server.dataDir), dir]) await rm(at, { recursive: true, force: true });
    },
  };
}

async function createDatabase(serverUrl: string, url: string): Promise<string> {
  const { default: pg } = await import("pg");
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  await client.query(`CREATE DATABASE ${pg.escapeIdentifier(new URL(url).pathname.slice(1))}`);
  await client.end();
  return url;
}
