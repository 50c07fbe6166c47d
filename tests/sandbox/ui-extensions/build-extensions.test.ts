import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { buildExtensions } from "../../../scripts/build-extensions.mjs";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "build-"));
  cpSync(path.join(import.meta.dirname, "fixture", "extensions"), folder, { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true }));

test("one script an extension that hands every target its module, and says what it weighs", async () => {
  const said: string[] = [];
  await buildExtensions({ folder, log: (line) => said.push(line) });
  const script = readFileSync(path.join(folder, "probe", "dist", "probe.js"), "utf8");
  expect([...script.matchAll(/shopify\.extend\("([^"]+)"/g)].map((match) => match[1])).toEqual(expect.arrayContaining(["purchase.checkout.reductions.render-after", "purchase.checkout.block.render"]));
  expect(script).toContain("setSignals");
  expect(said).toHaveLength(2);
  expect(said).toContainEqual(expect.stringMatching(/^extension probe: \d+\.\d KB compressed$/));
});

test("no app's address stands in it, so that demos of one checkout can share it: a script that did not change stays, another takes its place whole", async () => {
  const dist = path.join(folder, "probe", "dist"), file = path.join(dist, "probe.js");
  await buildExtensions({ folder });
  const first = statSync(file).ino;
  expect(readFileSync(file, "utf8")).toContain("sandboxAppUrl");
  await buildExtensions({ folder });
  expect(statSync(file).ino).toBe(first);
  writeFileSync(path.join(folder, "probe", "src", "throws.tsx"), "export default function run(): void { console.log('other'); }");
  await buildExtensions({ folder });
  expect(statSync(file).ino).not.toBe(first);
  expect(readFileSync(file, "utf8")).toContain("other");
  expect(readdirSync(dist)).toEqual(["probe.js"]);
});

test("an extension above 20 KB compressed is refused", async () => {
  const noise = Array.from({ length: 4000 }, (_, index) => Math.sin(index + 1).toString(36)).join("");
  writeFileSync(path.join(folder, "probe", "src", "throws.tsx"), `export default function run(): void { console.log(${JSON.stringify(noise)}); }`);
  await expect(buildExtensions({ folder })).rejects.toThrow(/extension probe: .* KB compressed: expected at most 20 KB/);
});

test("a configuration without targets is refused with its file", async () => {
  writeFileSync(path.join(folder, "probe", "shopify.extension.toml"), '[[extensions]]\ntype = "ui_extension"\nhandle = "probe"\n');
  await expect(buildExtensions({ folder })).rejects.toThrow(/probe\/shopify\.extension\.toml: expected \[\[extensions\.targeting\]\]/);
});
