import type { CustomerFact } from "~/loyalty/members/customer-fact";
import { readsAllOrders } from "~/loyalty/orders/all-orders-scope";
import type { OrderFact } from "~/loyalty/orders/order-fact";
import { log } from "~/log.server";
import { upsertCustomers } from "~/operations/members/upsert-customers.server";
import { importFacts } from "~/operations/orders/import-facts.server";
import { upsertProducts, type ProductToSave } from "~/operations/products/upsert-products.server";
import { bulkRows, type BulkRow } from "~/shopify/bulk/bulk-rows.server";
import { startBulk, waitForBulk, type BulkDone } from "~/shopify/bulk/run-bulk.server";
import { adminFor, type AdminClient } from "~/shopify/client/admin-client.server";
import { forgetRefused, withoutRefused } from "~/shopify/client/refused-fields";
import { ShopifyFault } from "~/shopify/client/shopify-fault";
import { ALL_CUSTOMERS, ALL_ORDERS, ALL_PRODUCTS } from "~/shopify/documents/bulk.graphql";
import { readOrder } from "~/shopify/orders/read-order.server";
import { parseCustomerQuery } from "~/shopify/parse/customer-fact";
import { parseOrderQuery } from "~/shopify/parse/order-query";
import { parseProductQuery } from "~/shopify/parse/product-query";
import { importRuns, noteImport, type ImportKind, type ImportRun } from "~/store/imports/import-runs.server";
import type { Shop } from "~/store/shops/shop-by-domain.server";
import { shopHasher } from "~/store/shops/shop-hasher.server";

const KINDS: readonly ImportKind[] = ["products", "customers", "orders"];
const DOCUMENTS: Record<ImportKind, string> = { products: ALL_PRODUCTS, customers: ALL_CUSTOMERS, orders: ALL_ORDERS };
const A_BATCH = 200;

/**
 * Reads a shop's products, customers and orders after an install, by bulk operations. Orders from before the install qualify
 * tiers and award nothing. Starting over after a crash goes on with what is not done, and repeating a part changes nothing.
 * Orders are read once more when the scope for all of them was granted since.
 * @throws ShopifyFault when Shopify cannot be used now; the part is told as failed and tried again later.
 */
export async function importShop(shop: Shop, now: () => Date): Promise<void> {
  // Scopes that change ask for an import: what was refused may be granted by now.
  forgetRefused(shop.domain);
  for (const run of await importRuns(shop.shopId, KINDS, shop.installedAt ?? now())) {
    const again = run.kind === "orders" && !run.whole && readsAllOrders(shop.scopes);
    if (run.state === "done" && !again) continue;
    try {
      await importKind(shop, run, now);
    } catch (error) {
      // Waiting for the shop's budget is no failure.
      if (error instanceof ShopifyFault && error.kind === "throttled") throw error;
      const message = error instanceof ShopifyFault ? error.message : "something went wrong";
      await noteImport(shop.shopId, run.importRunId, { state: "failed", message });
      // Without the scope it will never work: the other kinds go on.
      if (!(error instanceof ShopifyFault) || error.kind !== "denied") throw error;
      log.warn({ shop: shop.domain, kind: run.kind }, "import left out: Shopify does not allow it");
    }
  }
}

async function importKind(shop: Shop, run: ImportRun, now: () => Date): Promise<void> {
  const client = adminFor(shop.domain, "background");
  const { url, roots } = await resultOf(shop, client, run);
  const save = await saverOf(shop, client, { kind: run.kind, now });
  let done = 0;
  for await (const batch of batches(url)) {
    await save(batch);
    done += batch.length;
    await noteImport(shop.shopId, run.importRunId, { state: "running", done, total: roots || null });
  }
  if (done < roots) throw new ShopifyFault("unavailable", `the result of a bulk operation of ${shop.domain} ended after ${done} of ${roots} rows`);
  await noteImport(shop.shopId, run.importRunId, { state: "done", done, total: done });
}

/** The finished operation of a run: the one that was under way, or a new one. One that is refused for a field it could do without is started without. */
async function resultOf(shop: Shop, client: AdminClient, run: ImportRun): Promise<BulkDone> {
  const touch = (operationId: string) => noteImport(shop.shopId, run.importRunId, { state: "running", operationId, ...(run.kind === "orders" && { whole: readsAllOrders(shop.scopes) }) });
  const start = async (document: string) => {
    const operationId = await startBulk(client, document);
    await touch(operationId);
    return operationId;
  };
  const under = run.state === "running" && run.operationId ? run.operationId : await start(withoutRefused(shop.domain, DOCUMENTS[run.kind], { nowMs: Date.now() }));
  try {
    return await waitForBulk(client, under, () => noteImport(shop.shopId, run.importRunId, { state: "running" }));
  } catch (error) {
    if (!(error instanceof ShopifyFault) || error.kind !== "denied") throw error;
    const bare = await start(withoutRefused(shop.domain, DOCUMENTS[run.kind], { all: true, nowMs: Date.now() }));
    return waitForBulk(client, bare, () => noteImport(shop.shopId, run.importRunId, { state: "running" }));
  }
}

async function* batches(url: string | null): AsyncGenerator<BulkRow[]> {
  if (url === null) return;
  let batch: BulkRow[] = [];
  for await (const row of bulkRows(url)) {
    batch.push(row);
    if (batch.length < A_BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

type Save = (rows: BulkRow[]) => Promise<void>;

async function saverOf(shop: Shop, client: AdminClient, { kind, now }: { kind: ImportKind; now: () => Date }): Promise<Save> {
  if (kind === "products") return async (rows) => void await upsertProducts(shop.shopId, readable(rows, (row): ProductToSave => parseProductQuery(row.node, row.children)));
  if (kind === "customers") return async (rows) => upsertCustomers(shop.shopId, readable(rows, (row): CustomerFact => parseCustomerQuery(row.node)), now());
  const hasher = await shopHasher(shop.shopId);
  const context = { emailHash: (address: string | null) => hasher.email(address) };
  return async (rows) => {
    const whole: unknown[] = [];
    for (const row of rows) whole.push(await wholeOrder(client, row, now));
    await importFacts(shop.shopId, readable(whole, (node): OrderFact => parseOrderQuery(node, context)), now());
  };
}

/** A bulk result cannot hold the lines of refunds: such an order is read by itself. */
async function wholeOrder(client: AdminClient, { node, children }: BulkRow, now: () => Date): Promise<unknown> {
  const refunds = Array.isArray(node.refunds) ? node.refunds : [];
  const order = refunds.length > 0 ? await readOrder(client, String(node.id).slice(String(node.id).lastIndexOf("/") + 1), now()) : null;
  const of = (type: string) => ({ nodes: children.filter((child) => String(child.id).includes(`/${type}/`)) });
  return order ?? { ...node, refunds: [], readAt: now().toISOString(), lineItems: of("LineItem"), shippingLines: of("ShippingLine") };
}

/** One unreadable row keeps nobody else out; webhooks and reconciliation will bring and park it. */
function readable<Row, Fact>(rows: readonly Row[], parse: (row: Row) => Fact): Fact[] {
  return rows.flatMap((row) => {
    try {
      return [parse(row)];
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      log.warn({ reason: error.message }, "imported row left out: it cannot be read");
      return [];
    }
  });
}
