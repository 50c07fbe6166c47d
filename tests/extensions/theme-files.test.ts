import { readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { SCRIPT_KEYS, textFiles } from "../../scripts/theme-texts.mjs";
import { REDEMPTION_REFUSALS } from "~/loyalty/rewards/decide-redemption";
import { THEME, themeFile } from "./theme";

const files = (folder: string) => readdirSync(path.join(THEME, folder)).map((name) => ({ name, text: themeFile(`${folder}/${name}`) }));
const blocks = files("blocks").map(({ name, text }) => ({ name, text, schema: JSON.parse(/\{% schema %\}([\s\S]*?)\{% endschema %\}/.exec(text)![1]!) as Schema }));
const locales = files("locales");
const shopperTexts = locales.filter(({ name }) => !name.includes(".schema.")).map(({ name, text }) => ({ name, texts: JSON.parse(text) as Texts }));

interface Schema { name: string; target: string; stylesheet?: string; javascript?: string; settings: { type: string; id: string; label: string; info?: string; default?: unknown; options?: { value: string; label: string }[]; min?: number; max?: number; step?: number }[] }
interface Texts { [key: string]: string | Texts }

// https://shopify.dev/docs/storefronts/themes/architecture/settings/input-settings
const SETTING_TYPES = new Set([
  "checkbox", "number", "radio", "range", "select", "text", "textarea", "article", "blog", "collection", "collection_list", "color", "color_background", "color_scheme", "font_picker",
  "html", "image_picker", "inline_richtext", "link_list", "liquid", "metaobject", "page", "product", "product_list", "richtext", "text_alignment", "url", "video", "video_url",
]);
const WITHOUT_DEFAULT = new Set(["product", "collection", "image_picker"]);

describe("schemas", () => {
  test.each(blocks)("$name has a name below 25 characters without the app's, and a known target", ({ schema }) => {
    expect(schema.name.length).toBeLessThan(25);
    expect(schema.name).not.toMatch(/perennial/i);
    expect(["section", "head", "body"]).toContain(schema.target);
    expect(schema.javascript, "no script before the first touch").toBeUndefined();
  });

  test.each(blocks)("$name has settings of known types with valid defaults and translated labels", ({ schema }) => {
    const labels = JSON.parse(locales.find(({ name }) => name === "en.default.schema.json")!.text) as Texts;
    for (const setting of schema.settings) {
      expect(SETTING_TYPES, setting.type).toContain(setting.type);
      for (const key of [setting.label, setting.info, ...(setting.options ?? []).map(({ label }) => label)].filter((text) => text !== undefined)) expect(at(labels, key.replace(/^t:/, "")), key).toBeTypeOf("string");
      if (WITHOUT_DEFAULT.has(setting.type)) expect(setting.default).toBeUndefined();
      if (setting.type === "checkbox") expect(setting.default).toBeTypeOf("boolean");
      if (setting.type === "select") expect(setting.options!.map(({ value }) => value)).toContain(setting.default);
      if (setting.type === "range") expectRange(setting);
    }
    expect(new Set(schema.settings.map(({ id }) => id)).size).toBe(schema.settings.length);
  });

  test.each(blocks)("$name reads no setting that its schema lacks", ({ text, schema }) => {
    const known = new Set(schema.settings.map(({ id }) => id));
    for (const [, id] of text.matchAll(/block\.settings\.(\w+)/g)) expect(known, id).toContain(id);
  });
});

function expectRange({ default: value, min, max, step }: Schema["settings"][number]) {
  expect(value).toBeGreaterThanOrEqual(min!);
  expect(value).toBeLessThanOrEqual(max!);
  expect((Number(value) - min!) % step!).toBe(0);
  // Shopify refuses ranges of more than 101 steps.
  expect((max! - min!) / step!).toBeLessThanOrEqual(100);
}

describe("sizes", () => {
  test("what comes with the first touch is below 10,000 bytes gzip, with codes or a press on a reward 3 KB more, when a code goes into the cart or is looked for there another 2.9, to join or to ask why below 1 KB, the styles below 5 KB, and there are no others", () => {
    expect(files("assets").map(({ name }) => name).filter((name) => !/^(rules|texts)\.[\w-]+\.json$/.test(name)).sort()).toEqual(["cart.js", "codes.js", "figures.js", "join.js", "perennial.css", "perennial.js", "rewards.js", "why.js"]);
    const weight = (name: string) => gzipSync(readFileSync(path.join(THEME, "assets", name))).length;
    expect(weight("perennial.js") + weight("figures.js") + weight("rewards.js")).toBeLessThan(10_000);
    expect(weight("codes.js")).toBeLessThan(3_000);
    expect(weight("cart.js")).toBeLessThan(2_900);
    expect(weight("why.js")).toBeLessThan(1_000);
    expect(weight("join.js")).toBeLessThan(700);
    expect(weight("perennial.css")).toBeLessThan(5_000);
  });

  test("what waits for the first touch is one inline listener of at most 400 bytes", () => {
    const [, listener] = /<script[^>]*>([\s\S]*?)<\/script>/.exec(themeFile("snippets/touch.liquid"))!;
    expect(Buffer.byteLength(listener!)).toBeLessThanOrEqual(400);
  });

  test("Liquid stays below 100 KB in all, language files below 15 KB, blocks below 30", () => {
    const liquid = [...files("blocks"), ...files("snippets")].reduce((sum, { text }) => sum + Buffer.byteLength(text), 0);
    expect(liquid).toBeLessThan(100_000);
    for (const { name } of locales) expect(statSync(path.join(THEME, "locales", name)).size, name).toBeLessThan(15_000);
    expect(blocks.length).toBeLessThanOrEqual(30);
  });
});

describe("texts", () => {
  test("every reason why points cannot be turned into a reward has its sentence", () => {
    const { refusals } = english.rewards as { refusals: Texts };
    expect(Object.keys(refusals)).toEqual([...REDEMPTION_REFUSALS]);
  });

  const english = shopperTexts.find(({ name }) => name === "en.default.json")!.texts;

  test("every language has every key, with the same placeholders", () => {
    const expected = flat(english);
    expect(shopperTexts.map(({ name }) => name).sort()).toEqual(["de.json", "en.default.json", "es.json", "fr.json", "ja.json", "zh-CN.json", "zh-TW.json"]);
    for (const { name, texts } of shopperTexts) {
      const own = flat(texts);
      expect(Object.keys(own).sort(), name).toEqual(Object.keys(expected).sort());
      for (const [key, text] of Object.entries(own)) expect(placeholders(text), `${name} ${key}`).toEqual(placeholders(expected[key]!));
    }
  });

  test("every language has a file of rules with every sentence, found by the language's own name", () => {
    const rules = (language: string) => JSON.parse(themeFile(`assets/rules.${language}.json`)) as Record<string, string>;
    const expected = rules("en");
    for (const { name, texts } of shopperTexts) {
      expect(texts.language, name).toBe(name.split(".")[0]);
      const own = rules(String(texts.language));
      expect(Object.keys(own), name).toEqual(Object.keys(expected));
      for (const [key, text] of Object.entries(own)) expect(braces(text), `${name} ${key}`).toEqual(braces(expected[key]!));
    }
    expect(files("assets").filter(({ name }) => name.startsWith("rules.")).length).toBe(shopperTexts.length);
  });

  test("what the scripts say is what the locale files say: after a change of those, node scripts/theme-texts.mjs", () => {
    for (const { file, text } of textFiles()) expect(readFileSync(file, "utf8"), path.basename(file)).toBe(text);
    expect(files("assets").filter(({ name }) => name.startsWith("texts.")).length).toBe(shopperTexts.length);
  });

  test("no text needs escaping, so it reads the same in the page and in the script; only _html texts hold <b>", () => {
    for (const { name, texts } of shopperTexts) {
      for (const [key, text] of Object.entries(flat(texts))) {
        const plain = key.endsWith("_html") ? text.replace(/<\/?b>/g, "") : text;
        expect(plain, `${name} ${key}`).not.toMatch(/[<>&"']/);
      }
    }
  });

  test("every text that is used exists, and every text that exists is used", () => {
    const sources = [...files("blocks"), ...files("snippets")].map(({ text }) => text).join("\n");
    const listed = (snippet: string, prefix: string) => themeFile(`snippets/${snippet}`).trim().split(",").map((key) => `${prefix}.${key}`);
    const listedBodies = [...sources.matchAll(/assign body = '([a-z_.]+)'/g)].map(([, key]) => key!);
    const used = new Set([...sources.matchAll(/'([a-z_]+(?:\.[a-z_]+)*)' \| t\b/g)].map(([, key]) => key!).concat(listed("reason-keys.liquid", "reasons"), listedBodies, "reasons.other", SCRIPT_KEYS, Object.keys(flat(english)).filter((key) => /^rewards\.refusals\./.test(key))));
    const keys = Object.keys(flat(english)).map((key) => key.replace(/^(points|rewards\.\w+)\.(one|other)$/, "$1")).filter((key) => !key.startsWith("months."));
    expect([...used].sort()).toEqual([...new Set(keys)].sort());
  });
});

describe("safety of the scripts", () => {
  const script = ["perennial.js", "figures.js", "rewards.js", "codes.js", "cart.js", "why.js", "join.js"].map((name) => themeFile(`assets/${name}`)).join("\n");

  test("they write no HTML, evaluate nothing and keep nothing", () => {
    expect(script).not.toMatch(/innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|new Function|localStorage|sessionStorage|document\.cookie|setAttribute\("on/);
  });

  test("they never tell the server who is asking", () => {
    expect(script).not.toMatch(/logged_in_customer_id|customer_id|customerId/);
  });
});

const braces = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();

function at(texts: Texts, key: string): unknown {
  return key.split(".").reduce<unknown>((node, part) => (node as Texts | undefined)?.[part], texts);
}

function flat(texts: Texts, prefix = ""): Record<string, string> {
  return Object.fromEntries(Object.entries(texts).flatMap(([key, value]) => typeof value === "string" ? [[prefix + key, value]] : Object.entries(flat(value, `${prefix}${key}.`))));
}

function placeholders(text: string): string[] {
  return [...new Set([...text.matchAll(/\{\{ (\w+) \}\}/g)].map(([, name]) => name!))].sort();
}
