import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import type { ReadableStream } from "node:stream/web";
import { ShopifyFault } from "../client/shopify-fault";

/** A row of a bulk result with the rows that belong to it. */
export interface BulkRow { node: Record<string, unknown>; children: Record<string, unknown>[] }

const TIMEOUT_MS = 30 * 60_000;

/** Reads a finished bulk operation's result as it comes; rows are grouped, children stand after their parent. @throws ShopifyFault */
export async function* bulkRows(url: string): AsyncGenerator<BulkRow> {
  const response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) }).catch((error: unknown) => {
    throw new ShopifyFault("unavailable", "the result of a bulk operation could not be fetched", { cause: error });
  });
  if (!response.ok || !response.body) throw new ShopifyFault("unavailable", `the result of a bulk operation answered ${response.status}`);
  let row: BulkRow | null = null;
  for await (const line of createInterface({ input: Readable.fromWeb(response.body as ReadableStream), crlfDelay: Infinity })) {
    if (line === "") continue;
    const node = JSON.parse(line) as Record<string, unknown>;
    if (row && node.__parentId === row.node.id) row.children.push(node);
    else if (node.__parentId === undefined) {
      if (row) yield row;
      row = { node, children: [] };
    }
  }
  if (row) yield row;
}
