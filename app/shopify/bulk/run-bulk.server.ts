import { setTimeout as pause } from "node:timers/promises";
import type { AdminClient } from "../client/admin-client.server";
import { ShopifyFault } from "../client/shopify-fault";
import { BULK_STATE, RUN_BULK } from "../documents/bulk.graphql";

interface Started { bulkOperationRunQuery: { bulkOperation: { id: string } | null; userErrors: { message: string; code: string | null }[] } }
interface State { bulkOperation: { status: string; errorCode: string | null; objectCount: string; rootObjectCount: string; url: string | null } | null }

/** Starts reading a document in bulk. @returns the operation's id. @throws ShopifyFault */
export async function startBulk(client: AdminClient, query: string): Promise<string> {
  const { bulkOperation, userErrors } = (await client.run<Started>(RUN_BULK, { query: query.replace("#graphql", "") })).bulkOperationRunQuery;
  if (bulkOperation) return bulkOperation.id;
  const said = userErrors.map(({ message }) => message).join("; ");
  const busy = userErrors.some(({ code }) => code === "LIMIT_REACHED" || code === "OPERATION_IN_PROGRESS");
  throw new ShopifyFault(busy ? "throttled" : "invalid", `bulk operation of ${client.shop}: ${said}`, { afterSeconds: 30 });
}

export interface BulkDone { url: string | null; objects: number; roots: number }

/** Waits until it is finished, telling how far it is. A result without rows has no url. @throws ShopifyFault */
export async function waitForBulk(client: AdminClient, id: string, progress: (objects: number) => Promise<void>): Promise<BulkDone> {
  for (let wait = 500; ; wait = Math.min(5_000, wait * 1.5)) {
    const { bulkOperation: state } = await client.run<State>(BULK_STATE, { id });
    if (!state) throw new ShopifyFault("invalid", `bulk operation ${id} of ${client.shop}: expected it to exist`);
    const objects = Number(state.objectCount);
    if (state.status === "COMPLETED") return { url: state.url, objects, roots: Number(state.rootObjectCount) };
    if (state.status !== "CREATED" && state.status !== "RUNNING") throw new ShopifyFault(state.errorCode === "ACCESS_DENIED" ? "denied" : "invalid", `bulk operation of ${client.shop} ended ${state.status.toLowerCase()} (${state.errorCode ?? "no reason given"})`);
    await progress(objects);
    await pause(wait);
  }
}
