import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { parse } from "smol-toml";
import { describe, expect, test } from "vitest";
import { REDEMPTION_REFUSALS } from "~/loyalty/rewards/decide-redemption";
import { PROBLEMS, REASONS } from "../../extensions/_shared/ui/words";

const root = path.resolve(import.meta.dirname, "../../extensions");
const HANDLES = ["checkout-rewards", "thank-you", "account-rewards"];
const LANGUAGES = ["en.default", "de", "es", "fr", "ja", "zh-CN", "zh-TW"];
/** Shopify takes 16 KB a file. */
const MOST_BYTES = 16 * 1024;

const fileOf = (handle: string, language: string) => path.join(root, handle, "locales", `${language}.json`);
const textsOf = (handle: string, language: string) => flat(JSON.parse(readFileSync(fileOf(handle, language), "utf8")) as object);

function flat(node: object, prefix = ""): Map<string, string> {
  return new Map(Object.entries(node).flatMap(([key, value]) => (typeof value === "string" ? [[prefix + key, value] as const] : [...flat(value as object, `${prefix}${key}.`)])));
}

const placeholders = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]).sort();

/** A file and all of ours that it imports. */
function graphOf(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  for (const [, specifier] of readFileSync(file, "utf8").matchAll(/from "(\.[^"]+)"/g)) {
    const found = [".ts", ".tsx"].map((ending) => path.resolve(path.dirname(file), specifier!) + ending).find((at) => existsSync(at));
    if (found) graphOf(found, seen);
  }
  return seen;
}

function sourceOf(handle: string): string {
  const toml = parse(readFileSync(path.join(root, handle, "shopify.extension.toml"), "utf8")) as { extensions: { targeting: { module: string }[] }[] };
  const modules = toml.extensions.flatMap(({ targeting }) => targeting.map(({ module }) => path.join(root, handle, module)));
  return [...new Set(modules.flatMap((module) => [...graphOf(module)]))].map((file) => readFileSync(file, "utf8")).join("\n");
}

describe.each(HANDLES)("texts of %s", (handle) => {
  const english = textsOf(handle, "en.default");

  test("all languages have the same keys with the same placeholders, in files Shopify takes", () => {
    expect(readdirSync(path.join(root, handle, "locales")).sort()).toEqual(LANGUAGES.map((language) => `${language}.json`).sort());
    for (const language of LANGUAGES) {
      const texts = textsOf(handle, language);
      expect([...texts.keys()], language).toEqual([...english.keys()]);
      for (const [key, text] of texts) expect(placeholders(text), `${language} ${key}`).toEqual(placeholders(english.get(key)!));
      expect(statSync(fileOf(handle, language)).size).toBeLessThanOrEqual(MOST_BYTES);
    }
  });

  test("every text is used, and what is used is there", () => {
    const source = sourceOf(handle);
    const literals = new Set([...source.matchAll(/"([a-z][\w.]*)"/g)].map((match) => match[1]!));
    const used = [...source.matchAll(/\bt\("([^"]+)"/g), ...source.matchAll(/\bt\([^"()]* \? "([^"]+)"/g), ...source.matchAll(/\bt\([^"()]* \? "[^"]+" : "([^"]+)"/g)].map((match) => match[1]!);
    const prefixes = [...source.matchAll(/\bt\(`([a-z_]+\.)\$\{/g)].map((match) => match[1]!);
    const groups = new Set([...english.keys()].map((key) => key.replace(/^(points|terms\.\w+)\.(one|other)$/, "$1")));
    expect([...groups].filter((key) => !literals.has(key) && !prefixes.some((prefix) => key.startsWith(prefix)))).toEqual([]);
    expect(used.filter((key) => !groups.has(key))).toEqual([]);
  });

  test("each problem a shopper can meet has its sentence", () => {
    expect([...english.keys()].filter((key) => key.startsWith("problems.")).sort()).toEqual([...PROBLEMS, "failed"].map((code) => `problems.${code}`).sort());
    expect(REDEMPTION_REFUSALS.filter((refusal) => !(PROBLEMS as readonly string[]).includes(refusal))).toEqual([]);
  });
});

test("reasons are told in the words of the storefront's blocks", () => {
  for (const language of LANGUAGES) {
    const { reasons } = JSON.parse(readFileSync(path.join(root, "loyalty-theme", "locales", `${language}.json`), "utf8")) as { reasons: Record<string, string> };
    const spoken = Object.fromEntries([...textsOf("account-rewards", language)].filter(([key]) => key.startsWith("reasons.")).map(([key, text]) => [key.slice("reasons.".length), text]));
    expect(spoken).toEqual(Object.fromEntries(Object.entries(reasons).map(([key, text]) => [key, text.replace(/\{\{ (\w+) \}\}/g, "{{$1}}")])));
    expect(Object.keys(reasons).sort()).toEqual([...REASONS, "other"].sort());
  }
});

test("what a reward takes off is said in the words of the storefront's blocks", () => {
  for (const language of LANGUAGES) {
    const { rewards } = JSON.parse(readFileSync(path.join(root, "loyalty-theme", "locales", `${language}.json`), "utf8")) as { rewards: Record<string, string> };
    const theirs = [rewards.off_html, rewards.percent, rewards.shipping].map((text) => text!.replace(/\{\{ (\w+) \}\}/g, "{{$1}}"));
    for (const handle of HANDLES) expect(["amount_off", "percent_off", "free_shipping"].map((key) => textsOf(handle, language).get(key)), `${handle} ${language}`).toEqual(theirs);
  }
});

test("what two extensions say with shared code they say in the same words", () => {
  const shared = [...graphOf(path.join(root, "_shared/ui/redeem-offer.tsx")), ...graphOf(path.join(root, "_shared/ui/give-back.tsx")), ...graphOf(path.join(root, "_shared/ui/redemption-status.tsx")), ...graphOf(path.join(root, "_shared/ui/reward-terms.ts"))].map((file) => readFileSync(file, "utf8")).join("\n");
  for (const language of LANGUAGES) {
    const [checkout, account] = [textsOf("checkout-rewards", language), textsOf("account-rewards", language)];
    for (const [key, text] of checkout) if (account.has(key) && shared.includes(`"${key.replace(/\.(one|other)$/, "")}"`)) expect(account.get(key), `${language} ${key}`).toBe(text);
    for (const [key, text] of checkout) if (key.startsWith("problems.")) expect(account.get(key), `${language} ${key}`).toBe(text);
  }
});
