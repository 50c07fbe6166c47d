import { expect, test } from "vitest";
import type { AdminClient } from "~/shopify/client/admin-client.server";
import { ShopifyFault } from "~/shopify/client/shopify-fault";
import { ORDER, ORDER_LINES, REFUND } from "~/shopify/documents/orders.graphql";
import { readOrder } from "~/shopify/orders/read-order.server";

const page = (nodes: unknown[], endCursor: string | null = null) => ({ nodes, pageInfo: { hasNextPage: endCursor !== null, endCursor } });
const order = { id: "gid://shopify/Order/1", updatedAt: "2026-03-01T12:00:00Z", lineItems: page(["a"], "cursor"), refunds: [{ id: "gid://shopify/Refund/2" }] };

/** A Shopify that answers each document so. */
const answering = (answers: Record<string, unknown>): AdminClient => ({ shop: "behind.myshopify.com", run: <Data>(document: string) => Promise.resolve(answers[document] as Data) });
const whole = { [ORDER]: { order }, [ORDER_LINES]: { order: { lineItems: page(["b"]) } }, [REFUND]: { node: { id: "gid://shopify/Refund/2", refundLineItems: page(["c"]) } } };
const read = (answers: Record<string, unknown>) => readOrder(answering({ ...whole, ...answers }), "1", new Date("2026-03-01T12:00:05.000Z"));

test("an order is read with all its lines and refunds; one that is not there is null", async () => {
  expect(await read({})).toMatchObject({ lineItems: { nodes: ["a", "b"] }, refunds: [{ refundLineItems: { nodes: ["c"] } }] });
  expect(await read({ [ORDER]: { order: null } })).toBeNull();
});

test.each([["refund", { [REFUND]: { node: null } }], ["page of lines", { [ORDER_LINES]: { order: null } }]])("a %s that a replica does not know yet is asked for again, and the order is not taken for read", async (_what, answers) => {
  await expect(read(answers)).rejects.toThrow(ShopifyFault);
  await expect(read(answers)).rejects.toMatchObject({ kind: "unavailable" });
});
