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

/** Adds and removes tags of several customers in one request: `count` times the same two fields under numbered names. */
export function changeTagsDocument(count: number): string {
  const range = Array.from({ length: count }, (_, i) => i);
  return `#graphql
  mutation ChangeTags(${range.map((i) => `$id${i}: ID!, $add${i}: [String!]!, $remove${i}: [String!]!`).join(", ")}) {
    ${range.map((i) => `remove${i}: tagsRemove(id: $id${i}, tags: $remove${i}) { userErrors { field message } }
    add${i}: tagsAdd(id: $id${i}, tags: $add${i}) { userErrors { field message } }`).join("\n    ")}
  }`;
}
export const CHANGE_TAGS = changeTagsDocument(2);
