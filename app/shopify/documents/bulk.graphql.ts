import { CUSTOMER_FIELDS } from "./customers.graphql";
import { LINE_FIELDS, ORDER_FIELDS, SHIPPING_FIELDS } from "./order-fields";

export const RUN_BULK = `#graphql
  mutation RunBulk($query: String!) {
    bulkOperationRunQuery(query: $query, groupObjects: true) { bulkOperation { id status } userErrors { field message code } }
  }`;

export const BULK_STATE = `#graphql
  query BulkState($id: ID!) {
    bulkOperation(id: $id) { id status errorCode objectCount rootObjectCount url partialDataUrl }
  }`;

/** Run in bulk: every customer. */
export const ALL_CUSTOMERS = `#graphql
  {
    customers { edges { node { ${CUSTOMER_FIELDS} } } }
  }`;

/** Run in bulk: every order the app may see. Refunds are named only; such orders are read one by one afterwards. */
export const ALL_ORDERS = `#graphql
  {
    orders(sortKey: PROCESSED_AT) { edges { node {
      ${ORDER_FIELDS}
      refunds { id }
      lineItems { edges { node { ${LINE_FIELDS} } } }
      shippingLines { edges { node { ${SHIPPING_FIELDS} } } }
    } } }
  }`;

/** Run in bulk: every product with its collections. */
export const ALL_PRODUCTS = `#graphql
  {
    products { edges { node { id title tags isGiftCard updatedAt collections { edges { node { id title } } } } } }
  }`;
