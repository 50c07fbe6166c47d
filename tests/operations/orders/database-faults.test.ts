import pg from "pg";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { handleDeliveries } from "~/inbox/handle-deliveries.server";
import { settleOrders } from "~/operations/orders/settle-orders.server";
import { closeDatabase, pool } from "~/store/db.server";
import { claimDeliveries } from "~/store/inbox/claim-deliveries.server";
import { finishDeliveries } from "~/store/inbox/finish-deliveries.server";
import { anOrder } from "../../loyalty/orders/an-order";
import { deliver, orderBody } from "../../inbox/a-delivery";
import { aShop } from "../../support/a-shop";
import { dumpShop } from "../../support/dump-shop";
import { expectBooks, pocketsOf } from "../../support/expect-books";
import { useDatabase } from "../../support/use-database";

const database = useDatabase();
const now = new Date("2026-03-02T12:00:00.000Z");
let shopId: bigint;

beforeEach(async () => {
  shopId = await aShop(database);
  await settleOrders(shopId, [anOrder()], now);
});
afterEach(() => database.asOwner("DROP TRIGGER IF EXISTS fault ON wallet"));

const second = () => settleOrders(shopId, [anOrder({ orderId: "1002" })], now);
const openedAnew = async (url: string) => {
  await closeDatabase();
  process.env.DATABASE_URL = url;
};

/** The database refuses to change wallets with this code, `times` times. */
async function refusing(code: string, times: number): Promise<void> {
  await database.asOwner("DROP SEQUENCE IF EXISTS fault_count; CREATE SEQUENCE fault_count");
  await database.asOwner(`CREATE OR REPLACE FUNCTION fault() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$ BEGIN
    IF nextval('fault_count') <= ${times} THEN RAISE EXCEPTION 'on purpose' USING ERRCODE = '${code}'; END IF; RETURN NULL; END $$`);
  await database.asOwner("CREATE TRIGGER fault AFTER UPDATE ON wallet FOR EACH STATEMENT EXECUTE FUNCTION fault()");
}

describe("trouble in the database leaves nothing half done", () => {
  test.each([["a serialization failure", "40001"], ["a deadlock", "40P01"]])("%s is tried again at once, and posts once", async (_what, code) => {
    await refusing(code, 2);
    expect(await second()).toMatchObject([{ posted: 50n }]);
    expect(await pocketsOf(database, shopId, "7")).toMatchObject({ pending: 100 });
    await expectBooks(shopId);
  });

  test.each([["a full disk", "53100"], ["no memory", "53200"], ["too many connections", "53300"], ["a server that shuts down", "57P01"]])("%s is told as something that passes", async (_what, code) => {
    await refusing(code, 1_000);
    const before = await dumpShop(database, shopId);
    await expect(second()).rejects.toMatchObject({ name: "DatabaseDown", retryable: true });
    expect(await dumpShop(database, shopId)).toEqual(before);
    await database.asOwner("DROP TRIGGER fault ON wallet");
    expect(await second()).toMatchObject([{ posted: 50n }]);
    await expectBooks(shopId);
  });

  test("a lock that is never given up is waited for only so long", async () => {
    await openedAnew(`${database.appUrl}?lock_timeout=300`);
    const holder = new pg.Client({ connectionString: database.ownerUrl });
    await holder.connect();
    try {
      await holder.query("BEGIN");
      await holder.query("SELECT 1 FROM wallet WHERE shop_id = $1 FOR UPDATE", [String(shopId)]);
      const before = await dumpShop(database, shopId);
      await expect(second()).rejects.toMatchObject({ name: "DatabaseBusy", retryable: true });
      expect(await dumpShop(database, shopId)).toEqual(before);
    } finally {
      await holder.end();
      await openedAnew(database.appUrl);
    }
    expect(await second()).toMatchObject([{ posted: 50n }]);
    await expectBooks(shopId);
  });

  test("every connection of the pool in use is told as something that passes", async () => {
    const held = await Promise.all(Array.from({ length: 10 }, () => pool().connect()));
    await expect(second()).rejects.toMatchObject({ name: "DatabaseDown", retryable: true });
    for (const client of held) client.release();
    expect(await second()).toMatchObject([{ posted: 50n }]);
  });

  test("whoever stops in the middle of a transaction is cut off by the server, and waits for a lock end as well", async () => {
    const { rows } = await pool().query<{ lock: string; idle: string }>("SELECT current_setting('lock_timeout') AS lock, current_setting('idle_in_transaction_session_timeout') AS idle");
    expect(rows).toEqual([{ lock: "20s", idle: "1min" }]);
  });

  test("a delivery that meets it waits with all its tries, and is handled afterwards", async () => {
    const [{ domain }] = await database.asOwner<{ domain: string }>("SELECT domain FROM shop WHERE shop_id = $1", [String(shopId)]) as [{ domain: string }];
    await deliver({ shopDomain: domain, topic: "orders/paid", body: orderBody(1003) });
    const handle = async () => {
      await database.asOwner("UPDATE inbox SET ready_at = now()");
      await finishDeliveries(await handleDeliveries(await claimDeliveries({ most: 10, leaseSeconds: 60 }), now));
    };
    await refusing("53100", 1_000);
    for (let i = 0; i < 7; i++) await handle();
    expect(await database.asOwner("SELECT state, attempts FROM inbox")).toEqual([{ state: "new", attempts: 0 }]);
    await database.asOwner("DROP TRIGGER fault ON wallet");
    await handle();
    expect(await database.asOwner("SELECT state FROM inbox")).toEqual([{ state: "done" }]);
    expect(await pocketsOf(database, shopId, "7")).toMatchObject({ pending: 100 });
    await expectBooks(shopId);
  });
});
