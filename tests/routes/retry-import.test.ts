import { beforeAll, expect, test } from "vitest";
import { attention } from "~/store/admin-reads/attention.server";
import { aShop } from "../support/a-shop";
import { useDatabase } from "../support/use-database";
import { adminRequest, sessionToken, setAdminEnv, signIn } from "./admin-request";

const HOME = "first-shop.myshopify.com";
const database = useDatabase();
let shopId: bigint, otherShop: bigint;

beforeAll(async () => {
  setAdminEnv();
  shopId = await aShop(database, { domain: HOME });
  otherShop = await aShop(database, { domain: "other-shop.myshopify.com" });
  await signIn(HOME);
});

async function retry(): Promise<unknown> {
  const { action } = await import("~/routes/app.home");
  return action({ request: adminRequest("/app?index", { token: sessionToken({ shop: HOME }), body: { intent: "retry_import" } }), params: {}, context: {} });
}

const jobs = () => database.asOwner("SELECT t.identifier AS task, j.key FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id");
const runs = (shop: bigint) => database.asOwner("SELECT kind, state, message, finished_at FROM import_run WHERE shop_id = $1 ORDER BY kind", [String(shop)]);

test("where nothing failed, nothing is read again", async () => {
  expect(await retry()).toEqual({ ok: true });
  expect(await jobs()).toEqual([]);
});

test("what failed waits again with one job, however often it is asked for", async () => {
  for (const shop of [shopId, otherShop]) {
    await database.asOwner(`INSERT INTO import_run (shop_id, kind, state, message, finished_at)
      VALUES ($1, 'customers', 'failed', 'Shopify is down', now()), ($1, 'orders', 'failed', 'Shopify is down', now()), ($1, 'products', 'done', NULL, '2026-10-24')`, [String(shop)]);
  }
  const theirs = await runs(otherShop);
  expect(await Promise.all([retry(), retry()])).toEqual([{ ok: true }, { ok: true }]);
  await retry();
  expect(await jobs()).toEqual([{ task: "import-shop", key: `import-shop:${shopId}` }]);
  expect(await runs(shopId)).toEqual([
    { kind: "customers", state: "waiting", message: null, finished_at: null }, { kind: "orders", state: "waiting", message: null, finished_at: null },
    { kind: "products", state: "done", message: null, finished_at: new Date("2026-10-24T00:00:00Z") },
  ]);
  expect((await attention(shopId, HOME, new Date())).imports.filter(({ state }) => state === "failed")).toEqual([]);
  expect(await runs(otherShop)).toEqual(theirs);
});
