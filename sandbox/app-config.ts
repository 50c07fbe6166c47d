import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "smol-toml";

/** What Shopify knows of the app from its deployed `shopify.app.toml`. */
export interface AppConfig {
  scopes: string[];
  optionalScopes: string[];
  webhooks: TomlSubscription[];
  proxy: { url: string; prefix: string; subpath: string } | null;
  /** `$app` definitions by owner type as GraphQL names it: `CUSTOMER` → definitions. */
  metafields: Record<string, TomlMetafield[]>;
  /** Where the app's extensions lie, beside its configuration file. */
  extensionsFolder: string;
}

export interface TomlSubscription {
  topics: string[]; complianceTopics: string[]; uri: string; filter?: string; includeFields?: string[]; name?: string;
}

export interface TomlMetafield { key: string; type: string; name: string; access: { admin?: string; storefront?: string; customer_account?: string } }

/** The parts of the file that are read, as they stand in it. */
interface TomlFile {
  access_scopes?: { scopes?: unknown; optional_scopes?: unknown };
  webhooks?: { subscriptions?: TomlRow[] };
  app_proxy?: { url: string; prefix: string; subpath: string };
}
interface TomlRow { topics?: string[]; compliance_topics?: string[]; uri: string; filter?: string; include_fields?: string[]; name?: string }
interface TomlOwner { metafields?: { app?: Record<string, { type: string; name?: string; access?: TomlMetafield["access"] }> } }

export const EMPTY_CONFIG: AppConfig = { scopes: [], optionalScopes: [], webhooks: [], proxy: null, metafields: {}, extensionsFolder: "extensions" };

/** Reads the app's configuration file as Shopify does on deploy. A missing file is an app without scopes and webhooks. */
export function readAppConfig(file: string): AppConfig {
  const extensionsFolder = path.join(path.dirname(path.resolve(file)), "extensions");
  if (!existsSync(file)) return { ...EMPTY_CONFIG, extensionsFolder };
  const toml = parse(readFileSync(file, "utf8")) as TomlFile;
  return {
    scopes: scopeList(toml.access_scopes?.scopes),
    optionalScopes: scopeList(toml.access_scopes?.optional_scopes),
    webhooks: (toml.webhooks?.subscriptions ?? []).map(subscriptionOf),
    proxy: toml.app_proxy ? { url: toml.app_proxy.url, prefix: toml.app_proxy.prefix, subpath: toml.app_proxy.subpath } : null,
    metafields: metafieldsOf(toml), extensionsFolder,
  };
}

function scopeList(value: unknown): string[] {
  const items = Array.isArray(value) ? value.map(String) : String(value ?? "").split(",");
  return items.map((scope) => scope.trim()).filter((scope) => scope !== "");
}

function subscriptionOf(row: TomlRow): TomlSubscription {
  return {
    topics: row.topics ?? [], complianceTopics: row.compliance_topics ?? [], uri: row.uri,
    ...(row.filter ? { filter: row.filter } : {}), ...(row.include_fields ? { includeFields: row.include_fields } : {}), ...(row.name ? { name: row.name } : {}),
  };
}

/** `[customer.metafields.app.card]` declares `$app` key `card` on customers. */
function metafieldsOf(toml: object): Record<string, TomlMetafield[]> {
  const owners = (Object.entries(toml) as [string, TomlOwner | undefined][]).filter(([, section]) => section?.metafields?.app);
  return Object.fromEntries(owners.map(([owner, section]) => [
    owner.toUpperCase(),
    Object.entries(section!.metafields!.app!).map(([key, definition]) => ({
      key, type: String(definition.type), name: String(definition.name ?? key), access: definition.access ?? {},
    })),
  ]));
}
