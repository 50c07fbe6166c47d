import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { METAFIELD_CARD, METAFIELD_PROGRAM, METAFIELD_PROGRAM_NAMESPACE, METAFIELD_TIER, PROXY_PATH } from "../../extensions/_shared/contract";

const root = path.resolve(import.meta.dirname, "../..");
const read = (file: string) => readFileSync(path.join(root, file), "utf8");
const config = read("shopify.app.toml");
const liquid = ["blocks", "snippets"].flatMap((folder) => readdirSync(path.join(root, "extensions/loyalty-theme", folder)).map((name) => read(`extensions/loyalty-theme/${folder}/${name}`))).join("\n");
/** Every different first group of a pattern. */
const all = (text: string, pattern: RegExp) => [...new Set([...text.matchAll(pattern)].map(([, found]) => found!))].sort();

test("the metafields of customers that are declared to Shopify are those of the contract", () => {
  expect(all(config, /^\[customer\.metafields\.app\.(\w+)\]/gm)).toEqual([METAFIELD_CARD, METAFIELD_TIER].sort());
});

test("Liquid reads the metafields of the contract, and no others", () => {
  expect(all(liquid, /app\.metafields\.(\w+\.\w+)/g)).toEqual([`${METAFIELD_PROGRAM_NAMESPACE}.${METAFIELD_PROGRAM}`]);
  expect(all(liquid, /customer\.metafields(?:\.|\[')[\w$]+(?:'\])?\.(\w+)/g)).toEqual([METAFIELD_CARD]);
});

test("the app proxy answers where the contract and Liquid look for it", () => {
  const value = (name: string) => new RegExp(`^\\[app_proxy\\][^[]*^${name} = "([^"]+)"`, "m").exec(config)?.[1];
  expect(`/${value("prefix")}/${value("subpath")}`).toBe(PROXY_PATH);
  expect(all(liquid, /default: '(\/apps\/[^']+)'/g)).toEqual([PROXY_PATH]);
});

test("GraphQL documents read the metafields of the contract", () => {
  const documents = readdirSync(path.join(root, "app/shopify"), { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts")).map((file) => read(`app/shopify/${file}`)).join("\n");
  expect(all(documents, /metafield\(key: "(\w+)"\)/g)).toEqual([METAFIELD_CARD, METAFIELD_TIER].sort());
  expect(all(documents, /metafield\(namespace: "(\w+)"/g)).toEqual([METAFIELD_PROGRAM_NAMESPACE]);
  expect(all(documents, /metafield\(namespace: "\w+", key: "(\w+)"/g)).toEqual([METAFIELD_PROGRAM]);
});
