import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { handleDeliveries } from "~/inbox/handle-deliveries.server";
import { startInboxThreads } from "~/inbox/inbox-threads.server";
import { INBOX_DEFAULTS } from "~/inbox/run-inbox.server";
import { parseJson } from "~/shopify/parse/parse-json";
import { parseOrderWebhook } from "~/shopify/parse/order-webhook";
import { claimDeliveries } from "~/store/inbox/claim-deliveries.server";
import { finishDeliveries } from "~/store/inbox/finish-deliveries.server";
import { closeDatabase } from "~/store/db.server";
import { findPgbench, prepareTpcb, tpcb } from "../pgbench";
import { percentile, ratioRow, round, type Row } from "../row";
import type { Bench } from "../run";
import { fillInbox, launchedShop } from "./fill-inbox";
import { processorTime } from "./processor-time";
import { timeInDatabase } from "./time-in-database";

const CUSTOMERS = 5_000;
const TIMED_APART = 2_000;

/** What one turn came to: orders or transactions a second, and microseconds of processor each cost, all processes together. */
interface Turn { perSecond: number; processor: number | null }

/**
 * From the inbox to posted points: distinct orders/paid of 5,000 members, the inbox of one worker as it runs, against TPC-B of pgbench on the
 * same server. The two take turns, so that a slow minute meets both. The stages are timed apart, one batch at a time; in the loop
 * itself they overlap.
 */
export async function measureSettle(bench: Bench): Promise<Row[]> {
  const { turns, orders, seconds } = bench.short ? { turns: 3, orders: 2_000, seconds: 3 } : { turns: 7, orders: 5_000, seconds: 5 };
  const owner = new pg.Pool({ connectionString: bench.database.ownerUrl, max: 1 });
  // Its farewell may reach a server that is being stopped.
  owner.on("error", () => {});
  let inbox: ReturnType<typeof startInboxThreads> | undefined;
  await closeDatabase();
  Object.assign(process.env, { DATABASE_URL: bench.database.appUrl, ENCRYPTION_KEYS: bench.encryptionKeys });
  try {
    await owner.query("TRUNCATE inbox; DROP TABLE IF EXISTS staged");
    await launchedShop(owner);
    const settled = CUSTOMERS + turns * orders;
    await stage(owner, settled + TIMED_APART);
    inbox = startInboxThreads();
    const first = await settleTurn(bench, owner, CUSTOMERS);
    if (findPgbench()) await prepareTpcb(bench.database.yardstickUrl);
    await owner.query("VACUUM ANALYZE");
    const ours: Turn[] = [], theirs: Turn[] = [];
    for (let turn = 0; turn < turns; turn++) {
      if (findPgbench()) theirs.push(await tpcbTurn(bench, seconds));
      ours.push(await settleTurn(bench, owner, orders));
    }
    await inbox.stop();
    inbox = undefined;
    await release(owner, TIMED_APART);
    const stages = await timeStages(TIMED_APART);
    await expectAllPosted(owner, settled + TIMED_APART);
    return [rowOf({ first, ours, theirs, stages })];
  } finally {
    await inbox?.stop();
    await closeDatabase();
    await owner.end();
  }
}

/** Sealed deliveries wait in a table beside the inbox, so that a turn begins with all of its own at once while the threads are warm. */
async function stage(owner: pg.Pool, count: number): Promise<void> {
  await fillInbox({ from: 0, count });
  await owner.query("CREATE TABLE staged AS SELECT * FROM inbox");
  await owner.query("TRUNCATE inbox");
}

async function release(owner: pg.Pool, count: number): Promise<void> {
  await owner.query(`WITH next AS (DELETE FROM staged WHERE inbox_id IN (SELECT inbox_id FROM staged ORDER BY inbox_id LIMIT $1) RETURNING *)
    INSERT INTO inbox OVERRIDING SYSTEM VALUE SELECT * FROM next ORDER BY inbox_id`, [count]);
}

async function settleTurn(bench: Bench, owner: pg.Pool, count: number): Promise<Turn> {
  const before = processorTime(bench.database.pid);
  await release(owner, count);
  const seconds = await untilSettled(owner);
  const after = processorTime(bench.database.pid);
  return { perSecond: round(count / seconds), processor: before && after && round((after.server - before.server + after.here - before.here) / count) };
}

