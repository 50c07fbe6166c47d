import { setImmediate as nextTurn } from "node:timers/promises";
import { execute, type DocumentNode } from "graphql";
import { nowOf } from "../../world/clock";
import { gid, nextId } from "../../world/ids";
import type { BulkOperation, Shop } from "../../world/types";
import type { ApiContext, Resolver } from "../core/context";
import { loadSchema } from "../core/load-schema";
import { prepareDocument } from "../core/prepare-document";
import { resolveField, resolveType } from "../core/resolve-field";
import { linesOf, type Line } from "./lines-of";
import { refuseBulkQuery } from "./refuse-bulk-query";

const AT_ONCE = 5;
const ROWS_A_TURN = 100;
/** Results are kept a while; the oldest go first. */
const RESULTS_KEPT = 5;

/** Starts reading a query's connections whole. Answers at once; the rows appear at `url` when it is COMPLETED. */
export const bulkOperationRunQuery: Resolver = (_root, { query, groupObjects }: { query: string; groupObjects: boolean }, context) => {
  const { sandbox, shop } = context;
  const running = Object.values(shop.bulkOperations).filter(({ status }) => status === "RUNNING" || status === "CREATED");
  if (running.length >= AT_ONCE) return refusal("A bulk query operation for this app and shop is already in progress: the limit is 5 at once.", "LIMIT_REACHED");
  const prepared = prepareDocument(query);
  if ("errors" in prepared) return refusal(`Invalid bulk query: ${(prepared.errors[0] as { message: string }).message}`, "INVALID");
  const refused = refuseBulkQuery(prepared);
  if (refused) return refusal(refused, "INVALID");
  const operation: BulkOperation = { id: nextId(sandbox.world), query, status: "CREATED", createdAt: nowOf(sandbox.world), completedAt: null, objectCount: 0, errorCode: null, jsonl: null };
  shop.bulkOperations[operation.id] = operation;
  forgetOldResults(shop);
  sandbox.save();
  setImmediate(() => void run(context, operation, { document: prepared.document, groupObjects }));
  return { bulkOperation: operation, userErrors: [] };
};

async function run(context: ApiContext, operation: BulkOperation, what: { document: DocumentNode; groupObjects: boolean }): Promise<void> {
  const { sandbox, shop } = context;
  operation.status = "RUNNING";
  try {
    const lines = await readAll(context, operation, what.document);
    const inOrder = what.groupObjects ? lines : [...lines].sort((a, b) => a.depth - b.depth);
    operation.jsonl = inOrder.map(({ row }) => `${JSON.stringify(row)}\n`).join("") || null;
    operation.status = "COMPLETED";
  } catch (error) {
    operation.status = "FAILED";
    operation.errorCode = (error as { code?: string }).code === "ACCESS_DENIED" ? "ACCESS_DENIED" : "INTERNAL_SERVER_ERROR";
    sandbox.log(`bulk operation ${operation.id} failed: ${(error as Error).message}`);
  }
  operation.completedAt = nowOf(sandbox.world);
  sandbox.emit(shop, "bulk_operations/finish", {
    admin_graphql_api_id: gid("BulkOperation", operation.id), completed_at: operation.completedAt, created_at: operation.createdAt,
    error_code: operation.errorCode?.toLowerCase() ?? null, status: operation.status.toLowerCase(), type: "query",
  });
}

/** Reads the top-level connections in slices, letting other requests in between. */
async function readAll(context: ApiContext, operation: BulkOperation, document: DocumentNode): Promise<Line[]> {
  const lines: Line[] = [];
  for (let from = 0, more = true; more; from += ROWS_A_TURN) {
    const bulk = { from, size: ROWS_A_TURN, more: false };
    const result = await execute({ schema: loadSchema().schema, document, contextValue: { ...context, stale: false, bulk }, rootValue: {}, fieldResolver: resolveField, typeResolver: resolveType });
    const error = result.errors?.[0];
    if (error) throw Object.assign(new Error(error.message), { code: error.extensions.code });
    const found = linesOf(result.data!);
    for (const line of found) lines.push(line);
    operation.objectCount += found.length;
    operation.rootObjectCount = (operation.rootObjectCount ?? 0) + found.filter(({ depth }) => depth === 0).length;
    more = bulk.more;
    await nextTurn();
  }
  return lines;
}

function forgetOldResults(shop: Shop): void {
  const finished = Object.values(shop.bulkOperations).filter(({ jsonl }) => jsonl !== null);
  for (const old of finished.slice(0, Math.max(0, finished.length - RESULTS_KEPT))) old.jsonl = null;
}

function refusal(message: string, code: string) {
  return { bulkOperation: null, userErrors: [{ field: ["query"], message, code }] };
}
