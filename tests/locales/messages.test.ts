import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { REFUSALS } from "~/loyalty/orders/award-basis";
import { LANGUAGES, chooseLanguage } from "~/locales/languages";
import { loadMessages, type Messages } from "~/locales/load-messages.server";

const app = path.resolve(import.meta.dirname, "../../app");
const PLURALS = /_(zero|one|two|few|many|other)$/;

function flat(messages: Messages, prefix = ""): Map<string, string> {
  return new Map(Object.entries(messages).flatMap(([key, value]) => (typeof value === "string" ? [[prefix + key, value]] : [...flat(value, `${prefix}${key}.`)]) as [string, string][]));
}

function sources(dir: string): string[] {
  return readdirSync(dir, { withFileTypes: true }).flatMap((entry) => {
    const at = path.join(dir, entry.name);
    return entry.isDirectory() ? sources(at) : /\.tsx?$/.test(entry.name) ? [at] : [];
  });
}

const english = flat(JSON.parse(readFileSync(path.join(app, "locales/en.json"), "utf8")) as Messages);
const withoutPlural = new Set([...english.keys()].flatMap((key) => [key, key.replace(PLURALS, "")]));
const groups = new Set([...english.keys()].flatMap((key) => key.split(".").map((_, index, parts) => parts.slice(0, index).join("."))));
const code = ["components", "routes"].flatMap((folder) => sources(path.join(app, folder))).map((file) => ({ file: path.relative(app, file), text: readFileSync(file, "utf8") }));

describe("texts of the admin", () => {
  test("every text asked for by name exists", () => {
    const missing = code.flatMap(({ file, text }) => [...text.matchAll(/\bt\(\s*"([^"]+)"/g)].filter(([, key]) => !withoutPlural.has(key!)).map(([, key]) => `${file}: ${key}`));
    expect(missing).toEqual([]);
  });

  test("every group a text is chosen from exists", () => {
    const missing = code.flatMap(({ file, text }) => [...text.matchAll(/\bt\(\s*`([^`$]+)\.\$\{/g)].filter(([, group]) => !groups.has(group!)).map(([, group]) => `${file}: ${group}`));
    expect(missing).toEqual([]);
  });

  test("every mistake a form tells has its words", () => {
    const told = sources(path.join(app, "forms")).flatMap((file) => [...readFileSync(file, "utf8").matchAll(/code: "(\w+)"/g)].map(([, code]) => code!));
    expect(told.length).toBeGreaterThan(20);
    expect(told.filter((code) => !english.has(`errors.${code}`) && code !== "bad_input" && code !== "not_found" && code !== "too_large")).toEqual([]);
  });

  test("every reason an order may be refused for has its words, twice", () => {
    const missing = REFUSALS.flatMap((refusal) => [`refusal.${refusal}`, `why.rule.${refusal}.matched`, `why.rule.${refusal}.skipped`]).filter((key) => !english.has(key));
    expect(missing).toEqual([]);
  });

  test.each([...LANGUAGES])("%s has the same texts with the same values, and nothing empty", async (language) => {
    const { own, polaris } = await loadMessages(language);
    const texts = flat(own);
    const names = (keys: Iterable<string>) => [...new Set([...keys].map((key) => key.replace(PLURALS, "")))].sort();
    expect(names(texts.keys())).toEqual(names(english.keys()));
    expect(Object.keys(polaris)).toContain("Polaris");
    const values = (text: string) => [...new Set([...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name))].sort().join();
    const wrong = [...texts].filter(([key, text]) => {
      const source = english.get(key) ?? english.get(key.replace(PLURALS, "_other")) ?? "";
      // A plural form may leave its number out.
      return text.trim() === "" || (values(text) !== values(source) && !PLURALS.test(key));
    });
    expect(wrong).toEqual([]);
  });

  test.each<[string[], string]>([[["en-GB"], "en"], [["xx", "en"], "en"], [["tlh"], "en"], [[], "en"], [["__proto__"], "en"]])("a reader who wants %j gets %s", (wanted, expected) => {
    expect(chooseLanguage(wanted)).toBe(expected);
  });
});
