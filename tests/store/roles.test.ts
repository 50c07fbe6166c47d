import pg from "pg";
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
let otherId: bigint;

beforeAll(async () => {
  shopId = await aShop(database);
  otherId = await aShop(database);
  await settleOrders(shopId, [anOrder()], new Date("2026-03-02T12:00:00.000Z"));
  await settleOrders(otherId, [anOrder({ orderId: "2002", customerId: "9" })], new Date("2026-03-02T12:00:00.000Z"));
});

const run = (statement: Statement, asShop = shopId) => inTransaction(asShop, (db) => db.query(statement));

describe("perennial_app", () => {
  test("is no superuser, owns nothing and bypasses nothing", async () => {
    const [role] = await database.asOwner(`SELECT rolsuper, rolcreatedb, rolcreaterole, rolbypassrls FROM pg_roles WHERE rolname = 'perennial_app'`);
    expect(role).toEqual({ rolsuper: false, rolcreatedb: false, rolcreaterole: false, rolbypassrls: false });
    expect(await database.asOwner(`SELECT relname FROM pg_class WHERE relowner = 'perennial_app'::regrole`)).toEqual([]);
  });

  test.each([
    ["UPDATE ledger_entry", sql`UPDATE ledger_entry SET delta = 1 WHERE line = 0`],
    ["DELETE FROM ledger_entry", sql`DELETE FROM ledger_entry`],
    ["TRUNCATE ledger_entry", sql`TRUNCATE ledger_entry`],
    ["UPDATE ledger_transaction", sql`UPDATE ledger_transaction SET reason = 'x'`],
    ["DELETE FROM ledger_transaction", sql`DELETE FROM ledger_transaction`],
    ["DELETE FROM access_log", sql`DELETE FROM access_log`],
    ["UPDATE ledger_seal", sql`UPDATE ledger_seal SET hash = ''`],
    ["INSERT INTO erasure_certificate", sql`INSERT INTO erasure_certificate (shop_id, domain_hash, counts) VALUES (1, '', '{}')`],
    ["DROP TABLE wallet", sql`DROP TABLE wallet`],
    ["ALTER TABLE ledger_entry DISABLE TRIGGER ALL", sql`ALTER TABLE ledger_entry DISABLE TRIGGER ALL`],
  ])("may not %s", async (_what, statement) => {
    await expect(run(statement)).rejects.toMatchObject({ code: "42501" });
  });

  test("writes no transaction that does not sum to zero", async () => {
    const entry = sql`
      WITH t AS (INSERT INTO ledger_transaction (shop_id, member_id, kind, key, fingerprint, reason, actor, effective_at)
        SELECT shop_id, member_id, 'accrual', 'unbalanced', 'x', 'order_earned', 'system', now() FROM member WHERE shop_id = ${shopId} LIMIT 1 RETURNING shop_id, txn_id, member_id)
      INSERT INTO ledger_entry (shop_id, txn_id, line, account, member_id, delta) SELECT shop_id, txn_id, 0, 'available', member_id, 50 FROM t`;
    await expect(run(entry)).rejects.toMatchObject({ code: "23514", message: expect.stringMatching(/sums to 50: expected 0/) });
  });

  test.each([
    ["available below zero", sql`UPDATE wallet SET available = -1`],
    ["debt above zero", sql`UPDATE wallet SET debt = 1`],
    ["points available while points are owed", sql`UPDATE wallet SET available = 5, debt = -5`],
    ["a lot that does not add up", sql`UPDATE lot SET free = free + 1`],
    ["more taken back from an order than it gave", sql`UPDATE shop_order SET reversed = accrued + 1`],
  ])("cannot store %s", async (_what, statement) => {
    await expect(run(statement)).rejects.toMatchObject({ code: "23514" });
  });

  test("cannot move a lot's expiry without saying that it extends that lot", async () => {
    const move = sql`UPDATE lot SET expires_at = now()`;
    await expect(run(move)).rejects.toMatchObject({ code: "23514", message: expect.stringMatching(/expiry may only move by an audited extension/) });
  });

  test("sees the rows of its shop only, whatever it asks for", async () => {
    for (const table of ["member", "wallet", "lot", "ledger_transaction", "ledger_entry", "shop_order", "program_version", "member_refresh"]) {
      const statement = { name: "", text: `SELECT DISTINCT shop_id FROM ${table}`, values: [] };
      expect(await run(statement), table).toEqual([{ shop_id: shopId }]);
    }
    expect(await run(sql`SELECT 1 FROM member WHERE shop_id = ${otherId}`)).toEqual([]);
    expect(await run(sql`UPDATE wallet SET pending = 99 WHERE shop_id = ${otherId} RETURNING 1`)).toEqual([]);
    await expect(run(sql`INSERT INTO program_version (shop_id, version, program, effective_from, created_by) VALUES (${otherId}, 9, '{}', now(), 'x')`)).rejects.toMatchObject({ code: "42501" });
  });

  test("sees nothing without a shop", async () => {
    const client = new pg.Client({ connectionString: database.appUrl });
    await client.connect();
    const { rows } = await client.query(`SELECT count(*)::int AS n FROM member`);
    await client.end();
    expect(rows).toEqual([{ n: 0 }]);
  });
});

test("the owner cannot change the ledger either", async () => {
  await expect(database.asOwner(`UPDATE ledger_entry SET delta = delta * 2`)).rejects.toThrow(/append-only/);
  await expect(database.asOwner(`DELETE FROM ledger_transaction`)).rejects.toThrow(/append-only/);
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
