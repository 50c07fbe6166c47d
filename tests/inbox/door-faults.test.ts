import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Outage } from "~/inbox/outage";
import { createLog } from "~/log.server";
import { closeDatabase } from "~/store/db.server";
import { insertDeliveries } from "~/store/inbox/insert-deliveries.server";
import { cuttableProxy, type CuttableProxy } from "../support/cuttable-proxy";
import { openDoor, type Answer, type OpenDoor } from "../support/open-door";
import { useDatabase } from "../support/use-database";

const database = useDatabase();
let proxy: CuttableProxy;
let door: OpenDoor;

beforeAll(async () => {
  const url = new URL(database.appUrl);
  proxy = await cuttableProxy({ host: url.hostname, port: Number(url.port) });
  url.hostname = "127.0.0.1";
  url.port = String(proxy.port);
  process.env.DATABASE_URL = url.href;
  await closeDatabase();
  door = await openDoor();
});
afterAll(async () => {
  await door.close();
  await closeDatabase();
  await proxy.close();
});

const many = async (count: number, at = door, onAnswer: (answer: Answer) => void = () => {}) => {
  const webhookIds = Array.from({ length: count }, () => randomUUID());
  const answers = await Promise.all(webhookIds.map(async (webhookId) => {
    const answer = await at.knock({ headers: { "x-shopify-webhook-id": webhookId } });
    onAnswer(answer);
    return answer;
  }));
  return webhookIds.map((webhookId, i) => ({ webhookId, answer: answers[i]! }));
};
const statuses = (sent: { answer: Answer }[]) => [...new Set(sent.map(({ answer }) => answer.status))].sort();
async function withoutRow(sent: { webhookId: string; answer: Answer }[]): Promise<string[]> {
  const acknowledged = sent.filter(({ answer }) => answer.status === 200).map(({ webhookId }) => webhookId);
  const found = await database.asOwner<{ delivery_id: string }>("SELECT delivery_id FROM inbox WHERE delivery_id = ANY($1)", [acknowledged]);
  const known = new Set(found.map(({ delivery_id }) => delivery_id));
  return acknowledged.filter((webhookId) => !known.has(webhookId));
}

describe("the database is away", () => {
  test("every delivery hears 503 and when to come again, and leaves no row; afterwards the door works by itself", async () => {
    expect(statuses(await many(3))).toEqual([200]);
    await proxy.cut();
    const refused = await many(20);
    expect(statuses(refused)).toEqual([503]);
    expect(refused[0]!.answer).toMatchObject({ text: "not stored, please send it again\n", headers: { "retry-after": "5", "cache-control": "no-store" } });
    await proxy.mend();
    expect(await database.asOwner("SELECT 1 FROM inbox WHERE delivery_id = ANY($1)", [refused.map(({ webhookId }) => webhookId)])).toEqual([]);
    const again = await many(20);
    expect([statuses(again), await withoutRow(again)]).toEqual([[200], []]);
  });

  test("is told once with how many were turned away, not once a delivery", async () => {
    const lines: string[] = [];
    let at = 0;
    const own = await openDoor({ outage: new Outage(createLog({ write: (line) => lines.push(line) }, "info"), () => at) });
    await many(3, own);
    await proxy.cut();
    await many(40, own);
    await proxy.mend();
    await many(5, own);
    expect(lines.map((line) => JSON.parse(line) as object)).toMatchObject([{ level: "warn", err: { type: "DatabaseDown" } }]);
    at = 10_000;
    await many(5, own);
    await own.close();
    expect(lines.map((line) => (JSON.parse(line) as { level: string; refused?: number; msg: string })).slice(1)).toMatchObject([{ level: "info", refused: 40, msg: "webhooks are stored again" }]);
  });

  test("cut again and again in the middle of a storm, no 200 is without its row", async () => {
    const sent: { webhookId: string; answer: Answer }[] = [];
    for (let round = 0; round < 6; round++) {
      const storm = many(120);
      await new Promise((resolve) => setTimeout(resolve, 5 + round * 7));
      await proxy.cut();
      await proxy.mend();
      sent.push(...await storm);
    }
    expect(statuses(sent).filter((status) => status !== 200 && status !== 503)).toEqual([]);
    expect(await withoutRow(sent)).toEqual([]);
    expect(statuses(await many(5))).toEqual([200]);
  });

  test("connections that died without a word do not hold the door shut", async () => {
    expect(statuses(await many(50))).toEqual([200]);
    proxy.freeze();
    const stuck = await many(300);
    expect(statuses(stuck).filter((status) => status !== 200 && status !== 503)).toEqual([]);
    const after = await many(20);
    expect([statuses(after), await withoutRow([...stuck, ...after])]).toEqual([[200], []]);
  });

  test("a lock that is never given up makes 503, not waiting", async () => {
    const holder = new pg.Client({ connectionString: database.ownerUrl });
    await holder.connect();
    try {
      await holder.query("BEGIN; LOCK TABLE inbox IN ACCESS EXCLUSIVE MODE");
      expect(statuses(await many(4))).toEqual([503]);
      await holder.query("ROLLBACK");
    } finally {
      await holder.end();
    }
    expect(statuses(await many(4))).toEqual([200]);
  });
});

describe("too much at once", () => {
  test("is refused with 503 instead of being kept waiting, and what was accepted is stored", async () => {
    let release = () => {};
    const held = new Promise<void>((resolve) => { release = resolve; });
    const small = await openDoor({ limits: { inFlight: 1, batchItems: 2, waitingItems: 4, save: async (items) => { await held; await insertDeliveries(items); } } });
    let refused = 0;
    const sent = many(40, small, ({ status }) => { if (status === 503) refused++; });
    // One batch of two under way, four waiting; the rest is turned away while nothing gets through.
    await expect.poll(() => refused).toBeGreaterThanOrEqual(32);
    release();
    const answered = await sent;
    await small.close();
    expect(statuses(answered)).toEqual([200, 503]);
    expect(answered.filter(({ answer }) => answer.status === 200).length).toBeLessThanOrEqual(8);
    expect(await withoutRow(answered)).toEqual([]);
  });

  test("large bodies count by their bytes", async () => {
    let release = () => {};
    const held = new Promise<void>((resolve) => { release = resolve; });
    const small = await openDoor({ limits: { inFlight: 1, batchItems: 1, waitingBytes: 100_000, save: () => held } });
    let refused = 0;
    const knocks = Array.from({ length: 12 }, async () => {
      const answer = await small.knock({ body: Buffer.alloc(40_000, "x") });
      if (answer.status === 503) refused++;
      return answer;
    });
    // One is under way, at most two of its size wait; the rest is turned away while nothing gets through.
    await expect.poll(() => refused).toBeGreaterThanOrEqual(9);
    release();
    expect([...new Set((await Promise.all(knocks)).map(({ status }) => status))].sort()).toEqual([200, 503]);
    await small.close();
  });
});
