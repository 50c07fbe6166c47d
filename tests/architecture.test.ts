import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";

const root = path.resolve(import.meta.dirname, "..");

/** Which folders of app/ each folder may import, besides itself and packages. */
const ALLOWED: Record<string, string[]> = {
  loyalty: [],
  analytics: ["loyalty"],
  store: ["loyalty", "env.server", "log.server"],
  shopify: ["loyalty", "contract", "shopify.server", "env.server", "log.server"],
  messaging: ["loyalty", "contract", "shopify.server", "env.server", "log.server"],
  operations: ["loyalty", "analytics", "store", "shopify", "messaging", "contract", "log.server"],
  inbox: ["operations", "store", "shopify", "loyalty", "env.server", "log.server"],
  jobs: ["operations", "store", "shopify", "inbox", "loyalty", "contract", "env.server", "log.server"],
  buyer: ["operations", "store", "loyalty", "contract", "env.server", "log.server"],
  admin: ["forms", "operations", "store", "loyalty", "contract", "shopify.server", "env.server", "log.server"],
  components: ["admin", "forms", "loyalty", "contract", "locales"],
  forms: ["loyalty"],
  locales: [],
  routes: ["operations", "store", "forms", "components", "contract", "shopify.server", "loyalty", "analytics", "buyer", "admin", "locales", "env.server", "log.server"],
  "shopify.server": ["store", "operations", "shopify", "env.server", "log.server"],
  "env.server": [],
  "log.server": [],
  server: ["inbox", "env.server", "log.server", "store"],
};
const DATABASE_PACKAGES = /^(pg|@prisma\/.*|graphile-worker)$/;

interface Import { file: string; from: string; specifier: string; to: string | null; typeOnly: boolean }

function sources(dir: string): string[] {
  return readdirSync(dir, { withFileTypes: true }).flatMap((entry) => {
    const at = path.join(dir, entry.name);
    if (entry.isDirectory()) return ["node_modules", "dist", "generated"].includes(entry.name) ? [] : sources(at);
    return /\.(ts|tsx|mjs|js)$/.test(entry.name) ? [at] : [];
  });
}

