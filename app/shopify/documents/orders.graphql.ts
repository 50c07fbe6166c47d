import { LINE_FIELDS, MONEY, ORDER_FIELDS, SHIPPING_FIELDS } from "./order-fields";

/** Which orders changed, oldest change first. Cheap: what is known already is not read again. */
export const CHANGED_ORDERS = `#graphql
  query ChangedOrders($query: String!, $after: String) {
    orders(first: 100, after: $after, query: $query, sortKey: UPDATED_AT) {
      nodes { id createdAt updatedAt discountCodes }
      pageInfo { hasNextPage endCursor }
    }
  }`;

/** One order. Refunds are named only: most orders have none. */
export const ORDER = `#graphql
  query Order($id: ID!) {
    order(id: $id) {
      ${ORDER_FIELDS}
      lineItems(first: 25) { nodes { ${LINE_FIELDS} } pageInfo { hasNextPage endCursor } }
      shippingLines(first: 5) { nodes { ${SHIPPING_FIELDS} } }
      refunds(first: 100) { id }
    }
  }`;

export const ORDER_LINES = `#graphql
  query OrderLines($id: ID!, $after: String!) {
    order(id: $id) { lineItems(first: 25, after: $after) { nodes { ${LINE_FIELDS} } pageInfo { hasNextPage endCursor } } }
  }`;

export const REFUND = `#graphql
  query Refund($id: ID!, $after: String) {
    node(id: $id) {
      ... on Refund {
        id createdAt
        totalRefundedSet ${MONEY}
        refundLineItems(first: 50, after: $after) {
          nodes { quantity lineItem { id } subtotalSet ${MONEY} totalTaxSet ${MONEY} }
          pageInfo { hasNextPage endCursor }
        }
        orderAdjustments(first: 20) { nodes { reason amountSet ${MONEY} taxAmountSet ${MONEY} } }
        refundShippingLines(first: 5) { nodes { subtotalAmountSet ${MONEY} taxAmountSet ${MONEY} } }
      }
    }
  }`;

/** Who paid with what; gift cards and store credit are told by their gateway. */
export const PAYMENTS = `#graphql
  query Payments($ids: [ID!]!, $most: Int!) {
    nodes(ids: $ids) {
      ... on Order { id transactions(first: $most) { kind status gateway amountSet { shopMoney { amount currencyCode } } } }
    }
  }`;
