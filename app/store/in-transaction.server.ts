import type pg from "pg";
import { codeOf, saysDown, troubleOf } from "./database-down";
import { pool } from "./db.server";
import type { Statement } from "./sql";
import type { Tx } from "./tx";

const SERIALIZATION_FAILURE = "40001";
const DEADLOCK = "40P01";
const ATTEMPTS = 5;

/** What a transaction may take at most, in milliseconds. */
export interface TimeLimits {
  /** One statement, its waiting included. The database ends it with code 57014. */
  statement: number;
  /** Waiting for one lock. */
  lock: number;
  /** Between two statements: a process that hangs gives back what it has locked. */
  idle: number;
}

/** How a transaction is run. */
export interface Manner extends TimeLimits {
  /** Every statement is run by the plan its connection made for any values: for transactions of a few rows, where making one for these values takes as long as following it. */
  generalPlans: boolean;
}

/** A batch takes well below a second; a shop's batches under way at once wait for each other. */
const WRITING: Manner = { statement: 60_000, lock: 30_000, idle: 30_000, generalPlans: false };
/** The nightly verification reads a whole ledger in one statement. It locks nobody. */
const READING: Manner = { statement: 900_000, lock: 30_000, idle: 60_000, generalPlans: false };
/** When the database should have ended a statement and says nothing, the connection died in silence and is dropped. */
const SILENCE_MS = 5_000;

/** Thrown inside a transaction to run it again from the start: another one got in between (a row appeared). */
export class RunAgain extends Error {
  constructor(why: string) {
    super(why);
    this.name = "RunAgain";
  }
}

/**
 * Runs `work` in one transaction that sees the rows of this shop only. Deadlocks and serialization failures run it again,
 * so it must have no effect outside of the database.
 * @param manner where the usual one does not suit.
 * @throws DatabaseDown when the database cannot be reached, or ended a transaction that was left alone; DatabaseBusy when a lock
 *   was not to be had; whatever `work` throws, after a rollback.
 */
export function inTransaction<T>(shopId: bigint, work: (db: Tx) => Promise<T>, manner: Partial<Manner> = {}): Promise<T> {
  return attempt({ shopId, begin: "BEGIN", work, manner: { ...WRITING, ...manner } });
}

/** A consistent set of reads of one shop. @param manner where somebody waits for the answer. */
export function readFor<T>(shopId: bigint, work: (db: Tx) => Promise<T>, manner: Partial<Manner> = {}): Promise<T> {
  return attempt({ shopId, begin: "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", work, manner: { ...READING, ...manner } });
}

interface Attempt<T> { shopId: bigint; begin: string; work: (db: Tx) => Promise<T>; manner: Manner }

async function attempt<T>(given: Attempt<T>): Promise<T> {
  for (let left = ATTEMPTS - 1; ; left--) {
    try {
      return await once(given);
    } catch (error) {
      const trouble = troubleOf(error);
      if (trouble !== error) throw trouble;
      const again = error instanceof RunAgain || codeOf(error) === SERIALIZATION_FAILURE || codeOf(error) === DEADLOCK;
      if (!again || left === 0) throw error;
    }
  }
}

async function once<T>({ shopId, begin, work, manner }: Attempt<T>): Promise<T> {
  const client = await pool().connect();
  let broken: Error | undefined;
  try {
    const run = limited(client, manner);
    // The first statements of the work do not wait for the answer to this. Should it fail, they see no shop's rows.
    const [, result] = await Promise.all([run({ text: `${begin}; ${settings(shopId, manner)}` }), work({ shopId, query: async <Row>(statement: Statement) => (await run(statement)).rows as Row[] })]);
    await run({ text: "COMMIT" });
    return result;
  } catch (error) {
    // A rollback would wait behind a statement that is never answered; a dropped connection rolls back as well.
    if (saysDown(error)) broken = error as Error;
    else await client.query("ROLLBACK").catch((failure: Error) => { broken = failure; });
    throw error;
  } finally {
    client.release(broken);
  }
}

/** All in one round trip. BigInt() keeps anything but a number out of the text. */
function settings(shopId: bigint, { statement, lock, idle, generalPlans }: Manner): string {
  const set = (name: string, value: bigint | "force_generic_plan") => `set_config('${name}', '${value}', true)`;
  const limits = [set("app.shop_id", BigInt(shopId)), set("statement_timeout", BigInt(statement)), set("lock_timeout", BigInt(lock)), set("idle_in_transaction_session_timeout", BigInt(idle))];
  return `SELECT ${[...limits, ...(generalPlans ? [set("plan_cache_mode", "force_generic_plan")] : [])].join()}`;
}

function limited(client: pg.PoolClient, { statement }: TimeLimits) {
  const timeout = { query_timeout: statement + SILENCE_MS };
  const { stream } = client.connection;
  return (config: pg.QueryConfig) => {
    // What is asked in one step goes to the network as one piece: a write there takes as long as the rest of asking.
    stream.cork();
    process.nextTick(() => stream.uncork());
    return client.query({ ...config, ...timeout });
  };
}
