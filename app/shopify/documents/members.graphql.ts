/** What a push compares with: our two metafields and the tags, for up to 25 customers. */
export const CUSTOMER_CARDS = `#graphql
  query CustomerCards($ids: [ID!]!) {
    nodes(ids: $ids) {
      ... on Customer {
        id tags
        card: metafield(key: "card") { value compareDigest }
        tier: metafield(key: "tier") { value compareDigest }
      }
    }
  }`;

export const CUSTOMER_TAGS = `#graphql
  query CustomerTags($ids: [ID!]!) {
    nodes(ids: $ids) { ... on Customer { id tags } }
  }`;

export const SET_METAFIELDS = `#graphql
  mutation SetMetafields($metafields: [MetafieldsSetInput!]!) {
    metafieldsSet(metafields: $metafields) {
      metafields { ownerType key compareDigest }
      userErrors { field message code }
    }
  }`;

/** Removes what the app wrote to a customer. */
export const DELETE_METAFIELDS = `#graphql
  mutation DeleteMetafields($metafields: [MetafieldIdentifierInput!]!) {
    metafieldsDelete(metafields: $metafields) { deletedMetafields { key } userErrors { field message } }
  }`;

/** Adds tags to `add` customers and removes tags from `remove` others in one request: the same field under numbered names. */
export function changeTagsDocument({ add, remove }: { add: number; remove: number }): string {
  const adds = Array.from({ length: add }, (_, i) => i);
  const removes = Array.from({ length: remove }, (_, i) => i);
  const variables = [...adds.map((i) => `$addTo${i}: ID!, $add${i}: [String!]!`), ...removes.map((i) => `$removeFrom${i}: ID!, $remove${i}: [String!]!`)];
  return `#graphql
  mutation ChangeTags(${variables.join(", ")}) {
    ${removes.map((i) => `remove${i}: tagsRemove(id: $removeFrom${i}, tags: $remove${i}) { userErrors { field message } }`).join("\n    ")}
    ${adds.map((i) => `add${i}: tagsAdd(id: $addTo${i}, tags: $add${i}) { userErrors { field message } }`).join("\n    ")}
  }`;
}
/** One of them, for the test that holds every document against Shopify's schema. */
export const CHANGE_TAGS = changeTagsDocument({ add: 2, remove: 1 });
