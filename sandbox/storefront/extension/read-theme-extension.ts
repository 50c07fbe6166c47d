import { readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { parse as parseToml } from "smol-toml";
import type { Translations } from "../liquid/translate";
import { parseBlock, type ThemeBlock } from "./parse-block";

/** A theme app extension as it lies on disk after a deploy. */
export interface ThemeExtension {
  handle: string;
  name: string;
  /** Changes with every change of a file. */
  version: string;
  blocks: Map<string, ThemeBlock>;
  snippets: Map<string, string>;
  translations: Translations;
  /** Texts of the theme editor: `en.default.schema.json` and its kin. */
  schemaTranslations: Translations;
  assetsFolder: string;
}

const CHECK_EVERY_MS = 300;
const cache = new Map<string, { extension: ThemeExtension | null; checkedAt: number }>();

/** The theme app extension among `extensionsFolder`'s folders; null when there is none. Files are read again when one changed. */
export function readThemeExtension(extensionsFolder: string): ThemeExtension | null {
  const known = cache.get(extensionsFolder);
  if (known && Date.now() - known.checkedAt < CHECK_EVERY_MS) return known.extension;
  const folder = findThemeFolder(extensionsFolder);
  const version = folder ? versionOf(folder) : "";
  const extension = !folder ? null : known?.extension?.version === version ? known.extension : readFolder(folder, version);
  cache.set(extensionsFolder, { extension, checkedAt: Date.now() });
  return extension;
}

function findThemeFolder(root: string): string | null {
  const folders = listFiles(root).map((name) => path.join(root, name));
  return folders.find((folder) => configOf(folder)?.type === "theme") ?? null;
}

interface ExtensionConfig { type?: string; name?: string; handle?: string }

function configOf(folder: string): ExtensionConfig | null {
  const file = path.join(folder, "shopify.extension.toml");
  if (!statSync(file, { throwIfNoEntry: false })) return null;
  const toml = parseToml(readFileSync(file, "utf8")) as ExtensionConfig & { extensions?: ExtensionConfig[] };
  return toml.extensions?.[0] ?? toml;
}

function versionOf(folder: string): string {
  const files = ["blocks", "snippets", "assets", "locales"].flatMap((part) => listFiles(path.join(folder, part)).map((name) => path.join(folder, part, name)));
  return files.map((file) => `${file}:${statSync(file).mtimeMs}`).join("|");
}

function readFolder(folder: string, version: string): ThemeExtension {
  const config = configOf(folder)!;
  const handle = config.handle ?? path.basename(folder);
  const blocks = liquidFiles(folder, "blocks").map(([name, source]) => [name, parseBlock(name, source)] as const);
  return {
    handle, name: config.name ?? handle, version,
    blocks: new Map(blocks), snippets: new Map(liquidFiles(folder, "snippets")),
    translations: readTranslations(path.join(folder, "locales"), ".json"),
    schemaTranslations: readTranslations(path.join(folder, "locales"), ".schema.json"),
    assetsFolder: path.join(folder, "assets"),
  };
}

function liquidFiles(folder: string, part: string): [string, string][] {
  return listFiles(path.join(folder, part)).filter((name) => name.endsWith(".liquid"))
    .map((name) => [name.slice(0, -".liquid".length), readFileSync(path.join(folder, part, name), "utf8")]);
}

/** Locale files of a folder: `en.default.json` is the fallback; `.schema.json` files belong to the theme editor. */
export function readTranslations(folder: string, suffix: ".json" | ".schema.json"): Translations {
  const names = listFiles(folder).filter((name) => name.endsWith(suffix) && name.endsWith(".schema.json") === (suffix === ".schema.json"));
  const languages = names.map((name) => [languageOf(name), JSON.parse(readFileSync(path.join(folder, name), "utf8"))] as const);
  const fallback = names.find((name) => name.includes(".default."));
  return { fallback: fallback ? languageOf(fallback) : "en", languages: Object.fromEntries(languages) };
}

function languageOf(fileName: string): string {
  return fileName.split(".")[0]!;
}

function listFiles(folder: string): string[] {
  return statSync(folder, { throwIfNoEntry: false }) ? readdirSync(folder).sort() : [];
}
