import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import type { TestProject } from "vitest/node";
import { embeddedPostgres } from "../../scripts/embedded-postgres.mjs";
import { migrate } from "../../scripts/migrate.mjs";

declare module "vitest" {
  export interface ProvidedContext {
    /** Owner's URL of the server's `postgres` database; tests clone `template` from there. */
    serverUrl: string;
    template: string;
    appPassword: string;
  }
}

/** One PostgreSQL for the whole run with a migrated template; each test file clones its own database from it (50-90 ms). */
export default async function setup(project: TestProject) {
  const template = "perennial_template";
  const appPassword = "test-only";
  const given = process.env.TEST_DATABASE_SERVER_URL;
  if (given) {
    const owner = new URL(given);
    await recreate(given, template);
    owner.pathname = `/${template}`;
    await migrate(owner.href, { appPassword });
    provide(project, given, template, appPassword);
    return;
  }
  const dir = await mkdtemp(path.join(os.tmpdir(), "perennial-test-"));
  // What is thrown away after the run need not outlive a power cut.
  const flags = ["max_connections=300", "fsync=off", "full_page_writes=off"].flatMap((setting) => ["-c", setting]);
  const server = await embeddedPostgres({ dataDir: path.join(dir, "pg"), database: template, flags });
  await migrate(server.ownerUrl, { appPassword });
  provide(project, server.url("postgres"), template, appPassword);
  return async () => {
    await server.stop();
    await rm(path.dirname(server.dataDir), { recursive: true, force: true });
    await rm(dir, { recursive: true, force: true });
  };
}

function provide(project: TestProject, serverUrl: string, template: string, appPassword: string) {
  project.provide("serverUrl", serverUrl);
  project.provide("template", template);
  project.provide("appPassword", appPassword);
}

async function recreate(serverUrl: string, name: string) {
  const { default: pg } = await import("pg");
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  await client.query(`DROP DATABASE IF EXISTS ${pg.escapeIdentifier(name)} WITH (FORCE)`);
  await client.query(`CREATE DATABASE ${pg.escapeIdentifier(name)}`);
  await client.end();
}