async function tpcbTurn(bench: Bench, seconds: number): Promise<Turn> {
  const before = processorTime(bench.database.pid);
  const { perSecond, count } = await tpcb(bench.database.yardstickUrl, { seconds });
  const after = processorTime(bench.database.pid);
  return { perSecond, processor: before && after && round((after.server - before.server + after.programs - before.programs) / count) };
}

interface Measured { first: Turn; ours: Turn[]; theirs: Turn[]; stages: Record<string, number> }

function rowOf({ first, ours, theirs, stages }: Measured): Row {
  const medianOf = (turns: Turn[], figure: keyof Turn) => percentile(turns.map((turn) => turn[figure] ?? Number.NaN).sort((a, b) => a - b), 0.5);
  const yardstick = theirs.length > 0 ? { name: "pgbench TPC-B, scale 10, 8 clients", value: medianOf(theirs, "perSecond") } : null;
  const detail = {
    turns: ours.map(({ perSecond }, i) => [perSecond, theirs[i]?.perSecond ?? null]), firstOrdersOfCustomers: first.perSecond,
    processorMicroseconds: { order: medianOf(ours, "processor"), ...(yardstick && { transaction: medianOf(theirs, "processor") }) }, microsecondsAnOrder: stages,
    ...(yardstick ? {} : { yardstick: "pgbench is missing: it comes with Debian's postgresql package" }),
  };
  return ratioRow({ name: "settle", value: medianOf(ours, "perSecond"), unit: "orders/s", yardstick, reach: ">= 1x", detail });
}

/** Seconds until nothing waits. */
async function untilSettled(owner: pg.Pool): Promise<number> {
  const begun = performance.now();
  for (;;) {
    const { rowCount } = await owner.query("SELECT 1 FROM inbox WHERE state = 'new' LIMIT 1");
    if (rowCount === 0) break;
    await pause(50);
  }
  return (performance.now() - begun) / 1000;
}

/** Microseconds an order in each stage: `post` is the time of the settlement's statements, `decide` its own. */
async function timeStages(count: number) {
  const spent = { claim: 0, parse: 0, decide: 0, post: 0, finish: 0 };
  for (let left = count; left > 0; ) {
    const start = performance.now();
    const claimed = await claimDeliveries(INBOX_DEFAULTS);
    if (claimed.length === 0) throw new Error(`${left} deliveries were left to time, and none could be claimed`);
    const parsing = performance.now();
    // Parsed once for the clock alone: the handling below does it again.
    for (const { body } of claimed) parseOrderWebhook(parseJson(body!), { emailHash: () => null });
    const handling = performance.now();
    const { result: finished, databaseMs } = await timeInDatabase(() => handleDeliveries(claimed, new Date()));
    const finishing = performance.now();
    await finishDeliveries(finished);
    spent.claim += parsing - start;
    spent.parse += handling - parsing;
    spent.post += databaseMs;
    spent.decide += finishing - handling - databaseMs - (handling - parsing);
    spent.finish += performance.now() - finishing;
    left -= claimed.length;
  }
  return Object.fromEntries(Object.entries(spent).map(([stage, ms]) => [stage, round((ms * 1000) / count)]));
}

async function expectAllPosted(owner: pg.Pool, count: number): Promise<void> {
  const { rows: [row] } = await owner.query<{ done: string; posted: string; unbalanced: string; why: string | null }>(`
    SELECT (SELECT count(*) FROM inbox WHERE state = 'done') AS done, (SELECT count(*) FROM shop_order WHERE accrued > 0) AS posted,
           (SELECT abs(coalesce(sum(delta), 0)) FROM ledger_entry) AS unbalanced, (SELECT min(parked_reason) FROM inbox WHERE state = 'parked') AS why`);
  if (Number(row!.done) !== count || Number(row!.posted) !== count || row!.unbalanced !== "0") throw new Error(`of ${count} orders ${row!.done} were done and ${row!.posted} posted, the ledger sums to ${row!.unbalanced}: ${row!.why ?? "nothing was parked"}`);
}
