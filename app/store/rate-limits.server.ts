import type pg from "pg";
import { RateLimiterMemory, RateLimiterPostgres, RateLimiterRes, type RateLimiterAbstract } from "rate-limiter-flexible";
import { troubleOf } from "./database-down";
import { pool } from "./db.server";

/** How many in how many seconds. `name` separates the counters. */
export interface Limit { name: string; points: number; seconds: number }

const inMemory = new Map<string, RateLimiterAbstract>();
const inDatabase = new Map<string, RateLimiterAbstract>();

/** For reads: counted by this process alone, which costs nothing. Returns the seconds to wait, 0 when it is allowed. */
export function takeFromProcess(limit: Limit, key: string): Promise<number> {
  const limiter = inMemory.get(limit.name) ?? new RateLimiterMemory(optionsOf(limit));
  inMemory.set(limit.name, limiter);
  return take(limiter, key);
}

/** For writes: counted in the database, so all processes count together. @throws DatabaseDown */
export function takeFromAll(limit: Limit, key: string): Promise<number> {
  return take(databaseLimiter(limit), key);
}

function databaseLimiter(limit: Limit): RateLimiterAbstract {
  const limiter = inDatabase.get(limit.name) ?? new RateLimiterPostgres({
    ...optionsOf(limit), storeClient: { query: countsAsNumbers }, storeType: "pool", tableName: "rate_limit", tableCreated: true, clearExpiredByTimeout: true,
  });
  inDatabase.set(limit.name, limiter);
  return limiter;
}

/** The limiter counts milliseconds with plain numbers; our pool reads int8 as bigint. */
async function countsAsNumbers(statement: pg.QueryConfig): Promise<pg.QueryResult> {
  const result = await pool().query(statement);
  for (const row of result.rows as Record<string, unknown>[]) if (typeof row.expire === "bigint") row.expire = Number(row.expire);
  return result;
}

const optionsOf = ({ name, points, seconds }: Limit) => ({ keyPrefix: name, points, duration: seconds });

async function take(limiter: RateLimiterAbstract, key: string): Promise<number> {
  try {
    await limiter.consume(key);
    return 0;
  } catch (error) {
    if (error instanceof RateLimiterRes) return Math.max(1, Math.ceil(error.msBeforeNext / 1000));
    throw troubleOf(error);
  }
}
