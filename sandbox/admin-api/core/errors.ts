import { GraphQLError } from "graphql";

/** A field or mutation the sandbox does not play. Never null, so that nobody takes silence for an answer. */
export function notImplemented(what: string): GraphQLError {
  return new GraphQLError(`${what} is not implemented in the sandbox`, { extensions: { code: "SANDBOX_NOT_IMPLEMENTED", field: what } });
}

/** Shopify's refusal where a scope is missing. `required` is its wording: "`read_orders` access scope." */
export function accessDenied(field: string, required: string): GraphQLError {
  return new GraphQLError(`Access denied for ${field} field. Required access: ${required}`, {
    extensions: { code: "ACCESS_DENIED", documentation: "https://shopify.dev/api/usage/access-scopes", requiredAccess: required },
  });
}

export function notApproved(field: string): GraphQLError {
  return new GraphQLError(`This app is not approved to use the ${field} field. See https://shopify.dev/docs/apps/launch/protected-customer-data for more details.`, {
    extensions: { code: "ACCESS_DENIED", documentation: "https://shopify.dev/docs/apps/launch/protected-customer-data" },
  });
}

export function invalidId(id: string): GraphQLError {
  return new GraphQLError(`Invalid id: ${id}`, { extensions: { code: "RESOURCE_NOT_FOUND" } });
}

export function badRequest(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: "BAD_REQUEST" } });
}

/** Lists of inputs have a most that the whole request is refused for. */
export function inputTooLarge(size: number, most: number): GraphQLError {
  return new GraphQLError(`The input array size of ${size} is greater than the maximum allowed of ${most}.`, { extensions: { code: "MAX_INPUT_SIZE_EXCEEDED" } });
}
