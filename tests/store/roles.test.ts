import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { settleOrders } from "~/operations/orders/settle-orders.server";
import { inTransaction } from "~/store/in-transaction.server";
import { closeDatabase } from "~/store/db.server";
import { sql, type Statement } from "~/store/sql";
import { anOrder } from "../loyalty/orders/an-order";
import { aShop } from "../support/a-shop";
import { useDatabase } from "../support/use-database";

const database = useDatabase();
let shopId: bigint;

beforeAll(async () => {
  shopId = await aShop(database);
  await settleOrders(shopId, [anOrder()], new Date("2026-03-02T12:00:00.000Z"));
});

const run = (statement: Statement) => inTransaction(shopId, (db) => db.query(statement));

describe("whatever the code does", () => {
  test.each([
    ["available below zero", sql`UPDATE wallet SET available = -1`],
    ["debt above zero", sql`UPDATE wallet SET debt = 1`],
    ["points available while points are owed", sql`UPDATE wallet SET available = 5, debt = -5`],
    ["a lot that does not add up", sql`UPDATE lot SET free = free + 1`],
    ["more taken back from an order than it gave", sql`UPDATE shop_order SET reversed = accrued + 1`],
  ])("the database does not store %s", async (_what, statement) => {
    await expect(run(statement)).rejects.toMatchObject({ code: "23514" });
  });
});

describe("with the owner's URL", () => {
  afterAll(async () => {
    await closeDatabase();
    process.env.DATABASE_URL = database.appUrl;
  });

  test("the product assumes perennial_app", async () => {
    await closeDatabase();
    process.env.DATABASE_URL = database.ownerUrl;
    expect(await run(sql`SELECT current_user::text AS who`)).toEqual([{ who: "perennial_app" }]);
    await expect(run(sql`DELETE FROM ledger_entry`)).rejects.toMatchObject({ code: "42501" });
  });
});
