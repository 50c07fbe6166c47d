// Migrations without Prisma's command line: same table, same checksums, same advisory lock, so `prisma migrate` stays in step.
// Also brings the job queue's schema up to date and gives the product's role its rights there.
import { createHash, randomUUID } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { runMigrations } from "graphile-worker";
import pg from "pg";

const PRISMA_LOCK = 72707369;
const defaultDir = fileURLToPath(new URL("../prisma/migrations", import.meta.url));

/**
 * Applies what is missing, as the owner. `appPassword` lets `perennial_app` log in by itself (embedded database);
 * without it the product assumes that role on the owner's connection.
 * @param {string} ownerUrl
 * @param {{ dir?: string, appPassword?: string }} [options]
 * @returns {Promise<string[]>} names of the migrations applied now
 */
export async function migrate(ownerUrl, { dir = defaultDir, appPassword } = {}) {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query("SELECT pg_advisory_lock($1)", [PRISMA_LOCK]);
    const applied = await applyMissing(client, dir);
    await runMigrations({ connectionString: ownerUrl, logger: quiet() });
    await grantQueue(client);
    await client.query("GRANT perennial_app TO CURRENT_USER");
    if (appPassword) await client.query(`ALTER ROLE perennial_app LOGIN PASSWORD ${pg.escapeLiteral(appPassword)}`);
    return applied;
  } finally {
    await client.query("SELECT pg_advisory_unlock_all()").catch(() => {});
    await client.end();
  }
}

async function applyMissing(client, dir) {
  await client.query(`CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
    id VARCHAR(36) PRIMARY KEY NOT NULL, checksum VARCHAR(64) NOT NULL, finished_at TIMESTAMPTZ,
    migration_name VARCHAR(255) NOT NULL, logs TEXT, rolled_back_at TIMESTAMPTZ,
    started_at TIMESTAMPTZ NOT NULL DEFAULT now(), applied_steps_count INTEGER NOT NULL DEFAULT 0)`);
  const { rows } = await client.query(`SELECT migration_name, checksum, finished_at FROM "_prisma_migrations" WHERE rolled_back_at IS NULL`);
  const failed = rows.find((row) => !row.finished_at);
  if (failed) throw new Error(`migration ${failed.migration_name} failed earlier: repair the database, then mark it with "prisma migrate resolve"`);
  const done = new Map(rows.map((row) => [row.migration_name, row.checksum]));
  const names = (await readdir(dir, { withFileTypes: true })).filter((entry) => entry.isDirectory()).map((entry) => entry.name).sort();
  const applied = [];
  for (const name of names) {
    const sql = await readFile(path.join(dir, name, "migration.sql"), "utf8");
    const checksum = createHash("sha256").update(sql).digest("hex");
    if (done.has(name) && done.get(name) !== checksum) throw new Error(`migration ${name} was changed after it was applied: start over with a new database, or add a migration`);
    if (done.has(name)) continue;
    await applyOne(client, { name, sql, checksum });
    applied.push(name);
  }
  return applied;
}

async function applyOne(client, { name, sql, checksum }) {
  const id = randomUUID();
  await client.query(`INSERT INTO "_prisma_migrations" (id, checksum, migration_name) VALUES ($1, $2, $3)`, [id, checksum, name]);
  try {
    await client.query(sql);
  } catch (error) {
    await client.query(`UPDATE "_prisma_migrations" SET logs = $2 WHERE id = $1`, [id, String(error)]);
    throw new Error(`migration ${name}: ${error.message}`, { cause: error });
  }
  await client.query(`UPDATE "_prisma_migrations" SET finished_at = now(), applied_steps_count = 1 WHERE id = $1`, [id]);
}

/** The queue's tables have row-level security without policies: only their owner may use them unless we say otherwise. */
async function grantQueue(client) {
  await client.query(`
    GRANT USAGE ON SCHEMA graphile_worker TO perennial_app;
    GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA graphile_worker TO perennial_app;
    GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA graphile_worker TO perennial_app;
    GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA graphile_worker TO perennial_app;
    DO $$ DECLARE t text; BEGIN
      FOR t IN SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
               WHERE n.nspname = 'graphile_worker' AND c.relkind = 'r' AND c.relrowsecurity
      LOOP
        EXECUTE format('DROP POLICY IF EXISTS perennial_app ON graphile_worker.%I', t);
        EXECUTE format('CREATE POLICY perennial_app ON graphile_worker.%I TO perennial_app USING (true) WITH CHECK (true)', t);
      END LOOP;
    END $$`);
}

function quiet() {
  const silent = () => {};
  return { scope: () => quiet(), error: console.error, warn: console.warn, info: silent, debug: silent };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const url = process.env.DATABASE_OWNER_URL || process.env.DATABASE_URL;
  if (!url) {
    console.error("DATABASE_URL is missing: set it to the PostgreSQL 15+ database to migrate, for example postgresql://user:password@host:5432/perennial");
    process.exit(1);
  }
  const applied = await migrate(url);
  console.log(applied.length ? `applied ${applied.join(", ")}` : "database is up to date");
}
