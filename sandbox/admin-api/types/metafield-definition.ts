import { storedNamespace } from "../../world/app-namespace";
import { gid } from "../../world/ids";
import type { Sandbox } from "../../sandbox";
import type { MetafieldDefinition, Shop } from "../../world/types";

/** Definitions of the app's configuration file and those made by API; the file's stand first and cannot be changed by API. */
export function allDefinitions(sandbox: Sandbox, shop: Shop): MetafieldDefinition[] {
  const fromFile = Object.entries(sandbox.appConfig.metafields).flatMap(([ownerType, rows]) => rows.map((row, index): MetafieldDefinition => ({
    id: `99${ownerType.length}${index}`, ownerType, namespace: storedNamespace(undefined), key: row.key, type: row.type, name: row.name, description: null,
    access: { admin: upper(row.access.admin, "MERCHANT_READ"), storefront: upper(row.access.storefront, "NONE"), customerAccount: upper(row.access.customer_account, "NONE") },
  })));
  return [...fromFile, ...(shop.metafieldDefinitions ?? [])];
}

export function definitionFor(sandbox: Sandbox, shop: Shop, metafield: { ownerType: string; namespace: string; key: string }): MetafieldDefinition | null {
  return allDefinitions(sandbox, shop).find((known) => known.ownerType === metafield.ownerType && known.namespace === metafield.namespace && known.key === metafield.key) ?? null;
}

export function definitionSource(definition: MetafieldDefinition) {
  const { name, namespace, key, ownerType, description, access } = definition;
  return { id: gid("MetafieldDefinition", definition.id), name, namespace, key, ownerType, description, access, pinnedPosition: null, validations: [], type: { name: definition.type, category: categoryOf(definition.type) } };
}

function categoryOf(type: string): string {
  return type.startsWith("number_") ? "NUMBER" : type.includes("date") ? "DATE_TIME" : type === "json" ? "JSON" : type === "boolean" ? "TRUE_FALSE" : "TEXT";
}

function upper(value: string | undefined, missing: string): string {
  return value?.toUpperCase() ?? missing;
}
