import fc from "fast-check";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { adjustPoints } from "~/operations/ledger/adjust-points.server";
import { releasePoints } from "~/operations/ledger/release-points.server";
import { sealDays } from "~/operations/ledger/seal-days.server";
import { verifyLedger } from "~/operations/ledger/verify-ledger.server";
import { setMembership } from "~/operations/members/set-membership.server";
import { settleOrders } from "~/operations/orders/settle-orders.server";
import { refundPatch } from "~/loyalty/orders/placeholder-fact";
import { runs, WHOLE_LIFE } from "../loyalty/model/commands";
import { checkAsyncProperty } from "../loyalty/check-property";
import { anOrder, aRefund } from "../loyalty/orders/an-order";
import { playRun } from "../operations/model/play";
import { aShop } from "../support/a-shop";
import { dumpShop } from "../support/dump-shop";
import { useDatabase } from "../support/use-database";

const database = useDatabase();
const now = new Date("2026-03-02T12:00:00.000Z");

/** Not a shop's own rows: looked up before a shop is known, or what remains when it is gone. */
const NO_TENANT = ["erasure_certificate", "inbox", "rate_limit", "session", "shop"];
/** Prisma's own list of migrations. */
const TOOLS = ["_prisma_migrations"];

interface Key { table: string; kind: "p" | "u" | "f"; name: string; columns: string[]; target: string | null; targets: string[] | null }

async function keysOf(kinds: string): Promise<Key[]> {
  return database.asOwner<Key>(`
    SELECT c.conrelid::regclass::text AS table, c.contype AS kind, c.conname AS name, c.confrelid::regclass::text AS target,
      (SELECT array_agg(attname::text ORDER BY array_position(c.conkey, attnum)) FROM pg_attribute WHERE attrelid = c.conrelid AND attnum = ANY(c.conkey)) AS columns,
      (SELECT array_agg(attname::text ORDER BY array_position(c.confkey, attnum)) FROM pg_attribute WHERE attrelid = c.confrelid AND attnum = ANY(c.confkey)) AS targets
      FROM pg_constraint c JOIN pg_namespace n ON n.oid = c.connamespace WHERE n.nspname = 'public' AND c.contype = ANY($1::"char"[])`, [kinds.split("")]);
}

async function tables(): Promise<string[]> {
  const rows = await database.asOwner<{ name: string }>(`SELECT relname AS name FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace WHERE nspname = 'public' AND relkind IN ('r', 'p') ORDER BY 1`);
  return rows.map(({ name }) => name).filter((name) => !TOOLS.includes(name));
}

