import { parseGid } from "../../world/ids";
import { nowOf } from "../../world/clock";
import { customerPayload } from "../../webhooks/payloads/customer-payload";
import { orderPayload } from "../../webhooks/payloads/order-payload";
import { productPayload } from "../../webhooks/payloads/product-payload";
import type { Customer, Order, Product } from "../../world/types";
import { requireScope } from "../core/access";
import type { ApiContext, Resolver, Untyped } from "../core/context";
import { invalidId } from "../core/errors";
import { nodeById } from "../types/node";

const MOST_TAGS = 250;
const LONGEST_TAG = 255;

const TAGGABLE: Record<string, { scope: string; tell: (context: ApiContext, node: Untyped) => void }> = {
  Customer: { scope: "write_customers", tell: ({ sandbox, shop }, node: Customer) => sandbox.emit(shop, "customers/update", customerPayload(shop, node)) },
  Order: { scope: "write_orders", tell: ({ sandbox, shop }, node: Order) => sandbox.emit(shop, "orders/updated", orderPayload(shop, node)) },
  Product: { scope: "write_products", tell: ({ sandbox, shop }, node: Product) => sandbox.emit(shop, "products/update", productPayload(shop, node)) },
};

export const tagsAdd: Resolver = (_root, args: { id: string; tags: string[] }, context) => changeTags(context, args, { field: "tagsAdd", change: withTags });
export const tagsRemove: Resolver = (_root, args: { id: string; tags: string[] }, context) => changeTags(context, args, { field: "tagsRemove", change: withoutTags });

type Change = (tags: string[], changed: string[]) => string[];

/** Tags of a customer, order or product. Idempotent; nothing is told when nothing changed. */
function changeTags(context: ApiContext, { id, tags }: { id: string; tags: string[] }, how: { field: string; change: Change }) {
  const type = parseGid(id)!.type;
  const kind = TAGGABLE[type];
  if (!kind) throw invalidId(id);
  requireScope(context, kind.scope, how.field);
  const node = nodeById(context, id, how.field) as Customer | Order | Product | null;
  if (!node) return { node: null, userErrors: [{ field: ["id"], message: `${type} does not exist` }] };
  const asked = tags.map((tag) => tag.trim()).filter((tag) => tag !== "");
  const after = how.change(node.tags, asked);
  const tooLong = asked.find((tag) => tag.length > LONGEST_TAG);
  if (tooLong) return { node: null, userErrors: [{ field: ["tags"], message: `Tags is too long (maximum is ${LONGEST_TAG} characters for each tag)` }] };
  if (after.length > MOST_TAGS) return { node: null, userErrors: [{ field: ["tags"], message: `Tags exceeds the maximum of ${MOST_TAGS} tags` }] };
  if (after.length !== node.tags.length) {
    node.tags = after;
    node.updatedAt = nowOf(context.sandbox.world);
    kind.tell(context, node);
  }
  return { node, userErrors: [] };
}

/** Tags differ by letters, not by case; the first spelling stays. */
function withTags(tags: string[], added: string[]): string[] {
  const known = new Map([...tags, ...added].reverse().map((tag) => [tag.toLowerCase(), tag]));
  return [...known.values()].sort((a, b) => a.localeCompare(b, "en"));
}

function withoutTags(tags: string[], removed: string[]): string[] {
  const gone = new Set(removed.map((tag) => tag.toLowerCase()));
  return tags.filter((tag) => !gone.has(tag.toLowerCase()));
}
