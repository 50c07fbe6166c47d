import { existsSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { buildClientSchema, type GraphQLSchema, type IntrospectionQuery } from "graphql";
import { schemaPath } from "../../../scripts/fetch-schema";
import { teachScalars } from "./scalars";

/** Who may read a type or a field: any one of the scopes opens it. */
export interface ScopeRule { anyOf: string[]; wording: string }

export interface AdminSchema {
  schema: GraphQLSchema;
  /** By `Type` and by `Type.field`. Missing means no scope is needed. */
  scopeRules: Map<string, ScopeRule>;
}

interface ScopeRow { typeName: string; fieldName?: string; requiredAccess: string; offlineScopes: string[] }

let loaded: AdminSchema | null = null;

/** Shopify's Admin schema with the scopes it names; read once a process. Throws when it was not fetched. */
export function loadSchema(): AdminSchema {
  if (loaded) return loaded;
  const file = schemaPath("admin_2026-10");
  if (!existsSync(file)) throw new Error(`Shopify's schema is missing at ${file}: run "npx tsx scripts/fetch-schema.ts" first`);
  const { data, offline_scopes: scopes } = JSON.parse(gunzipSync(readFileSync(file)).toString("utf8")) as { data: IntrospectionQuery; offline_scopes: { items: ScopeRow[] } };
  const schema = buildClientSchema(data, { assumeValid: true });
  teachScalars(schema);
  loaded = { schema, scopeRules: rulesOf(scopes.items) };
  return loaded;
}

function rulesOf(rows: ScopeRow[]): Map<string, ScopeRule> {
  const named = rows.filter((row) => row.offlineScopes.length > 0);
  return new Map(named.map((row) => [
    row.fieldName ? `${row.typeName}.${row.fieldName}` : row.typeName,
    { anyOf: row.offlineScopes, wording: row.requiredAccess },
  ]));
}
