import type pg from "pg";
import { codeOf, DatabaseDown, saysDown } from "./database-down";
import { pool } from "./db.server";
import type { Tx } from "./tx";

const SERIALIZATION_FAILURE = "40001";
const DEADLOCK = "40P01";
const ATTEMPTS = 5;

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
 * @throws DatabaseDown when the database cannot be reached; whatever `work` throws, after a rollback.
 */
export function inTransaction<T>(shopId: bigint, work: (db: Tx) => Promise<T>): Promise<T> {
  return attempt({ shopId, begin: "BEGIN", work });
}

/** A consistent set of reads of one shop. */
export function readFor<T>(shopId: bigint, work: (db: Tx) => Promise<T>): Promise<T> {
  return attempt({ shopId, begin: "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", work });
}

interface Attempt<T> { shopId: bigint; begin: string; work: (db: Tx) => Promise<T> }

async function attempt<T>(given: Attempt<T>): Promise<T> {
  for (let left = ATTEMPTS - 1; ; left--) {
    try {
      return await once(given);
    } catch (error) {
      if (saysDown(error)) throw new DatabaseDown(error);
      const again = error instanceof RunAgain || codeOf(error) === SERIALIZATION_FAILURE || codeOf(error) === DEADLOCK;
      if (!again || left === 0) throw error;
    }
  }
}

async function once<T>({ shopId, begin, work }: Attempt<T>): Promise<T> {
  const client = await pool().connect();
  let broken: Error | undefined;
  try {
    // One round trip: BigInt() keeps anything but a number out of the text.
    await client.query(`${begin}; SELECT set_config('app.shop_id', '${BigInt(shopId)}', true)`);
    const result = await work(transactionOn(client, shopId));
    await client.query("COMMIT");
    return result;
  } catch (error) {
    await client.query("ROLLBACK").catch((failure: Error) => { broken = failure; });
    throw error;
  } finally {
    client.release(broken);
  }
}

function transactionOn(client: pg.PoolClient, shopId: bigint): Tx {
  return {
    shopId,
    query: async <Row>(statement: { name: string; text: string; values: unknown[] }) => (await client.query(statement)).rows as Row[],
  };
}
