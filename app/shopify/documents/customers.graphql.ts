/** Fields a customer fact is made of; `parseCustomerQuery` reads exactly these. */
export const CUSTOMER_FIELDS = "id createdAt updatedAt state tags locale firstName lastName verifiedEmail defaultEmailAddress { emailAddress marketingState marketingUpdatedAt }";

export const CUSTOMERS = `#graphql
  query Customers($ids: [ID!]!) {
    nodes(ids: $ids) { ... on Customer { ${CUSTOMER_FIELDS} } }
  }`;
