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

/** Prices of variants, to be held beside what rewards take off. */
export const VARIANT_PRICES = `#graphql
  query VariantPrices($ids: [ID!]!) {
    nodes(ids: $ids) { ... on ProductVariant { id price } }
  }`;
