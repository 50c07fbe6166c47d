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
  return { ownerUrl: owner.href, appUrl: app.href, drop: () => onServer(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) };
}

async function onServer(url: string, sql: string) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
