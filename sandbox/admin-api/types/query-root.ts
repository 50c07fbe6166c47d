import type { BulkOperation, Customer } from "../../world/types";
import { connection } from "../core/connection";
import type { ApiContext, TypeResolvers } from "../core/context";
import { notImplemented } from "../core/errors";
import { idFilter, searchQuery, textFilter, timeFilter, type Filters } from "../core/search-query";
import { seenByIndex } from "../core/stale-answers";
import { appOf } from "./app-installation";
import { DiscountQueryFields } from "./discount-queries";
import { visibleCustomer, visibleCustomers } from "./customer-visibility";
import { allDefinitions, definitionSource } from "./metafield-definition";
import { idOfType, nodeById, own } from "./node";
import { ORDER_FILTERS, orderPlace } from "./order-filters";
import { visibleOrder, visibleOrders } from "./order-visibility";
import { catalogPlace, COLLECTION_FILTERS, PRODUCT_FILTERS, VARIANT_FILTERS } from "./catalog-filters";
import { CUSTOMER_FILTERS, customerPlace } from "./customer-filters";
import { primaryLocale } from "./shop";
import { storedNamespace } from "../../world/app-namespace";

export const QueryRootFields: TypeResolvers = {
  ...DiscountQueryFields,
  shop: (_root, _args, { shop }) => shop,
  shopLocales: (_root, _args, { shop }) => [primaryLocale(shop)],
  app: (_root, _args, context) => appOf(context),
  currentAppInstallation: (_root, _args, { shop }) => shop.install,
  node: (_root, { id }: { id: string }, context) => nodeById(context, id, "node"),
  nodes: (_root, { ids }: { ids: string[] }, context) => ids.map((id) => nodeById(context, id, "nodes")),
  customer: (_root, { id }: { id: string }, context) => visibleCustomer(context, idOfType(id, "Customer")),
  customers: (_root, args, context, info) => connection(searchedCustomers(context, args.query), args, customerPlace(args.sortKey), { context, info }),
  customersCount: (_root, { query, limit }: { query?: string; limit?: number }, context) => countOf(searchedCustomers(context, query).length, limit),
  customerByIdentifier: (_root, { identifier }, context) => customerByIdentifier(context, identifier),
  order: (_root, { id }: { id: string }, context) => visibleOrder(context, idOfType(id, "Order")),
  orderByIdentifier: (_root, { identifier }: { identifier: { id?: string } }, context) => {
    if (!identifier.id) throw notImplemented("orderByIdentifier(identifier: {customId})");
    return visibleOrder(context, idOfType(identifier.id, "Order"));
  },
  orders: (_root, args, context, info) =>
    connection(visibleOrders(context).filter(searchQuery(args.query, ORDER_FILTERS, "orders")), args, orderPlace(args.sortKey), { context, info }),
  ordersCount: (_root, { query, limit }: { query?: string; limit?: number }, context) => countOf(visibleOrders(context).filter(searchQuery(query, ORDER_FILTERS, "orders")).length, limit),
  product: (_root, { id }: { id: string }, { shop }) => own(shop.products, idOfType(id, "Product")),
  productByIdentifier: (_root, { identifier }: { identifier: { id?: string; handle?: string } }, { shop }) => {
    if (identifier.id) return own(shop.products, idOfType(identifier.id, "Product"));
    if (!identifier.handle) throw notImplemented("productByIdentifier(identifier: {customId})");
    return Object.values(shop.products).find(({ handle }) => handle === identifier.handle) ?? null;
  },
  products: (_root, args, context, info) =>
    connection(Object.values(context.shop.products).filter(searchQuery(args.query, PRODUCT_FILTERS, "products")), args, catalogPlace(args.sortKey, "products"), { context, info }),
  productVariant: (_root, { id }: { id: string }, context) => { idOfType(id, "ProductVariant"); return nodeById(context, id, "productVariant"); },
  productVariants: (_root, args, context, info) => {
    const rows = Object.values(context.shop.products).flatMap((product) => product.variants.map((variant) => ({ ...variant, product })));
    return connection(rows.filter(searchQuery(args.query, VARIANT_FILTERS, "productVariants")), args, (row) => ({ value: "", id: row.id }), { context, info });
  },
  collection: (_root, { id }: { id: string }, { shop }) => own(shop.collections, idOfType(id, "Collection")),
  collections: (_root, args, context, info) => {
    return connection(Object.values(context.shop.collections).filter(searchQuery(args.query, COLLECTION_FILTERS, "collections")), args, catalogPlace(args.sortKey, "collections"), { context, info });
  },
  metafieldDefinitions: (_root, args, context, info) => {
    const rows = allDefinitions(context.sandbox, context.shop).filter((row) => row.ownerType === args.ownerType && (!args.key || row.key === args.key) && (!args.namespace || row.namespace === storedNamespace(args.namespace)));
    const page = connection(rows, args, (row) => ({ value: "", id: row.id }), { context, info });
    return { ...page, nodes: page.nodes.map(definitionSource), edges: page.edges.map((edge) => ({ ...edge, node: definitionSource(edge.node) })) };
  },
  bulkOperation: (_root, { id }: { id: string }, { shop }) => own(shop.bulkOperations, idOfType(id, "BulkOperation")),
  bulkOperations: (_root, args, context, info) => {
    return connection(Object.values(context.shop.bulkOperations).filter(searchQuery(args.query, BULK_FILTERS, "bulkOperations")), args, (row) => ({ value: row.createdAt, id: row.id }), { context, info });
  },
  currentBulkOperation: (_root, _args, { shop }) => Object.values(shop.bulkOperations).at(-1) ?? null,
  webhookSubscription: (_root, { id }: { id: string }, { shop }) => shop.subscriptionsOfApi.find((row) => row.id === idOfType(id, "WebhookSubscription")) ?? null,
  webhookSubscriptions: (_root, args, context, info) => connection(context.shop.subscriptionsOfApi, args, (row) => ({ value: "", id: row.id }), { context, info }),
};

const BULK_FILTERS: Filters<BulkOperation> = {
  id: idFilter((row) => row.id), status: textFilter((row) => row.status), created_at: timeFilter((row) => row.createdAt, "created_at"),
  operation_type: (_row, _operator, value) => value.toLowerCase() === "query",
};

function searchedCustomers(context: ApiContext, query: string | undefined): Customer[] {
  return visibleCustomers(context).filter((customer) => seenByIndex(context, customer.updatedAt)).filter(searchQuery(query, CUSTOMER_FILTERS, "customers"));
}

function customerByIdentifier(context: ApiContext, identifier: { id?: string; emailAddress?: string; phoneNumber?: string; customId?: unknown }): Customer | null {
  if (identifier.customId) throw notImplemented("customerByIdentifier(identifier: {customId})");
  if (identifier.id) return visibleCustomer(context, idOfType(identifier.id, "Customer"));
  const wanted = (identifier.emailAddress ?? identifier.phoneNumber)!.toLowerCase();
  return visibleCustomers(context).find((customer) => (identifier.emailAddress ? customer.email : customer.phone)?.toLowerCase() === wanted) ?? null;
}

function countOf(count: number, limit = 10_000) {
  return count > limit ? { count: limit, precision: "AT_LEAST" } : { count, precision: "EXACT" };
}
