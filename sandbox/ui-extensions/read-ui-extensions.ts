import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "smol-toml";
import { readTranslations } from "../storefront/extension/read-theme-extension";
import type { Translations } from "../storefront/liquid/translate";

/** A UI extension as a deploy would leave it: its configuration, its texts and the one script it was built into. */
export interface UiExtension {
  handle: string; name: string; apiVersion: string;
  targets: { target: string; metafields: { namespace: string; key: string }[] }[];
  /** As `shopify.extension.capabilities` names them: `network_access`, `api_access`, `block_progress`. */
  capabilities: string[];
  /** Keys of the settings a merchant fills in. */
  settings: string[];
  /** Path of the built script; null when it was not built. */
  script: string | null;
  translations: Translations;
}

interface TomlExtension {
  type?: string; handle?: string; name?: string; api_version?: string;
  targeting?: { target?: string; metafields?: { namespace?: string; key?: string }[] }[];
  capabilities?: Record<string, unknown>;
  settings?: { fields?: { key?: string }[] };
}

/** The UI extensions among the folders of an app's `extensions`; their files are read again each time, as a build may have changed them. */
export function readUiExtensions(extensionsFolder: string): UiExtension[] {
  if (!existsSync(extensionsFolder)) return [];
  return readdirSync(extensionsFolder).sort().flatMap((name) => {
    const folder = path.join(extensionsFolder, name);
    const file = path.join(folder, "shopify.extension.toml");
    if (!existsSync(file)) return [];
    const toml = parse(readFileSync(file, "utf8")) as TomlExtension & { extensions?: TomlExtension[] };
    return (toml.extensions ?? [toml]).filter(({ type }) => type === "ui_extension").map((extension) => describe({ api_version: toml.api_version, ...extension }, folder));
  });
}

function describe(extension: TomlExtension, folder: string): UiExtension {
  const handle = extension.handle ?? path.basename(folder);
  const script = path.join(folder, "dist", `${handle}.js`);
  return {
    handle, name: extension.name ?? handle, apiVersion: extension.api_version ?? "2026-07",
    targets: (extension.targeting ?? []).map(({ target, metafields }) => ({ target: target ?? "", metafields: (metafields ?? []).map(({ namespace, key }) => ({ namespace: namespace ?? "$app", key: key ?? "" })) })),
    capabilities: Object.entries(extension.capabilities ?? {}).filter(([, value]) => value === true).map(([name]) => name),
    settings: (extension.settings?.fields ?? []).flatMap(({ key }) => (key ? [key] : [])),
    script: existsSync(script) ? script : null, translations: readTranslations(path.join(folder, "locales"), ".json"),
  };
}
