import pg from "pg";
import { verifyLedger } from "~/operations/ledger/verify-ledger.server";
import { closeDatabase } from "~/store/db.server";
import type { Bench } from "../run";
import { percentile, ratioRow, round, type Row } from "../row";
import { growthServer, type GrowthServer } from "./growth-server";
import { sizeOf } from "./size";
import { enter, sizedShop, type SizedShop } from "./sized-shop";
import { ORDERS_A_BATCH, PAGES, timePage, timeSettle } from "./visit";

interface Samples { settle: number[]; pages: Record<string, number[]> }
const WARM_BATCHES = 2;
const BATCHES = 5;

/**
 * The same work on ledgers of 10,000, 100,000 and 1,000,000 entries, in turns, so that a slow minute of the machine meets all
 * sizes alike. Each size has a database of its own on the same server.
 */
export async function measureGrowth(bench: Bench): Promise<Row[]> {
  const before = { url: process.env.DATABASE_URL, keys: process.env.ENCRYPTION_KEYS };
  const server = await growthServer(bench.encryptionKeys);
  try {
    const shops: SizedShop[] = [];
    for (const entries of bench.short ? [10_000, 100_000] : [10_000, 100_000, 1_000_000]) shops.push(await sizedShop(server, sizeOf(entries)));
    const samples = await takeTurns(server, shops, bench.short ? 3 : 7);
    await expectSound(server, shops);
    return rowsOf(shops, samples);
  } finally {
    await closeDatabase();
    Object.assign(process.env, { DATABASE_URL: before.url ?? "", ENCRYPTION_KEYS: before.keys ?? "" });
    await server.stop();
  }
}

async function takeTurns(server: GrowthServer, shops: SizedShop[], turns: number): Promise<Samples[]> {
  const samples = shops.map((): Samples => ({ settle: [], pages: Object.fromEntries(Object.keys(PAGES).map((page) => [page, []])) }));
  // The first turn warms files, plans and the compiler, and is not counted.
  for (let turn = 0; turn <= turns; turn++) {
    for (const [i, shop] of shops.entries()) {
      await enter(server, shop.database);
      await visit(shop, turn, turn === 0 ? null : samples[i]!);
      await drain(server, shop);
    }
  }
  return samples;
}

async function visit(shop: SizedShop, turn: number, samples: Samples | null): Promise<void> {
  // Each turn is on new connections: PostgreSQL settles on a plan at the sixth use of a statement.
  const times = 12;
  for (const page of Object.keys(PAGES)) samples?.pages[page]!.push(...(await timePage(shop, page, { from: turn * times, times })).slice(6));
  const from = turn * (WARM_BATCHES + BATCHES) * ORDERS_A_BATCH;
  await timeSettle(shop, { from, batches: WARM_BATCHES });
  const perSecond = await timeSettle(shop, { from: from + WARM_BATCHES * ORDERS_A_BATCH, batches: BATCHES });
  samples?.settle.push(perSecond);
}

/** What the worker would have done meanwhile. */
async function drain({ ownerUrl }: GrowthServer, { database }: SizedShop): Promise<void> {
  const owner = new pg.Client({ connectionString: ownerUrl(database) });
  await owner.connect();
  await owner.query("DELETE FROM member_refresh");
  await owner.query("VACUUM member_refresh, wallet");
  await owner.end();
}

async function expectSound(server: GrowthServer, shops: SizedShop[]): Promise<void> {
  for (const { database, shopId, size } of shops) {
    await enter(server, database);
    const [first] = await verifyLedger(shopId);
    if (first) throw new Error(`the ledger of ${size.entries} entries is not sound: ${first.check} at ${first.place}, expected ${first.expected}, found ${first.found}`);
  }
}

const median = (values: number[]) => percentile([...values].sort((a, b) => a - b), 0.5);

function rowsOf(shops: SizedShop[], samples: Samples[]): Row[] {
  const bySize = (value: (samples: Samples) => number) => Object.fromEntries(shops.map(({ size }, i) => [`${size.entries} entries, ${size.members} members`, value(samples[i]!)]));
  const largest = samples.at(-1)!;
  const settle = (one: Samples) => round(median(one.settle));
  const page = (name: string) => (one: Samples) => round(median(one.pages[name]!), 1);
  const row = (name: string, value: (one: Samples) => number) => ({ name, value: value(largest), yardstick: { name: "the same at 10,000 entries", value: value(samples[0]!) }, detail: bySize(value) });
  return [
    ratioRow({ ...row("growth settle", settle), unit: "orders/s", reach: "ratio >= 0.8" }),
    ...Object.keys(PAGES).map((name) => ratioRow({ ...row(`growth ${name}`, page(name)), unit: "ms", reach: name === "member page" ? "ratio <= 1.2" : "< 300 ms" })),
  ];
}
