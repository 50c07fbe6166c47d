import { randomBytes } from "node:crypto";
import { afterAll, beforeAll } from "vitest";
import pg from "pg";
import { closeDatabase, pool } from "~/store/db.server";
import { freshDatabase } from "./database";

export interface TestDatabase {
  ownerUrl: string;
  appUrl: string;
  /** A statement as the owner, who sees every shop's rows. */
  asOwner<Row extends pg.QueryResultRow = pg.QueryResultRow>(text: string, values?: unknown[]): Promise<Row[]>;
}

/**
 * Gives a test file a database of its own, with the product connected to it as `perennial_app`.
 * @param atOnce how many ask at the same moment: each has a connection then, opened before. Who waits for one is turned away after some seconds, on a busy machine before all had their turn.
 */
export function useDatabase({ atOnce }: { atOnce?: number } = {}): TestDatabase {
  let opened: { ownerUrl: string; appUrl: string; drop(): Promise<void> } | undefined;
  let owner: pg.Pool | undefined;
  const database = () => {
    if (!opened) throw new Error("the test database is open in tests only, not while they are collected");
    return opened;
  };
  beforeAll(async () => {
    opened = await freshDatabase();
    process.env.DATABASE_URL = opened.appUrl;
    process.env.ENCRYPTION_KEYS = `test:${randomBytes(32).toString("base64")}`;
    owner = new pg.Pool({ connectionString: opened.ownerUrl, max: 2 });
    owner.on("error", () => {});
    if (atOnce !== undefined) await openConnections(atOnce);
  });
  afterAll(async () => {
    await closeDatabase();
    delete process.env.DATABASE_POOL;
    await owner?.end();
    await opened?.drop();
  });
  return {
    get ownerUrl() { return database().ownerUrl; },
    get appUrl() { return database().appUrl; },
    asOwner: async <Row extends pg.QueryResultRow>(text: string, values: unknown[] = []) => (await owner!.query<Row>(text, values)).rows,
  };
}

/** One after the other: many that are opened together keep each other waiting. */
async function openConnections(count: number): Promise<void> {
  process.env.DATABASE_POOL = String(count);
  const opened: pg.PoolClient[] = [];
  while (opened.length < count) opened.push(await pool().connect());
  for (const client of opened) client.release();
}
