import { expect } from "vitest";
import { verifyLedger } from "~/operations/ledger/verify-ledger.server";
import { allEnqueued } from "~/store/jobs/enqueue-soon.server";
import type { TestDatabase } from "./use-database";

/** The shop's own check of its ledger finds nothing. For the end of every test that posts. */
export async function expectBooks(shopId: bigint): Promise<void> {
  expect(await verifyLedger(shopId)).toEqual([]);
}

export interface Pockets { pending: number; available: number; owed: number }

/** What a customer's member has; null when there is no such member. */
export async function pocketsOf(database: TestDatabase, shopId: bigint, customerId: string): Promise<Pockets | null> {
  const [row] = await database.asOwner<{ pending: string; available: string; debt: string }>(
    `SELECT pending, available, debt FROM wallet JOIN member USING (shop_id, member_id) WHERE shop_id = $1 AND customer_id = $2`, [shopId, customerId]);
  return row ? { pending: Number(row.pending), available: Number(row.available), owed: 0 - Number(row.debt) } : null;
}

export async function memberIdOf(database: TestDatabase, shopId: bigint, customerId: string): Promise<bigint> {
  const [row] = await database.asOwner<{ member_id: string }>(`SELECT member_id FROM member WHERE shop_id = $1 AND customer_id = $2`, [shopId, customerId]);
  if (!row) throw new Error(`customer ${customerId}: expected a member`);
  return BigInt(row.member_id);
}

/** Tasks that wait for a shop, sorted. */
export async function waitingTasks(database: TestDatabase, shopId: bigint): Promise<string[]> {
  await allEnqueued();
  const rows = await database.asOwner<{ task: string }>(`SELECT task_identifier AS task FROM graphile_worker.jobs WHERE split_part(key, ':', 2) = $1 ORDER BY 1`, [String(shopId)]);
  return rows.map(({ task }) => task);
}
