import { getNamedType, isObjectType, type GraphQLResolveInfo } from "graphql";
import type { ApiContext } from "./context";
import { accessDenied } from "./errors";
import { loadSchema, type ScopeRule } from "./load-schema";

const rulesByField = new Map<string, ScopeRule[]>();

/** Throws ACCESS_DENIED when the field, or what it returns, needs a scope the merchant did not grant. */
export function requireFieldAccess(context: ApiContext, info: GraphQLResolveInfo): void {
  const key = `${info.parentType.name}.${info.fieldName}`;
  let rules = rulesByField.get(key);
  if (!rules) {
    rules = rulesOfField(key, info);
    rulesByField.set(key, rules);
  }
  for (const rule of rules) require(context, rule, info.fieldName);
}

/** The same for a type reached through an interface, as by `node(id:)`. */
export function requireTypeAccess(context: ApiContext, typeName: string, field: string): void {
  const rule = loadSchema().scopeRules.get(typeName);
  if (rule) require(context, rule, field);
}

/** For mutations whose scope depends on what they are given: `write_customers` for tags of a customer. */
export function requireScope(context: ApiContext, scope: string, field: string): void {
  if (!context.scopes.has(scope)) throw accessDenied(field, `\`${scope}\` access scope.`);
}

/** A write scope includes reading. */
export function effectiveScopes(granted: string[]): Set<string> {
  return new Set(granted.flatMap((scope) => (scope.startsWith("write_") ? [scope, scope.replace("write_", "read_")] : [scope])));
}

function require(context: ApiContext, rule: ScopeRule, field: string): void {
  if (!rule.anyOf.some((scope) => context.scopes.has(scope))) throw accessDenied(field, rule.wording);
}

function rulesOfField(key: string, info: GraphQLResolveInfo): ScopeRule[] {
  const { scopeRules, schema } = loadSchema();
  const returned = getNamedType(info.returnType).name;
  const node = returned.endsWith("Connection") ? returned.replace(/Connection$/, "") : returned;
  const target = isObjectType(schema.getType(node)) ? node : returned;
  return [scopeRules.get(key), scopeRules.get(target)].filter((rule): rule is ScopeRule => rule !== undefined);
}
