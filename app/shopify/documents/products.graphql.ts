/** Products as far as rules ask for them. */
export const PRODUCTS = `#graphql
  query Products($ids: [ID!]!) {
    nodes(ids: $ids) {
      ... on Product { id title tags isGiftCard updatedAt collections(first: 30) { nodes { id } pageInfo { hasNextPage endCursor } } }
    }
  }`;

export const PRODUCT_COLLECTIONS = `#graphql
  query ProductCollections($id: ID!, $after: String!) {
    product(id: $id) { collections(first: 250, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } }
  }`;

/** One variant's price, to be held beside what a reward takes off. */
export const VARIANT_PRICE = `#graphql
  query VariantPrice($id: ID!) {
    productVariant(id: $id) { price }
  }`;
