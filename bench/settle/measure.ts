import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { handleDeliveries } from "~/inbox/handle-deliveries.server";
import { INBOX_DEFAULTS, startInbox } from "~/inbox/run-inbox.server";
import { parseJson } from "~/shopify/parse/parse-json";
import { parseOrderWebhook } from "~/shopify/parse/order-webhook";
import { claimDeliveries } from "~/store/inbox/claim-deliveries.server";
import { finishDeliveries } from "~/store/inbox/finish-deliveries.server";
import { closeDatabase } from "~/store/db.server";
import { findPgbench, tpcb } from "../pgbench";
import { ratioRow, round, type Row } from "../row";
import type { Bench } from "../run";
import { fillInbox, launchedShop } from "./fill-inbox";
import { timeInDatabase } from "./time-in-database";

/**
 * From the inbox to posted points: distinct orders/paid of 5,000 customers, one worker's own loop, against TPC-B of pgbench on the
 * same server. The stages are timed apart, one batch at a time; in the loop itself they overlap.
 */
export async function measureSettle(bench: Bench): Promise<Row[]> {
  const orders = bench.short ? 4_000 : 20_000;
  const owner = new pg.Pool({ connectionString: bench.database.ownerUrl, max: 1 });
  await closeDatabase();
  Object.assign(process.env, { DATABASE_URL: bench.database.appUrl, ENCRYPTION_KEYS: bench.encryptionKeys });
  try {
    await owner.query("TRUNCATE inbox");
    await launchedShop(owner);
    await fillInbox({ from: 0, count: 2_000 });
    await untilSettled(owner);
    await fillInbox({ from: 2_000, count: orders });
    await owner.query("VACUUM ANALYZE");
    const perSecond = round(orders / await untilSettled(owner));
    await fillInbox({ from: 2_000 + orders, count: 2_000 });
    const stages = await timeStages(2_000);
    await expectAllPosted(owner, 2_000 + orders + 2_000);
    const yardstick = findPgbench() ? { name: "pgbench TPC-B, scale 10, 8 clients", value: await tpcb(bench.database.yardstickUrl, { seconds: bench.short ? 5 : 15 }) } : null;
    return [ratioRow({ name: "settle", value: perSecond, unit: "orders/s", yardstick, reach: ">= 1x", detail: { orders, microsecondsAnOrder: stages, ...(yardstick ? {} : { yardstick: "pgbench is missing: it comes with Debian's postgresql package" }) } })];
  } finally {
    await closeDatabase();
    await owner.end();
  }
}

/** Seconds until nothing waits. */
async function untilSettled(owner: pg.Pool): Promise<number> {
  const begun = performance.now();
  const inbox = startInbox(INBOX_DEFAULTS);
  for (;;) {
    const { rowCount } = await owner.query("SELECT 1 FROM inbox WHERE state = 'new' LIMIT 1");
    if (rowCount === 0) break;
    await pause(50);
  }
  const seconds = (performance.now() - begun) / 1000;
  await inbox.stop();
  return seconds;
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
