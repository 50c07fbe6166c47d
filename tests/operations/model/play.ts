import type { OrderFact } from "~/loyalty/orders/order-fact";
import { releasePoints } from "~/operations/ledger/release-points.server";
import { verifyLedger } from "~/operations/ledger/verify-ledger.server";
import { settleOrders } from "~/operations/orders/settle-orders.server";
import type { Command } from "../../loyalty/model/commands";
import type { LedgerState, ModelSetup } from "../../loyalty/model/driver";
import { InMemoryDriver } from "../../loyalty/model/in-memory-driver";
import { checkInvariants, hold } from "../../loyalty/model/invariants";
import { runModel, type Coverage } from "../../loyalty/model/run-model";
import type { TestDatabase } from "../../support/use-database";
import { ledgerState, openPostgresDriver, type PostgresDriver } from "./postgres-driver";

export interface ModelRun { setup: ModelSetup; commands: Command[] }

/** One run against oracle and invariants, then the service's own check of its ledger and its audit. @returns the shop. */
export async function playRun(database: TestDatabase, run: ModelRun, { coverage = {}, wrap = (driver) => driver }: { coverage?: Coverage; wrap?: (driver: PostgresDriver) => PostgresDriver } = {}): Promise<bigint> {
  let shopId = 0n;
  await runModel(async (setup) => {
    const driver = wrap(await openPostgresDriver(database, setup));
    shopId = driver.shopId;
    return driver;
  }, run, { coverage });
  await checkBooks(database, shopId);
  return shopId;
}

export interface Shuffled { run: ModelRun; places: Iterator<number>; batch: number }

/**
 * The same facts twice over, shuffled, in batches that are all settled at once while points are released: every order must
 * bring what it brings when its facts come one by one.
 */
export async function playAtOnce(database: TestDatabase, { run, places, batch }: Shuffled, alter = (fact: OrderFact, _copy: number): OrderFact => fact): Promise<void> {
  const { state, sent, changes, endedAt } = await runModel(async (setup) => new InMemoryDriver(setup), run);
  const driver = await openPostgresDriver(database, run.setup);
  for (const { program, at } of changes) await driver.changeProgram(program, at);
  const facts = [0, 1].flatMap((copy) => sent.map(({ fact }) => ({ fact: alter(structuredClone(fact), copy), place: places.next().value as number })))
    .sort((a, b) => a.place - b.place).map(({ fact }) => fact);
  const now = new Date(endedAt);
  const batches = Array.from({ length: Math.ceil(facts.length / batch) }, (_, n) => facts.slice(n * batch, (n + 1) * batch));
  await allOrThrow([...batches.map((some) => settleOrders(driver.shopId, some, now)), releasePoints(driver.shopId, now)]);
  const after = await driver.state();
  checkInvariants(after, null);
  hold("I17 an order brings the same whatever came first", netsOf(after) === netsOf(state), `\n  ${netsOf(after)}\n  expected ${netsOf(state)}`);
  await checkBooks(database, driver.shopId);
}

const netsOf = ({ orders }: LedgerState) => orders.map(({ orderId, accrued, reversed }) => `${orderId} ${accrued - reversed}`).sort().join(", ");

/** Waits for all of them also when one fails: nothing may run on into the next test. */
async function allOrThrow(work: Promise<unknown>[]): Promise<void> {
  for (const result of await Promise.allSettled(work)) if (result.status === "rejected") throw result.reason;
}

async function checkBooks(database: TestDatabase, shopId: bigint): Promise<void> {
  const found = await verifyLedger(shopId);
  hold("the service's own check agrees", found.length === 0, JSON.stringify(found));
  const [audit] = await database.asOwner<{ logged: string; posted: string }>(`
    SELECT (SELECT coalesce(sum((detail->>'points')::bigint), 0) FROM access_log WHERE shop_id = $1 AND action = 'adjust_points' AND actor LIKE 'staff:%') AS logged,
           (SELECT coalesce(-sum(delta), 0) FROM ledger_entry e JOIN ledger_transaction t USING (shop_id, txn_id) WHERE shop_id = $1 AND kind = 'adjustment' AND account = 'adjustments' AND actor LIKE 'staff:%') AS posted`, [shopId]);
  hold("I22 the audit adds up to the adjustments", audit!.logged === audit!.posted, `${audit!.logged} logged, ${audit!.posted} posted`);
  const state = await ledgerState(database, shopId);
  const cancelled = state.transactions.filter(({ kind }) => kind === "merge_in" || kind === "merge_out").flatMap(({ entries }) => entries).filter(({ account }) => account === "adjustments");
  hold("I25 what one member gave the other received", cancelled.reduce((sum, { delta }) => sum + delta, 0n) === 0n);
}
