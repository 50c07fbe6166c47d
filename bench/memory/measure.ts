import pg from "pg";
import { percentile, round, type Row } from "../row";
import type { Bench } from "../run";
import { cardLatencies } from "./card-latency";
import { watchMemory, type Peaks } from "./peak-memory";
import { runDemo, type RunningDemo } from "./run-demo";

interface Filling { state: string; done: number; total: number; orders: number }

/** The demo as the README starts it: how soon it is there, how much memory it takes while it fills, how soon an order is seen. */
export async function measureMemory(bench: Bench): Promise<Row[]> {
  const customers = bench.short ? 200 : 2_000;
  const demo = await runDemo({ customers });
  try {
    const memory = watchMemory(demo.pid);
    const filled = await fill(demo, { seconds: bench.short ? 60 : 1_200 });
    await quiet(demo, { seconds: 600 });
    const latencies = (await cardLatencies(demo, { orders: bench.short ? 10 : 20 })).sort((a, b) => a - b);
    return [startRow(demo), ...memoryRows(memory?.stop() ?? null, { customers, ...filled }), latencyRow(latencies)];
  } finally {
    await demo.stop();
  }
}

/** Until the shop's past is told or the time is over; then it is paused. */
async function fill(demo: RunningDemo, { seconds }: { seconds: number }) {
  const start = Date.now();
  let status = await demo.api<Filling>("/simulator");
  while (status.state === "running" && Date.now() - start < seconds * 1000) {
    await pause(500);
    status = await demo.api<Filling>("/simulator");
  }
  const took = (Date.now() - start) / 1000;
  if (status.state === "running") await demo.api("/simulator/pause", {});
  return { events: `${status.done} of ${status.total}`, orders: status.orders, seconds: round(took) };
}

/** Until every event is handled and every card is written. */
async function quiet(demo: RunningDemo, { seconds }: { seconds: number }): Promise<void> {
  const database = new pg.Client({ connectionString: demo.databaseOwnerUrl });
  await database.connect();
  try {
    for (const until = Date.now() + seconds * 1000; ; await pause(500)) {
      const { rows: [left] } = await database.query("SELECT (SELECT count(*) FROM inbox WHERE state = 'new')::int AS events, (SELECT count(*) FROM member_refresh WHERE parked_reason IS NULL)::int AS cards");
      if (left.events === 0 && left.cards === 0) return;
      if (Date.now() > until) throw new Error(`the demo is still at work after ${seconds} s: ${left.events} events, ${left.cards} cards`);
    }
  } finally {
    await database.end();
  }
}

const startRow = ({ startedInSeconds }: RunningDemo): Row =>
  ({ name: "demo start to printed addresses", value: round(startedInSeconds, 1), unit: "s", yardstick: null, ratio: null, reach: "< 60 s", detail: { with: "packages installed, database new; the build only if something changed" } });

function memoryRows(peaks: Peaks | null, detail: Record<string, unknown>): Row[] {
  const row = (name: keyof Peaks, reach: string): Row => ({
    name: `memory ${name}`, value: peaks?.[name] ?? 0, unit: "MB resident at most", yardstick: null, ratio: null, reach, detail, ...(peaks ? {} : { skipped: "this system has no /proc" }),
  });
  return [row("web", "< 512 MB"), row("worker", "< 512 MB"), row("sandbox", "none: not a part of the product")];
}

const latencyRow = (sorted: number[]): Row => ({
  name: "demo order to visible card, p95", value: round(percentile(sorted, 0.95), 2), unit: "s", yardstick: null, ratio: null, reach: "< 5 s",
  detail: { orders: sorted.length, p50: round(percentile(sorted, 0.5), 2), most: round(sorted.at(-1)!, 2) },
});

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