describe("shop_id is in every key", () => {
  test("every table is a tenant's, but those named here", async () => {
    const withShop = (await database.asOwner<{ name: string }>(`SELECT table_name AS name FROM information_schema.columns WHERE table_schema = 'public' AND column_name = 'shop_id' AND is_nullable = 'NO'`)).map(({ name }) => name);
    const certificateAndShop = ["erasure_certificate", "shop"];
    expect((await tables()).filter((name) => !withShop.includes(name) || certificateAndShop.includes(name))).toEqual(NO_TENANT);
  });

  test("primary and unique keys of tenant tables begin with it", async () => {
    const keys = (await keysOf("pu")).filter(({ table }) => !NO_TENANT.includes(table) && !TOOLS.includes(table));
    expect(keys.length).toBeGreaterThanOrEqual(20);
    expect(keys.filter(({ columns }) => columns[0] !== "shop_id")).toEqual([]);
    const named = new Set(keys.filter(({ kind }) => kind === "p").map(({ table }) => table));
    expect((await tables()).filter((name) => !NO_TENANT.includes(name) && !named.has(name))).toEqual([]);
  });

  test("unique indexes of tenant tables begin with it", async () => {
    const indexes = await database.asOwner<{ table: string; definition: string }>(`SELECT tablename AS table, indexdef AS definition FROM pg_indexes WHERE schemaname = 'public' AND indexdef LIKE 'CREATE UNIQUE%'`);
    expect(indexes.filter(({ table, definition }) => !NO_TENANT.includes(table) && !TOOLS.includes(table) && !/\(shop_id\b/.test(definition))).toEqual([]);
  });

  test("a foreign key joins a shop's rows to rows of the same shop", async () => {
    const keys = await keysOf("f");
    expect(keys.length).toBeGreaterThanOrEqual(15);
    expect(keys.filter(({ columns, targets }) => columns[0] !== "shop_id" || targets?.[0] !== "shop_id")).toEqual([]);
  });

  test("row-level security is on and forced on every tenant table, with one policy", async () => {
    const rows = await database.asOwner<{ name: string; on: boolean; forced: boolean; policies: number }>(`SELECT relname AS name, relrowsecurity AS on, relforcerowsecurity AS forced,
      (SELECT count(*)::int FROM pg_policies WHERE tablename = relname) AS policies FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace WHERE nspname = 'public' AND relkind = 'r'`);
    const tenants = rows.filter(({ name }) => !NO_TENANT.includes(name) && !TOOLS.includes(name));
    expect(tenants.filter(({ on, forced, policies }) => !on || !forced || policies !== 1)).toEqual([]);
    expect(tenants.length).toBeGreaterThanOrEqual(20);
  });
});

describe("perennial_app", () => {
  let app: pg.Client;
  let shopId: bigint;
  let other: bigint;
  beforeAll(async () => {
    app = new pg.Client({ connectionString: database.appUrl });
    await app.connect();
    [shopId, other] = await Promise.all([aShop(database), aShop(database)]) as [bigint, bigint];
    for (const id of [shopId, other]) {
      await settleOrders(id, [anOrder()], now);
      await releasePoints(id, new Date("2026-06-01T00:00:00.000Z"));
      await settleOrders(id, [refundPatch("1001", aRefund({ amountMinor: 1000 }))], now);
      await sealDays(id, new Date(Date.now() + 2 * 86_400_000));
    }
  });
  afterAll(() => app.end());

  /** Runs a statement as the product could, with a shop set or without, and takes it back. */
  async function tried(statement: string, shop: bigint | null): Promise<pg.QueryResult> {
    await app.query("BEGIN");
    try {
      if (shop !== null) await app.query("SELECT set_config('app.shop_id', $1, true)", [String(shop)]);
      return await app.query(statement);
    } finally {
      await app.query("ROLLBACK");
    }
  }

  test("is no superuser, bypasses nothing, owns nothing", async () => {
    const { rows } = await app.query(`SELECT current_user AS name, rolsuper, rolbypassrls, rolcreatedb, rolcreaterole, (SELECT count(*)::int FROM pg_class WHERE relowner = r.oid) AS owns FROM pg_roles r WHERE rolname = current_user`);
    expect(rows).toEqual([{ name: "perennial_app", rolsuper: false, rolbypassrls: false, rolcreatedb: false, rolcreaterole: false, owns: 0 }]);
  });

  test.each(["ledger_entry", "ledger_transaction", "ledger_seal", "access_log", "erasure_certificate"])("cannot change, delete or truncate %s", async (table) => {
    for (const statement of [`UPDATE ${table} SET shop_id = shop_id`, `DELETE FROM ${table}`, `TRUNCATE ${table} CASCADE`]) {
      await expect(tried(statement, shopId), statement).rejects.toMatchObject({ code: "42501" });
    }
  });

  test("cannot switch off what holds it: triggers, policies, row-level security, roles", async () => {
    const [owner] = await database.asOwner<{ name: string }>("SELECT current_user AS name");
    for (const statement of ["ALTER TABLE ledger_entry DISABLE TRIGGER ALL", "DROP POLICY tenant ON member", "ALTER TABLE member DISABLE ROW LEVEL SECURITY", "SET LOCAL session_replication_role = replica", `SET LOCAL ROLE "${owner!.name}"`, "CREATE TABLE mine (id int)"]) {
      await expect(tried(statement, shopId), statement).rejects.toMatchObject({ code: "42501" });
    }
  });

  test("sees nothing without a shop, and no other shop's rows with one", async () => {
    for (const table of (await tables()).filter((name) => !NO_TENANT.includes(name))) {
      expect((await tried(`SELECT 1 FROM ${table} LIMIT 1`, null)).rowCount, table).toBe(0);
      expect((await tried(`SELECT 1 FROM ${table} WHERE shop_id <> ${shopId} LIMIT 1`, shopId)).rowCount, table).toBe(0);
    }
    expect((await tried("SELECT 1 FROM ledger_entry", shopId)).rowCount).toBeGreaterThan(0);
  });

  test("cannot write into another shop, nor without one", async () => {
    for (const shop of [shopId, null]) {
      await expect(tried(`INSERT INTO collection (shop_id, collection_id) VALUES (${other}, '1')`, shop)).rejects.toMatchObject({ code: "42501" });
      expect((await tried(`UPDATE member SET tier = 'black' WHERE shop_id = ${other}`, shop)).rowCount).toBe(0);
      expect((await tried(`DELETE FROM shop_order WHERE shop_id = ${other}`, shop)).rowCount).toBe(0);
    }
    await expect(tried(`UPDATE wallet SET shop_id = ${other}`, shopId)).rejects.toMatchObject({ code: "42501" });
  });

  test("cannot store a transaction that does not add up", async () => {
    const insert = (deltas: number[]) => `WITH t AS (INSERT INTO ledger_transaction (shop_id, member_id, kind, key, fingerprint, reason, actor, effective_at)
        SELECT ${shopId}, min(member_id), 'adjustment', 'test', '-', 'test', 'test', now() FROM wallet RETURNING txn_id, member_id)
      INSERT INTO ledger_entry (shop_id, txn_id, line, account, member_id, delta) SELECT ${shopId}, txn_id, line, account, CASE account WHEN 'available' THEN member_id END, delta
        FROM t, (VALUES ${deltas.map((delta, line) => `(${line}, '${line % 2 === 0 ? "adjustments" : "available"}', ${delta})`).join(", ")}) AS x(line, account, delta)`;
    await expect(tried(insert([-5, 6]), shopId)).rejects.toMatchObject({ code: "23514", message: expect.stringContaining("sums to 1: expected 0") });
    await expect(tried(insert([-5]), shopId)).rejects.toMatchObject({ code: "23514" });
    expect((await tried(insert([-5, 5]), shopId)).rowCount).toBe(2);
  });

  test("the owner cannot change an entry either, while the trigger stands", async () => {
    for (const statement of ["UPDATE ledger_entry SET delta = 1", "DELETE FROM ledger_entry", "UPDATE ledger_transaction SET actor = 'x'", "DELETE FROM ledger_transaction"]) {
      await expect(database.asOwner(statement), statement).rejects.toThrow(/append-only/);
    }
  });

  test("an expiry date does not move", async () => {
    await expect(tried("UPDATE lot SET expires_at = now()", shopId)).rejects.toMatchObject({ code: "23514" });
  });
});

describe("two shops", () => {
  test("whatever happens in one shop leaves every byte of the other, though all ids are the same", async () => {
    const neighbor = await aShop(database, { timezone: "UTC" });
    await settleOrders(neighbor, ["7", "8", "9"].flatMap((customerId, n) => [anOrder({ orderId: String(1001 + n), customerId })]), now);
    const before = await dumpShop(database, neighbor);
    await checkAsyncProperty(fc.asyncProperty(runs(WHOLE_LIFE, 20), async (run) => {
      await playRun(database, run);
      expect(await dumpShop(database, neighbor)).toEqual(before);
    }), { numRuns: Math.ceil(Number(process.env.MODEL_RUNS ?? 40) / 5) });
  });

  test("ids of one shop mean nothing in the other", async () => {
    const [shopId, other] = await Promise.all([aShop(database), aShop(database)]);
    await settleOrders(other, [anOrder()], now);
    const [member] = await database.asOwner<{ member_id: string }>(`SELECT member_id FROM member WHERE shop_id = $1`, [other]);
    const memberId = BigInt(member!.member_id);
    const before = await dumpShop(database, other);
    expect(await adjustPoints(shopId, { memberId, points: 5n, note: "x", actor: "staff:1", commandId: "1" }, now)).toEqual({ refusal: "unknown_member" });
    expect(await setMembership(shopId, { memberId, state: "blocked", actor: "staff:1" }, now)).toEqual({ refusal: "unknown_member" });
    await settleOrders(shopId, [refundPatch("1001", aRefund({ amountMinor: 5000 }))], now);
    expect(await releasePoints(shopId, new Date("2027-01-01T00:00:00.000Z"))).toBe(0);
    expect(await dumpShop(database, other)).toEqual(before);
    expect(await verifyLedger(other)).toEqual([]);
  });
});
