import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { freshDatabase } from "../support/database";

let database: Awaited<ReturnType<typeof freshDatabase>>;
let app: pg.Client;
beforeAll(async () => {
  database = await freshDatabase();
  app = new pg.Client({ connectionString: database.appUrl });
  await app.connect();
});
afterAll(async () => {
  await app.end();
  await database.drop();
});

test("the product's role may queue and read jobs, and owns nothing", async () => {
  await app.query("SELECT graphile_worker.add_job('check', '{}'::json, job_key := 'once')");
  await app.query("SELECT graphile_worker.add_job('check', '{}'::json, job_key := 'once')");
  const jobs = await app.query("SELECT count(*)::int AS n FROM graphile_worker.jobs");
  expect(jobs.rows[0].n).toBe(1);
  const owned = await app.query("SELECT count(*)::int AS n FROM pg_class WHERE relowner = 'perennial_app'::regrole");
  expect(owned.rows[0].n).toBe(0);
});
