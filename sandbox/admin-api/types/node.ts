import { gid, parseGid } from "../../world/ids";
import type { ApiContext } from "../core/context";
import { requireTypeAccess } from "../core/access";
import { invalidId, notImplemented } from "../core/errors";
import { typed } from "../core/typed";
import { APP_INSTALLATION_GID } from "../../world/app-namespace";
import { polledCreation } from "./bulk-codes";
import { discountNodeById } from "./discount-node";
import { visibleCustomer } from "./customer-visibility";
import { visibleOrder, visibleOrders } from "./order-visibility";
import { refundOf } from "./refund";

/** Things with a global id, by type. Null means that this shop has none with the id: another shop's looks the same. */
const FINDERS: Record<string, (context: ApiContext, id: string) => object | null> = {
  Customer: visibleCustomer,
  Order: visibleOrder,
  Refund: refundById,
  Product: ({ shop }, id) => own(shop.products, id),
  ProductVariant: ({ shop }, id) => variantById(shop.products, id),
  Collection: ({ shop }, id) => own(shop.collections, id),
  DiscountCodeNode: discountNodeById,
  DiscountNode: discountNodeById,
  DiscountRedeemCodeBulkCreation: polledCreation,
  BulkOperation: ({ shop }, id) => own(shop.bulkOperations, id),
  WebhookSubscription: ({ shop }, id) => shop.subscriptionsOfApi.find((subscription) => subscription.id === id) ?? null,
  Shop: ({ shop }, id) => (shop.id === id ? shop : null),
  AppInstallation: ({ shop }, id) => (gid("AppInstallation", id) === APP_INSTALLATION_GID ? shop.install : null),
};

/** A node of any type, remembered with its type; null when the shop has none. Throws where the sandbox does not play the type. */
export function nodeById(context: ApiContext, globalId: string, field: string): object | null {
  const { type, id } = parseGid(globalId)!;
  const find = Object.hasOwn(FINDERS, type) ? FINDERS[type]! : null;
  if (!find) throw notImplemented(`${field} of ${type}`);
  requireTypeAccess(context, type, field);
  const found = find(context, id);
  return found && typed(type, found);
}

/** The id part of a global id that must be of this type. Throws RESOURCE_NOT_FOUND for another type, as the API does. */
export function idOfType(globalId: string, type: string): string {
  const parsed = parseGid(globalId);
  if (parsed?.type !== type) throw invalidId(globalId);
  return parsed.id;
}

export function own<T>(record: Record<string, T>, id: string): T | null {
  return Object.hasOwn(record, id) ? record[id]! : null;
}

function variantById(products: ApiContext["shop"]["products"], id: string): object | null {
  for (const product of Object.values(products)) {
    const variant = product.variants.find((candidate) => candidate.id === id);
    if (variant) return { ...variant, product };
  }
  return null;
}

function refundById(context: ApiContext, id: string): object | null {
  for (const order of visibleOrders(context)) {
    const refund = order.refunds.find((candidate) => candidate.id === id);
    if (refund) return refundOf(order, refund);
  }
  return null;
}
