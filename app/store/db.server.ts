import { PrismaPg } from "@prisma/adapter-pg";
import { PrismaClient } from "@prisma/client";
import pg from "pg";
import { troubleOf } from "./database-down";
import { clearProcessCaches } from "./process-cache";
import type { Statement } from "./sql";

const INT8 = 20;
const INT8_ARRAY = 1016;
const TIMESTAMPTZ = 1184;
const parseInt8Array = (text: string) => (pg.types.getTypeParser as (oid: number) => (text: string) => string[])(INT8_ARRAY)(text).map(BigInt);

/** A time as a server in UTC writes it is ISO-8601 but for two letters, and the engine reads that in no time; any other goes the long way. */
function parseTime(text: string): Date {
  if (!UTC_TIME.test(text)) return (pg.types.getTypeParser(TIMESTAMPTZ) as (text: string) => Date)(text);
  return new Date(`${text.slice(0, 10)}T${text.slice(11, -3)}Z`);
}

const UTC_TIME = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d{1,6})?\+00$/;

/** int8 is bigint everywhere: points and ids never pass through a float. */
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: "text" | "binary") => {
    if (oid === INT8 && format !== "binary") return BigInt;
    if (oid === INT8_ARRAY && format !== "binary") return parseInt8Array;
    if (oid === TIMESTAMPTZ && format !== "binary") return parseTime;
    return pg.types.getTypeParser(oid, format as "text");
  }) as typeof pg.types.getTypeParser,
};

let opened: { pool: pg.Pool; prisma: PrismaClient | null } | null = null;

/**
 * The one pool, opened at first use on `DATABASE_URL`. Whoever the URL names, statements run as `perennial_app`: a login
 * of that role directly, anyone else assumes it when connecting.
 */
export function pool(): pg.Pool {
  return database().pool;
}

function database() {
  opened ??= { pool: createPool(process.env.DATABASE_URL), prisma: null };
  return opened;
}

function createPool(url: string | undefined): pg.Pool {
  if (!url) throw new Error("DATABASE_URL is missing: set it to a PostgreSQL 15 or later, for example postgresql://user:password@host:5432/perennial");
  const created = new pg.Pool({
    connectionString: url,
    types,
    max: Number(process.env.DATABASE_POOL ?? 10),
    connectionTimeoutMillis: 5_000,
    // A new one reads its catalogs and makes its plans while somebody waits.
    idleTimeoutMillis: 600_000,
    keepAlive: true,
    // Statements of one transaction that are asked together are sent together; they still run one after the other, in this order.
    pipeline: true,
    // For single statements and Prisma: who waits longer than that for a lock, or stops in the middle of a transaction, is cut off and holds nobody else up.
    // Transactions of a shop set limits of their own (`Manner`).
    lock_timeout: 20_000,
    idle_in_transaction_session_timeout: 60_000,
    application_name: "perennial",
    ...(decodeURIComponent(new URL(url).username) === "perennial_app" ? {} : { options: "-c role=perennial_app" }),
  });
  // An idle connection that breaks is replaced at the next use; without a listener it would end the process.
  created.on("error", () => {});
  // The same while it is lent out and between two statements: the next one fails and says so.
  created.on("connect", (client) => client.on("error", () => {}));
  return created;
}

/**
 * One statement outside of any shop: for tables that are looked up before a shop is known.
 * @param withinMs gives up then and drops the connection: one that died in silence (a failover) would be waited for in vain
 *   for a quarter of an hour. What the statement did is not known then.
 * @throws DatabaseDown
 */
export async function query<Row>(statement: Statement, { withinMs }: { withinMs?: number } = {}): Promise<Row[]> {
  try {
    const config = withinMs === undefined ? statement : { ...statement, query_timeout: withinMs };
    return (await pool().query(config)).rows as Row[];
  } catch (error) {
    throw troubleOf(error);
  }
}

/** Prisma on the same pool, for simple reads and writes of tables that belong to no shop; `prismaFor` for the others. */
export function prisma(): PrismaClient {
  const { pool } = database();
  return (database().prisma ??= new PrismaClient({ adapter: new PrismaPg(pool, { disposeExternalPool: false }) }));
}

const endings = new Set<() => Promise<void>>();

/** Has something done with the database before it is closed, for as long as the process lives. */
export function beforeClosing(work: () => Promise<void>): void {
  endings.add(work);
}

/** At the end of a process, and between tests that use another database. */
export async function closeDatabase(): Promise<void> {
  await Promise.all([...endings].map((work) => work()));
  const closing = opened;
  opened = null;
  clearProcessCaches();
  await closing?.prisma?.$disconnect();
  await closing?.pool.end();
}
