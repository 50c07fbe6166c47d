import { beforeAll, expect, test } from "vitest";
import { putAway } from "~/operations/shop/put-away.server";
import { putAwayAt, putAwayStatement } from "~/store/admin-reads/put-away.server";
import { readFor } from "~/store/in-transaction.server";
import { aShop } from "../../support/a-shop";
import { useDatabase } from "../../support/use-database";

const database = useDatabase();
const READ = new Date("2026-06-01T12:00:00.000Z");
const PRESSED = new Date("2026-06-01T12:05:00.000Z");
let shopId: bigint;

/** A shop whose log is long. */
beforeAll(async () => {
  shopId = await aShop(database, { domain: "put-away.myshopify.com" });
  await database.asOwner("INSERT INTO access_log (shop_id, actor, action) SELECT $1, 'staff:1', 'view_member' FROM generate_series(1, 10000)", [String(shopId)]);
});

test("a mark is of the page that was read, never of a time to come; the latest of an item counts, those without one are of when they were set", async () => {
  const put = (item: string, readAt: Date) => putAway(shopId, { item, actor: "staff:1", readAt }, PRESSED);
  await put("twice", new Date(READ.getTime() - 60_000));
  await put("twice", READ);
  await put("odd", new Date("2999-01-01T00:00:00.000Z"));
  await database.asOwner("INSERT INTO access_log (shop_id, at, actor, action, detail) VALUES ($1, $2, 'staff:1', 'put_away', '{\"item\": \"leaked\"}')", [String(shopId), READ]);
  expect([...await readFor(shopId, putAwayAt)].sort()).toEqual([["leaked", READ], ["odd", PRESSED], ["twice", READ]]);
});

test("the log is not read for it", async () => {
  await database.asOwner("ANALYZE access_log");
  const plan = (await database.asOwner<{ "QUERY PLAN": string }>(`EXPLAIN ${putAwayStatement(shopId).text}`, [String(shopId)])).map((row) => row["QUERY PLAN"]).join("\n");
  expect(plan).toMatch(/^(?!.*(Seq Scan|access_log_pkey)).*access_log_put_away/s);
});
