import pg from "pg";
import { getGlobalDispatcher, setGlobalDispatcher } from "undici";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { SCHEDULED } from "~/jobs/schedule";
import { importShop } from "~/jobs/tasks/import-shop";
import { shopByDomain } from "~/store/shops/shop-by-domain.server";
import { createCustomer } from "../../sandbox/shop-life/create-customer";
import { payOrder } from "../../sandbox/shop-life/pay-order";
import { placeOrder } from "../../sandbox/shop-life/place-order";
import { refundOrder } from "../../sandbox/shop-life/refund-order";
import { findShop } from "../../sandbox/world/find-shop";
import type { Shop } from "../../sandbox/world/types";
import { expectBooks, waitingTasks } from "../support/expect-books";
import { useLiveShop } from "../support/live-shop";

const live = useLiveShop({ work: false });
const DOMAIN = "evergreen-goods.myshopify.com";
const AN_HOUR_AGO = new Date(Date.now() - 3_600_000).toISOString();
let world: Shop;
let shopId: bigint;

/** Every request and every statement that begins or ends a transaction is a step; from step `at` on the process reaches nobody any more, as if it had been killed. */
const life = { steps: 0, at: Number.POSITIVE_INFINITY };
const killed = () => life.steps >= life.at;
const step = () => {
  if (!killed()) life.steps++;
  return killed();
};
const gone = () => Object.assign(new Error("Connection terminated: the process was killed"), { code: "ECONNRESET" });
const ownQuery = pg.Client.prototype.query as (this: pg.Client, ...given: unknown[]) => unknown;

beforeAll(() => {
  pg.Client.prototype.query = function (this: pg.Client, ...given: unknown[]): unknown {
    const text = typeof given[0] === "string" ? given[0] : String((given[0] as { text?: unknown }).text);
    if (!(/^(BEGIN|COMMIT)/.test(text) ? step() : killed())) return ownQuery.apply(this, given);
    const back = given.find((one) => typeof one === "function") as ((error: Error) => void) | undefined;
    return back ? void queueMicrotask(() => back(gone())) : Promise.reject(gone());
  } as typeof pg.Client.prototype.query;
  setGlobalDispatcher(getGlobalDispatcher().compose((dispatch) => (options, handler) => {
    if (step()) throw gone();
    onRequest(String(options.path));
    return dispatch(options, handler);
  }));
  fillWorld();
});
afterAll(() => { pg.Client.prototype.query = ownQuery as typeof pg.Client.prototype.query; });

let onRequest: (path: string) => void = () => {};
beforeEach(async () => {
  onRequest = () => {};
  await installAnew();
});

/** Two customers, one of them with a tag; orders paid, refunded in part, of a guest, and never paid. */
function fillWorld(): void {
  world = findShop(live.sandbox.world, DOMAIN)!;
  const [ana, ben] = [createCustomer(live.sandbox, world, { email: "ana@example.com", firstName: "Ana", tags: ["vip"] }), createCustomer(live.sandbox, world, { email: "ben@example.com", firstName: "Ben" })];
  const place = (customerId: string | null, email: string, unitPriceMinor: number) =>
    placeOrder(live.sandbox, world, { customerId, email, lines: [{ title: "Fern", unitPriceMinor, quantity: 2 }], at: AN_HOUR_AGO });
  const refunded = place(ana.id, "ana@example.com", 20_000);
  for (const order of [refunded, place(ben.id, "ben@example.com", 40_000), place(null, "guest@example.com", 1_000)]) payOrder(live.sandbox, world, { orderId: order.id });
  place(ben.id, "ben@example.com", 3_000);
  refundOrder(live.sandbox, world, { orderId: refunded.id, lines: [{ lineId: refunded.lines[0]!.id, quantity: 1 }] });
}

/** The shop as on the day of its first install: nothing is left of the test before. */
async function installAnew(): Promise<void> {
  await live.database.asOwner("UPDATE shop SET uninstalled_at = now() WHERE domain = $1", [DOMAIN]);
  await live.database.asOwner("SELECT erase_shop(shop_id, 'x') FROM shop WHERE domain = $1", [DOMAIN]);
  ({ shopId } = await live.install(DOMAIN));
}

