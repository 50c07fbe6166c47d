import { randomUUID } from "node:crypto";
import pg from "pg";
import { inject } from "vitest";

/** A database of its own, cloned from the migrated template. `appUrl` connects as `perennial_app`, as the product does. */
export async function freshDatabase() {
  const server = inject("serverUrl");
  const name = `t_${randomUUID().replaceAll("-", "").slice(0, 16)}`;
  await onServer(server, `CREATE DATABASE ${name} TEMPLATE ${inject("template")}`);
  const owner = new URL(server);
  owner.pathname = `/${name}`;
  const app = new URL(owner);
  app.username = "perennial_app";
  app.password = inject("appPassword");
  return { ownerUrl: owner.href, appUrl: app.href, drop: () => onServer(server, dropped(name)) };
}

/** Connections that are being closed get a second for it: one that is cut instead is an error of a client nobody listens to any more. */
const dropped = (name: string) => [
  `DO $$ BEGIN FOR n IN 1..50 LOOP PERFORM pg_stat_clear_snapshot(); EXIT WHEN NOT EXISTS (SELECT FROM pg_stat_activity WHERE datname = '${name}'); PERFORM pg_sleep(0.02); END LOOP; END $$`,
  `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`,
];

async function onServer(url: string, sql: string | string[]) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    for (const statement of [sql].flat()) await client.query(statement);
  } finally {
    await client.end();
  }
}