function importsOf(file: string): Import[] {
  const text = readFileSync(file, "utf8");
  const found = [...text.matchAll(/(?:^|\n)\s*(?:import|export)\s+(type\s+)?(?:[^"';]*?\sfrom\s+)?["']([^"']+)["']|import\(\s*["']([^"']+)["']\s*\)/g)];
  return found.map((match) => {
    const specifier = match[2] ?? match[3] ?? "";
    return { file: path.relative(root, file), from: area(file), specifier, to: target(file, specifier), typeOnly: Boolean(match[1]) };
  });
}

/** Folder of app/ (or file at its top) a path belongs to; `contract` for the wire; null outside of app/. */
function area(file: string): string {
  const relative = path.relative(root, file).split(path.sep).join("/");
  if (relative.startsWith("extensions/_shared/")) return "contract";
  const parts = relative.split("/");
  if (parts[0] !== "app") return parts[0] ?? "";
  return parts.length > 2 ? parts[1]! : parts[1]!.replace(/\.(tsx?|mjs|js)$/, "");
}

function target(file: string, specifier: string): string | null {
  if (specifier.startsWith("~/")) return area(path.join(root, "app", specifier.slice(2)) + (specifier.split("/").length === 2 ? ".ts" : ""));
  if (specifier.startsWith(".")) return area(path.resolve(path.dirname(file), specifier) + (path.resolve(path.dirname(file), specifier).split("/app/")[1]?.includes("/") ? "" : ".ts"));
  return null;
}

const appImports = sources(path.join(root, "app")).flatMap(importsOf);

describe("who may import whom", () => {
  test("the table covers every folder of app/", () => {
    const folders = readdirSync(path.join(root, "app"), { withFileTypes: true }).filter((entry) => entry.isDirectory()).map((entry) => entry.name);
    expect(folders.filter((name) => name !== "generated" && !ALLOWED[name])).toEqual([]);
  });

  test("app/ keeps to the table", () => {
    const wrong = appImports
      .filter(({ from, to }) => to !== null && to !== from && ALLOWED[from] && !ALLOWED[from].includes(to))
      .map(({ file, specifier }) => `${file} imports ${specifier}`);
    expect(wrong).toEqual([]);
  });

  test("only store/ (and the worker's queue runner) imports the database's packages", () => {
    const wrong = appImports
      .filter(({ from, specifier }) => DATABASE_PACKAGES.test(specifier) && from !== "store" && !(from === "jobs" && specifier === "graphile-worker"))
      .map(({ file, specifier }) => `${file} imports ${specifier}`);
    expect(wrong).toEqual([]);
  });

  test("only routes, components, app frame and shopify.server.ts import Shopify's packages", () => {
    const free = new Set(["routes", "components", "locales", "shopify.server", "root", "entry.client", "entry.server"]);
    const wrong = appImports.filter(({ from, specifier }) => specifier.startsWith("@shopify/") && !free.has(from)).map(({ file, specifier }) => `${file} imports ${specifier}`);
    expect(wrong).toEqual([]);
  });

  test("an operation never calls an operation", () => {
    const wrong = appImports
      .filter(({ from, to, typeOnly }) => from === "operations" && to === "operations" && !typeOnly)
      .filter(({ specifier }) => specifier.endsWith(".server"))
      .map(({ file, specifier }) => `${file} imports ${specifier}`);
    expect(wrong).toEqual([]);
  });

  test("a route never imports a route, and loyalty/ never reads clock, chance, environment or network", () => {
    const routes = appImports.filter(({ from, to, specifier }) => from === "routes" && to === "routes" && specifier.includes("app.")).map(({ file }) => file);
    expect(routes).toEqual([]);
    const impure = sources(path.join(root, "app/loyalty")).filter((file) => /Date\.now\(|new Date\(\)|Math\.random|process\.env|\bfetch\(|DateTime\.(now|local|utc)\(\)/.test(readFileSync(file, "utf8")));
    expect(impure.map((file) => path.relative(root, file))).toEqual([]);
  });

  test("sandbox/ imports nothing of app/, and app/ nothing of sandbox/, tests/ or scripts/", () => {
    const wrong = sources(path.join(root, "sandbox")).flatMap(importsOf).filter(({ specifier }) => specifier.startsWith("~/") || /(^|\/)app\//.test(specifier));
    const back = appImports.filter(({ to }) => to !== null && ["sandbox", "tests", "scripts", "bench"].includes(to));
    expect([...wrong, ...back].map(({ file, specifier }) => `${file} imports ${specifier}`)).toEqual([]);
  });

  test("extensions import only the contract and themselves", () => {
    const wrong = sources(path.join(root, "extensions"))
      .flatMap((file) => importsOf(file).map((found) => ({ ...found, extension: path.relative(root, file).split(path.sep)[1], resolved: found.specifier.startsWith(".") ? path.relative(root, path.resolve(path.dirname(file), found.specifier)).split(path.sep) : null })))
      .filter(({ resolved, extension, specifier }) => (resolved ? resolved[0] !== "extensions" || ![extension, "_shared"].includes(resolved[1]) : specifier.startsWith("~/")));
    expect(wrong.map(({ file, specifier }) => `${file} imports ${specifier}`)).toEqual([]);
  });
});

describe("shape of the code", () => {
  test("no file carries the marks of a merge that was not finished", () => {
    const texts = (dir: string): string[] => readdirSync(dir, { withFileTypes: true }).flatMap((entry) => {
      const at = path.join(dir, entry.name);
      if (entry.isDirectory()) return /^(node_modules|build|dist|\.git|\.cache|\.perennial.*)$/.test(entry.name) ? [] : texts(at);
      return /\.(ts|tsx|mjs|js|json|md|css|liquid|sql|prisma|toml|yml)$/.test(entry.name) ? [at] : [];
    });
    expect(texts(root).filter((file) => /^(<{7} |>{7} )/m.test(readFileSync(file, "utf8"))).map((file) => path.relative(root, file))).toEqual([]);
  });

  test("no file holds more than 300 lines of code", () => {
    const long = ["app", "sandbox", "extensions", "bench", "scripts"].flatMap((folder) => sources(path.join(root, folder)))
      .map((file) => ({ file: path.relative(root, file), lines: readFileSync(file, "utf8").split("\n").filter((line) => line.trim()).length }))
      .filter(({ lines }) => lines > 300);
    expect(long).toEqual([]);
  });
});
