import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "vitest";
import { DatabaseBusy, DatabaseDown } from "~/store/database-down";
import { inTransaction, readFor } from "~/store/in-transaction.server";
import { sql } from "~/store/sql";
import type { Tx } from "~/store/tx";
import { aShop } from "../support/a-shop";
import { useDatabase } from "../support/use-database";

const database = useDatabase();
const products = async () => (await database.asOwner<{ product_id: string }>("SELECT product_id FROM product ORDER BY 1")).map(({ product_id }) => product_id);
const add = (db: Tx, productId: string) => db.query(sql`INSERT INTO product (shop_id, product_id, updated_at) VALUES (${db.shopId}, ${productId}, now())`);
const LIMITS = sql`SELECT current_setting('statement_timeout') AS statement, current_setting('lock_timeout') AS lock, current_setting('idle_in_transaction_session_timeout') AS idle`;

test("every transaction has limits, writing ones and reading ones", async () => {
  const shopId = await aShop(database);
  expect(await inTransaction(shopId, (db) => db.query(LIMITS))).toEqual([{ statement: "1min", lock: "30s", idle: "30s" }]);
  expect(await readFor(shopId, (db) => db.query(LIMITS))).toEqual([{ statement: "15min", lock: "30s", idle: "1min" }]);
});

test("a statement that takes too long is ended, and what went before it is not saved", async () => {
  const shopId = await aShop(database);
  const late = inTransaction(shopId, async (db) => {
    await add(db, "late");
    await db.query(sql`SELECT pg_sleep(60)`);
  }, { statement: 50 });
  await expect(late).rejects.toMatchObject({ code: "57014" });
  await inTransaction(shopId, (db) => add(db, "next"));
  expect(await products()).toEqual(["next"]);
});

test("a reading is ended as well, where it says so", async () => {
  const shopId = await aShop(database);
  await expect(readFor(shopId, (db) => db.query(sql`SELECT pg_sleep(60)`), { statement: 50 })).rejects.toMatchObject({ code: "57014" });
});

test("whoever waits too long for a lock saves nothing and may come again; the holder is not disturbed", async () => {
  const shopId = await aShop(database);
  await inTransaction(shopId, (db) => add(db, "held"));
  const rename = (db: Tx, title: string) => db.query(sql`UPDATE product SET title = ${title} WHERE shop_id = ${db.shopId} AND product_id = 'held'`);
  await inTransaction(shopId, async (holder) => {
    await rename(holder, "first");
    const waiting = inTransaction(shopId, async (db) => {
      await add(db, "waiting");
      await rename(db, "second");
    }, { lock: 50 });
    const error: unknown = await waiting.catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(DatabaseBusy);
    expect(error).toMatchObject({ retryable: true });
  });
  expect(await database.asOwner("SELECT title FROM product WHERE product_id = 'held'")).toEqual([{ title: "first" }]);
  expect(await products()).not.toContain("waiting");
});

test("a transaction that is left alone gives back what it locked", async () => {
  const shopId = await aShop(database);
  const left = inTransaction(shopId, async (db) => {
    await add(db, "left");
    await pause(1_000);
    await db.query(sql`SELECT 1`);
  }, { idle: 50 });
  await expect(left).rejects.toBeInstanceOf(DatabaseDown);
  await inTransaction(shopId, (db) => add(db, "after"));
  expect(await products()).toEqual(expect.arrayContaining(["after"]));
  expect(await products()).not.toContain("left");
});
