import type { AdminClient } from "../client/admin-client.server";
import { ShopifyFault } from "../client/shopify-fault";
import { ORDER, ORDER_LINES, REFUND } from "../documents/orders.graphql";

interface Page<Node> { nodes: Node[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } }
interface RefundNode { refundLineItems: Page<unknown> }
/** An order as `parseOrderQuery` takes it, with every list whole. `readAt` is when Shopify was asked. */
export interface OrderNode {
  id: string;
  updatedAt: string;
  readAt: string;
  lineItems: Page<unknown>;
  refunds: ({ id: string } & Partial<RefundNode>)[];
}

/** Reads one order whole; null when it does not exist or the app may not see it. @throws ShopifyFault */
export async function readOrder(client: AdminClient, orderId: string, now: Date): Promise<OrderNode | null> {
  const { order } = await client.run<{ order: Omit<OrderNode, "readAt"> | null }>(ORDER, { id: `gid://shopify/Order/${orderId}` });
  if (!order) return null;
  const lines = await rest(order.lineItems, async (after) => there((await client.run<{ order: Pick<OrderNode, "lineItems"> | null }>(ORDER_LINES, { id: order.id, after })).order, order.id).lineItems);
  const refunds: OrderNode["refunds"] = [];
  for (const { id } of order.refunds) refunds.push(await readRefund(client, id));
  return { ...order, readAt: now.toISOString(), lineItems: lines, refunds };
}

async function readRefund(client: AdminClient, id: string): Promise<{ id: string } & RefundNode> {
  const read = async (after: string | null) => there((await client.run<{ node: ({ id: string } & RefundNode) | null }>(REFUND, { id, after })).node, id);
  const refund = await read(null);
  return { ...refund, refundLineItems: await rest(refund.refundLineItems, async (after) => (await read(after)).refundLineItems) };
}

/** What was named a moment ago and is not found was looked for where Shopify is behind: it is asked again later, and nothing is taken for read. */
function there<Node>(node: Node | null, id: string): Node {
  if (!node) throw new ShopifyFault("unavailable", `${id} was named and is not found: expected Shopify to catch up`);
  return node;
}

/** The first page and everything after it as one. */
export async function rest<Node>(first: Page<Node>, next: (after: string) => Promise<Page<Node>>): Promise<Page<Node>> {
  const nodes = [...first.nodes];
  let { pageInfo } = first;
  while (pageInfo.hasNextPage && pageInfo.endCursor) {
    const page = await next(pageInfo.endCursor);
    nodes.push(...page.nodes);
    pageInfo = page.pageInfo;
  }
  return { nodes, pageInfo };
}
