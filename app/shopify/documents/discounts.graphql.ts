/** Discounts of rewards: one a reward version, with many single-use codes. */
export const CREATE_BASIC = `#graphql
  mutation CreateDiscount($discount: DiscountCodeBasicInput!) {
    discountCodeBasicCreate(basicCodeDiscount: $discount) { codeDiscountNode { id } userErrors { field message code } }
  }`;

export const CREATE_FREE_SHIPPING = `#graphql
  mutation CreateFreeShipping($discount: DiscountCodeFreeShippingInput!) {
    discountCodeFreeShippingCreate(freeShippingCodeDiscount: $discount) { codeDiscountNode { id } userErrors { field message code } }
  }`;

export const UPDATE_BASIC = `#graphql
  mutation UpdateDiscount($id: ID!, $discount: DiscountCodeBasicInput!) {
    discountCodeBasicUpdate(id: $id, basicCodeDiscount: $discount) { userErrors { field message code } }
  }`;

export const UPDATE_FREE_SHIPPING = `#graphql
  mutation UpdateFreeShipping($id: ID!, $discount: DiscountCodeFreeShippingInput!) {
    discountCodeFreeShippingUpdate(id: $id, freeShippingCodeDiscount: $discount) { userErrors { field message code } }
  }`;

export const DEACTIVATE = `#graphql
  mutation DeactivateDiscount($id: ID!) {
    discountCodeDeactivate(id: $id) { userErrors { field message code } }
  }`;

export const DELETE_DISCOUNT = `#graphql
  mutation DeleteDiscount($id: ID!) {
    discountCodeDelete(id: $id) { userErrors { field message code } }
  }`;

const TERMS_FIELDS = `status tags usageLimit appliesOncePerCustomer context { __typename }
          combinesWith { orderDiscounts productDiscounts shippingDiscounts }
          minimumRequirement { __typename ... on DiscountMinimumSubtotal { greaterThanOrEqualToSubtotal { amount } } }`;

/** What a discount gives, to whom and when, without its codes. */
export const DISCOUNT_TERMS = `#graphql
  query DiscountTerms($id: ID!) {
    discountNode(id: $id) {
      discount {
        __typename
        ... on DiscountCodeBasic {
          ${TERMS_FIELDS}
          customerGets {
            value { __typename ... on DiscountPercentage { percentage } ... on DiscountAmount { amount { amount } appliesOnEachItem } }
            items {
              __typename
              ... on DiscountProducts { products(first: 100) { nodes { id } } productVariants(first: 100) { nodes { id } } }
              ... on DiscountCollections { collections(first: 100) { nodes { id } } }
            }
          }
        }
        ... on DiscountCodeFreeShipping { ${TERMS_FIELDS} maximumShippingPrice { amount } }
      }
    }
  }`;

export const DISCOUNT_OF_CODE = `#graphql
  query DiscountOfCode($code: String!) {
    codeDiscountNodeByCode(code: $code) { id }
  }`;

export const LOOKUPS_A_CALL = 25;
const each = (write: (n: number) => string) => Array.from({ length: LOOKUPS_A_CALL }, (_, n) => write(n)).join(" ");

/** The same for many codes at once: what costs a call of its own each takes hours where thousands ended together. */
export const DISCOUNTS_OF_CODES = `#graphql
  query DiscountsOfCodes(${each((n) => `$c${n}: String!`)}) {
    ${each((n) => `c${n}: codeDiscountNodeByCode(code: $c${n}) { id }`)}
  }`;

export const ADD_CODES = `#graphql
  mutation AddCodes($discountId: ID!, $codes: [DiscountRedeemCodeInput!]!) {
    discountRedeemCodeBulkAdd(discountId: $discountId, codes: $codes) { bulkCreation { id done } userErrors { field message code } }
  }`;

export const CODE_CREATION = `#graphql
  query CodeCreation($id: ID!, $after: String) {
    discountRedeemCodeBulkCreation(id: $id) {
      done
      codes(first: 100, after: $after) { nodes { code errors { code message } discountRedeemCode { id } } pageInfo { hasNextPage endCursor } }
    }
  }`;

export const DELETE_CODES = `#graphql
  mutation DeleteCodes($discountId: ID!, $ids: [ID!]!) {
    discountCodeRedeemCodeBulkDelete(discountId: $discountId, ids: $ids) { job { id done } userErrors { field message code } }
  }`;

export const JOB_DONE = `#graphql
  query JobDone($id: ID!) {
    job(id: $id) { id done }
  }`;

/** All codes of a discount with how often each was used, and whether it can be used. */
export const DISCOUNT_CODES = `#graphql
  query DiscountCodes($id: ID!, $after: String) {
    discountNode(id: $id) {
      discount {
        __typename
        ... on DiscountCodeBasic { status codes(first: 250, after: $after) { nodes { id code asyncUsageCount } pageInfo { hasNextPage endCursor } } }
        ... on DiscountCodeFreeShipping { status codes(first: 250, after: $after) { nodes { id code asyncUsageCount } pageInfo { hasNextPage endCursor } } }
      }
    }
  }`;
