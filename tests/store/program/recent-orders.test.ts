import { beforeAll, expect, test } from "vitest";
import { previewProgram } from "~/operations/program/preview-program.server";
import { readFor } from "~/store/in-transaction.server";
import { recentOrders } from "~/store/program/recent-orders.server";
import type { Tx } from "~/store/tx";
import { aProgram } from "../../loyalty/program/a-program";
import { aShop } from "../../support/a-shop";
import { useDatabase } from "../../support/use-database";

const database = useDatabase();
const YEAR = { since: "2025-03-02T00:00:00Z", until: "2026-03-02T00:00:00Z" };
let shopId: bigint;

/** A year of a shop: 12,000 orders of 3,000 members, one every three quarters of an hour, and as many of guests. */
beforeAll(async () => {
  shopId = await aShop(database);
  await database.asOwner("INSERT INTO member (shop_id, customer_id, enrolled_by, enrolled_at) SELECT $1, n, '', '2020-01-01' FROM generate_series(1, 3000) n", [String(shopId)]);
  await database.asOwner(`
    INSERT INTO shop_order (shop_id, order_id, member_id, processed_at, updated_at, fact)
    SELECT $1, n, CASE WHEN n % 2 = 0 THEN (SELECT min(member_id) FROM member WHERE shop_id = $1) + n / 2 % 3000 END, now, now, json_build_object('orderId', n::text, 'filler', repeat('x', 900))
      FROM generate_series(1, 24000) n, LATERAL (SELECT '2026-03-01'::timestamptz - n * interval '21 minutes' AS now) at`, [String(shopId)]);
  await database.asOwner("ANALYZE shop_order, member");
});

test("the newest orders of members are read by themselves, not picked from a year of them", async () => {
  const plan = await readFor(shopId, async (db) => {
    const told: string[] = [];
    const explaining: Tx = { shopId, query: async <Row>({ text, values }: Parameters<Tx["query"]>[0]) => {
      told.push(...(await db.query<{ "QUERY PLAN": string }>({ name: "", text: `EXPLAIN ${text}`, values })).map((row) => row["QUERY PLAN"]));
      return [] as Row[];
    } };
    await recentOrders(explaining, { ...YEAR, most: 1_000 });
    return told.join("\n");
  });
  expect(plan).toContain("using shop_order_recent");
  expect(plan).not.toMatch(/Seq Scan|Sort/);
});

test("and are the newest, guests' left out", async () => {
  const found = await readFor(shopId, (db) => recentOrders(db, { ...YEAR, most: 3 }));
  expect(found.map(({ fact }) => fact.orderId)).toEqual(["2", "4", "6"]);
});

test("nothing of a dry run reads for longer than somebody waits for it", async () => {
  await database.asOwner(`
    CREATE FUNCTION tell_limit() RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN RAISE 'at most %', current_setting('statement_timeout'); END $$`);
  await database.asOwner("CREATE POLICY limits ON shop_order AS RESTRICTIVE USING (tell_limit())");
  await expect(previewProgram(shopId, aProgram(), new Date(YEAR.until))).rejects.toThrow("at most 5s");
});
