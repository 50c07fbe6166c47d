import { getNamedType, isInputObjectType, isObjectType, type GraphQLFieldResolver, type GraphQLInputType, type GraphQLOutputType, type GraphQLTypeResolver } from "graphql";
import { parseGid } from "../../world/ids";
import { resolvers } from "../resolvers";
import { requireFieldAccess } from "./access";
import type { ApiContext, Untyped } from "./context";
import { badRequest, notImplemented } from "./errors";
import { typeNameOf } from "./typed";

/**
 * Every field of every request: scopes, ids, then the sandbox's own resolver. Types with resolvers answer only through them; an
 * object that a resolver built answers with its own properties. Whatever is left is not implemented, and says so.
 */
export const resolveField: GraphQLFieldResolver<Untyped, ApiContext> = (source, args, context, info) => {
  requireFieldAccess(context, info);
  const field = info.parentType.getFields()[info.fieldName]!;
  for (const arg of field.args) requireGlobalIds(arg.type, args[arg.name]);
  const type = info.parentType.name;
  if (context.refusal && type === "Mutation") return refusedPayload(info.returnType, context.refusal);
  const own = resolvers[type];
  if (own) {
    if (!Object.hasOwn(own, info.fieldName)) throw notImplemented(`${type}.${info.fieldName}`);
    return own[info.fieldName]!(source, args, context, info);
  }
  if (source && Object.hasOwn(source, info.fieldName)) return source[info.fieldName];
  throw notImplemented(`${type}.${info.fieldName}`);
};

export const resolveType: GraphQLTypeResolver<Untyped, ApiContext> = (value, _context, info) => {
  const name = value?.__typename ?? typeNameOf(value);
  if (!name) throw notImplemented(`${info.parentType.name}.${info.fieldName}`);
  return name;
};

/** The payload of a mutation that was refused: its errors, and nothing else. */
function refusedPayload(returned: GraphQLOutputType, refusal: NonNullable<ApiContext["refusal"]>): object {
  const payload = getNamedType(returned);
  const fields = isObjectType(payload) ? Object.keys(payload.getFields()) : [];
  return { ...Object.fromEntries(fields.map((name) => [name, null])), userErrors: [{ ...refusal, extraInfo: null, elementIndex: null }] };
}

function requireGlobalIds(type: GraphQLInputType, value: unknown): void {
  if (value === undefined || value === null) return;
  if (Array.isArray(value)) return value.forEach((item) => requireGlobalIds(type, item));
  const named = getNamedType(type);
  if (named.name === "ID" && !parseGid(String(value))) throw badRequest(`Invalid global id '${String(value)}'`);
  if (!isInputObjectType(named)) return;
  const fields = named.getFields();
  for (const [name, item] of Object.entries(value)) requireGlobalIds(fields[name]!.type, item);
}