const run = async () => importShop((await shopByDomain(DOMAIN))!, () => new Date());
/** @returns whether it lived to the end. */
async function runKilledAt(at: number): Promise<boolean> {
  const shop = (await shopByDomain(DOMAIN))!;
  Object.assign(life, { steps: 0, at });
  try {
    await importShop(shop, () => new Date());
    return !killed();
  } catch (error) {
    if (!killed()) throw error;
    return false;
  } finally {
    life.at = Number.POSITIVE_INFINITY;
  }
}

/** What the import left, by the names of Shopify; our own numbers may differ from run to run. */
async function imported(): Promise<unknown> {
  const rows = (text: string) => live.database.asOwner(text, [String(shopId)]);
  return {
    runs: await rows("SELECT kind, state, done, total, message, whole FROM import_run WHERE shop_id = $1 ORDER BY kind"),
    orders: await rows("SELECT o.order_id, o.imported, o.qualifying_minor, o.accrued, o.basis->>'refusal' AS refusal, m.customer_id FROM shop_order o LEFT JOIN member m USING (shop_id, member_id) WHERE o.shop_id = $1 ORDER BY 1"),
    members: await rows("SELECT customer_id, state, tags, enrolled_at, (SELECT count(*) FROM member_profile p WHERE p.shop_id = m.shop_id AND p.member_id = m.member_id) AS profiles FROM member m WHERE shop_id = $1 ORDER BY 1"),
    products: await rows("SELECT product_id, title, tags, collection_ids FROM product WHERE shop_id = $1 ORDER BY 1"),
    ledger: await rows("SELECT 1 FROM ledger_transaction WHERE shop_id = $1"),
  };
}

describe("an import that is cut off", () => {
  test("at any step goes on from there and ends the same, nothing doubled", async () => {
    await run();
    const whole = await imported() as { orders: unknown[]; members: unknown[]; products: unknown[]; ledger: unknown[] };
    expect([whole.orders.length >= 4, whole.members.length >= 2, whole.products.length > 0, whole.ledger]).toEqual([true, true, true, []]);
    let at = 1;
    for (; ; at++) {
      await installAnew();
      if (await runKilledAt(at)) break;
      await run();
      expect(await imported(), `killed at step ${at}`).toEqual(whole);
    }
    // Three kinds, each with its operation, its rows and its marks.
    expect(at).toBeGreaterThan(25);
    await expectBooks(shopId);
  });

  test("again and again ends the same as well, and so do two at once", async () => {
    await run();
    const whole = await imported();
    await installAnew();
    for (const at of [5, 9, 13, 17, 21]) await runKilledAt(at);
    await Promise.all([run(), run()]);
    expect(await imported()).toEqual(whole);
  });

  test("in the middle of a result is told as failed and reads the whole result the next time", async () => {
    await run();
    const whole = await imported();
    await installAnew();
    onRequest = (path) => {
      const operation = world.bulkOperations[/^\/bulk\/(\d+)/.exec(path)?.[1] ?? ""];
      const lines = operation?.jsonl?.split("\n") ?? [];
      if (operation && lines.some((line) => line.includes("/Order/"))) operation.jsonl = `${lines.slice(0, 3).join("\n")}\n`;
    };
    await expect(run()).rejects.toMatchObject({ kind: "unavailable", message: expect.stringMatching(/ended after \d+ of \d+ rows$/) });
    expect(await live.database.asOwner("SELECT state FROM import_run WHERE shop_id = $1 ORDER BY kind", [String(shopId)])).toEqual([{ state: "done" }, { state: "failed" }, { state: "done" }]);
    onRequest = () => {};
    await run();
    expect(await imported()).toEqual(whole);
  });

  test("and gives no sign of life for a quarter of an hour is taken up again; one that works or is done is left alone", async () => {
    await runKilledAt(12);
    await live.database.asOwner("DELETE FROM graphile_worker._private_jobs");
    const eachQuarter = () => Promise.resolve(SCHEDULED["each-quarter"]!({}, {} as never));
    await eachQuarter();
    expect(await waitingTasks(live.database, shopId)).toEqual(["reconcile-orders"]);
    await live.database.asOwner("UPDATE import_run SET touched_at = now() - interval '16 minutes'");
    await eachQuarter();
    expect(await waitingTasks(live.database, shopId)).toEqual(["import-shop", "reconcile-orders"]);
    await run();
    await live.database.asOwner("DELETE FROM graphile_worker._private_jobs");
    await live.database.asOwner("UPDATE import_run SET touched_at = now() - interval '16 minutes'");
    await eachQuarter();
    expect(await waitingTasks(live.database, shopId)).toEqual(["reconcile-orders"]);
  });
});
