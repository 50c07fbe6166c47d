import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";

const root = path.resolve(import.meta.dirname, "../../app/loyalty");
const FLOAT = /parseFloat|toFixed|Math\.(round|ceil|trunc|pow|sqrt|random)|(?<![\w."'])\d+\.\d+(?![\w"'.])/;
/** Packages of the core: a schema checker that touches nothing outside. */
const PACKAGES = ["zod"];

function code(folder: string): { file: string; text: string }[] {
  return readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts")).map((file) => {
    const text = readFileSync(path.join(root, folder, file), "utf8").replace(/\/\*[\s\S]*?\*\//g, "").replace(/\/\/.*$/gm, "");
    return { file: path.join(folder, file), text };
  });
}

describe("the path of points and money", () => {
  it.each(["ledger", "orders", "money"])("knows no float in %s/", (folder) => {
    const files = code(folder);
    expect(files.length).toBeGreaterThan(0);
    expect(files.filter(({ text }) => FLOAT.test(text)).map(({ file }) => file)).toEqual([]);
  });

  it("imports itself alone", () => {
    const foreign = code(".").flatMap(({ file, text }) => [...text.matchAll(/from "([^"]+)"/g)].map((match) => ({ file, from: match[1]! })))
      .filter(({ from }) => !from.startsWith("./") && !from.startsWith("../") && !PACKAGES.includes(from));
    expect(foreign).toEqual([]);
    const outside = code(".").flatMap(({ file, text }) => [...text.matchAll(/from "(\.[^"]+)"/g)].map((match) => path.relative(root, path.resolve(root, path.dirname(file), match[1]!))))
      .filter((target) => target.startsWith(".."));
    expect(outside).toEqual([]);
  });
});
