import net from "node:net";
import { afterEach, describe, expect, test, vi } from "vitest";
import { DatabaseDown } from "~/store/database-down";
import { closeDatabase, prisma, query } from "~/store/db.server";
import { inTransaction, readFor, RunAgain } from "~/store/in-transaction.server";
import { prismaFor } from "~/store/prisma-for.server";
import { sql } from "~/store/sql";
import { aShop } from "../support/a-shop";
import { useDatabase } from "../support/use-database";

const database = useDatabase();
const balances = () => database.asOwner(`SELECT product_id FROM product ORDER BY 1`);

describe("inTransaction", () => {
  test("saves everything or nothing", async () => {
    const shopId = await aShop(database);
    await expect(inTransaction(shopId, async (db) => {
      await db.query(sql`INSERT INTO product (shop_id, product_id, updated_at) VALUES (${shopId}, '1', now())`);
      throw new Error("stop");
    })).rejects.toThrow("stop");
    expect(await balances()).toEqual([]);
  });

  test("runs again after a deadlock, and both transactions are saved", async () => {
    const shopId = await aShop(database);
    await inTransaction(shopId, (db) => db.query(sql`INSERT INTO product (shop_id, product_id, updated_at) VALUES (${shopId}, 'a', now()), (${shopId}, 'b', now())`));
    let runs = 0;
    let holding = 0;
    let met = () => {};
    const haveMet = new Promise<void>((resolve) => { met = resolve; });
    const both = [["a", "b"], ["b", "a"]].map(([first, second]) => inTransaction(shopId, async (db) => {
      const run = ++runs;
      await db.query(sql`UPDATE product SET title = title || ${second} WHERE product_id = ${first}`);
      // Each holds one row before it asks for the other's; whoever runs again waits for nobody.
      if (++holding === 2) met();
      if (run <= 2) await haveMet;
      await db.query(sql`UPDATE product SET title = title || ${first} WHERE product_id = ${second}`);
    }));
    await Promise.all(both);
    // The one that runs again may be back before the other has noticed, and run again once more.
    expect(runs).toBeGreaterThanOrEqual(3);
    expect((await database.asOwner<{ title: string }>(`SELECT title FROM product WHERE shop_id = $1`, [shopId])).map(({ title }) => title.length)).toEqual([2, 2]);
  });

  test("runs again when it is asked to, and gives up after five times", async () => {
    const shopId = await aShop(database);
    let runs = 0;
    expect(await inTransaction(shopId, async () => { if (++runs < 3) throw new RunAgain("wait"); return runs; })).toBe(3);
    runs = 0;
    await expect(inTransaction(shopId, async () => { runs++; throw new RunAgain("never"); })).rejects.toThrow("never");
    expect(runs).toBe(5);
  });

  test("points and ids are bigint, lists of them too", async () => {
    const [row] = await query<{ id: bigint; ids: bigint[] }>(sql`SELECT ${9007199254740993n}::bigint AS id, ${[1n, 9007199254740993n]}::bigint[] AS ids`);
    expect(row).toEqual({ id: 9007199254740993n, ids: [1n, 9007199254740993n] });
  });

  test("what is asked in one step goes to the database in one piece, the beginning with it", async () => {
    const shopId = await aShop(database);
    await inTransaction(shopId, (db) => db.query(sql`SELECT 1`));
    const pieces = [vi.spyOn(net.Socket.prototype, "_write"), vi.spyOn(net.Socket.prototype, "_writev" as "_write")];
    const answers = await inTransaction(shopId, (db) => Promise.all([db.query(sql`SELECT 1 AS n`), db.query(sql`SELECT 2 AS n`)]));
    const sent = pieces.reduce((sum, spy) => sum + spy.mock.calls.length, 0);
    vi.restoreAllMocks();
    expect(answers).toEqual([[{ n: 1 }], [{ n: 2 }]]);
    expect(sent).toBe(2); // COMMIT is the other one.
  });

  test("a read cannot write", async () => {
    const shopId = await aShop(database);
    await expect(readFor(shopId, (db) => db.query(sql`INSERT INTO product (shop_id, product_id, updated_at) VALUES (${shopId}, '1', now())`))).rejects.toMatchObject({ code: "25006" });
  });

  test("text in a value stays a value", async () => {
    const shopId = await aShop(database);
    const title = `'; DROP TABLE product; --`;
    await inTransaction(shopId, (db) => db.query(sql`INSERT INTO product (shop_id, product_id, title, updated_at) VALUES (${shopId}, '1', ${title}, now())`));
    expect(await database.asOwner(`SELECT title FROM product WHERE shop_id = $1`, [shopId])).toEqual([{ title }]);
  });
});

describe("prisma", () => {
  test("sees one shop's rows through prismaFor, and none without a shop", async () => {
    const [one, two] = [await aShop(database), await aShop(database)];
    expect((await prismaFor(one).programVersion.findMany()).map((row) => row.shopId)).toEqual([one]);
    expect((await prismaFor(two).programVersion.findMany({ where: { shopId: one } }))).toEqual([]);
    expect(await prisma().programVersion.findMany()).toEqual([]);
  });
});

describe("a database that is not there", () => {
  afterEach(async () => {
    await closeDatabase();
    process.env.DATABASE_URL = database.appUrl;
  });

  test.each([
    ["nobody listens", "postgresql://x:y@127.0.0.1:1/z"],
    ["no such host", "postgresql://x:y@perennial.invalid:5432/z"],
  ])("is told as DatabaseDown when %s", async (_what, url) => {
    await closeDatabase();
    process.env.DATABASE_URL = url;
    const error = await inTransaction(1n, async () => 1).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(DatabaseDown);
    expect(error).toMatchObject({ retryable: true, message: expect.stringMatching(/check DATABASE_URL/) });
    await expect(query(sql`SELECT 1`)).rejects.toBeInstanceOf(DatabaseDown);
  });

  test("is told with the missing variable", async () => {
    await closeDatabase();
    delete process.env.DATABASE_URL;
    await expect(query(sql`SELECT 1`)).rejects.toThrow(/DATABASE_URL is missing/);
  });
});
