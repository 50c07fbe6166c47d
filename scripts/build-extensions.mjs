// Builds UI extensions as Shopify's CLI does: one script a folder, `extensions/<handle>/dist/<handle>.js`, that hands each target its module.
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const extensionsFolder = fileURLToPath(new URL("../extensions", import.meta.url));
/** Shopify takes 64 KB; a checkout that waits for less sells more. */
const LIMIT_BYTES = 20 * 1024;
/** Shopify's CLI writes the app's address here. Ours leaves it to the sandbox's worker, so that one build serves every demo of the checkout. */
const APP_URL = { "process.env.APP_URL": "sandboxAppUrl" };

/**
 * Builds every UI extension below a folder. With `watch` it builds again on every change until `stop` is called, and an error is told instead of thrown.
 * @param {{ folder?: string, watch?: boolean, log?(line: string): void }} [options]
 * @returns {Promise<{ stop(): Promise<void> }>}
 * @throws when an extension cannot be built or is larger than 20 KB compressed
 */
export async function buildExtensions({ folder = extensionsFolder, watch = false, log = () => undefined } = {}) {
  const found = await uiExtensions(folder);
  if (found.length === 0) return { stop: async () => undefined };
  const { context, build } = await import("esbuild");
  if (!watch) {
    await Promise.all(found.map((extension) => build(optionsOf(extension, log, { strict: true }))));
    return { stop: async () => undefined };
  }
  const contexts = await Promise.all(found.map((extension) => context(optionsOf(extension, log, { strict: false }))));
  await Promise.all(contexts.map((one) => one.watch()));
  return { stop: async () => void (await Promise.all(contexts.map((one) => one.dispose()))) };
}

/** @returns {Promise<{ handle: string, folder: string, targets: { target: string, module: string }[] }[]>} */
async function uiExtensions(root) {
  const { parse } = await import("smol-toml");
  const names = existsSync(root) ? readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name) : [];
  return names.flatMap((name) => {
    const folder = path.join(root, name);
    const file = path.join(folder, "shopify.extension.toml");
    if (!existsSync(file)) return [];
    const toml = parse(readFileSync(file, "utf8"));
    return (toml.extensions ?? [toml]).filter(({ type }) => type === "ui_extension").map((extension) => describe(extension, folder, file));
  });
}

function describe({ handle, targeting }, folder, file) {
  if (typeof handle !== "string" || handle === "") throw new Error(`${file}: expected a handle`);
  if (!Array.isArray(targeting) || targeting.length === 0) throw new Error(`${file}: expected [[extensions.targeting]] with module and target`);
  return { handle, folder, targets: targeting.map(({ target, module }) => ({ target, module })) };
}

function optionsOf({ handle, folder, targets }, log, { strict }) {
  const entry = targets.flatMap(({ target, module }, index) => [`import run${index} from ${JSON.stringify(module)};`, `shopify.extend(${JSON.stringify(target)}, (...given) => run${index}(...given));`]);
  return {
    stdin: { contents: entry.join("\n"), resolveDir: folder, sourcefile: `${handle}-entry.js` },
    outfile: path.join(folder, "dist", `${handle}.js`),
    write: false, bundle: true, minify: true, format: "iife", target: "es2022", charset: "utf8", legalComments: "none", logLevel: strict ? "silent" : "warning",
    jsx: "automatic", jsxImportSource: "preact", loader: { ".js": "jsx" }, define: { "process.env.NODE_ENV": '"production"', ...APP_URL },
    // Packages of this repository, wherever the extension lies.
    nodePaths: [fileURLToPath(new URL("../node_modules", import.meta.url))],
    plugins: [{ name: "weigh-and-keep", setup: (build) => build.onEnd(({ errors, outputFiles }) => {
      if (errors.length > 0) return;
      const [script] = outputFiles;
      weigh(script.contents, handle, { log, strict });
      keep(script.path, script.contents);
    }) }],
  };
}

/** In one move, and only when it changed: a sandbox that runs may be reading the script. */
function keep(file, contents) {
  if (existsSync(file) && readFileSync(file).equals(contents)) return;
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(`${file}.${process.pid}`, contents);
  renameSync(`${file}.${process.pid}`, file);
}

function weigh(script, handle, { log, strict }) {
  const bytes = gzipSync(script).length;
  const size = `extension ${handle}: ${(bytes / 1024).toFixed(1)} KB compressed`;
  if (bytes > LIMIT_BYTES && strict) throw new Error(`${size}: expected at most ${LIMIT_BYTES / 1024} KB`);
  log(bytes > LIMIT_BYTES ? `${size}, more than the ${LIMIT_BYTES / 1024} KB the build takes` : size);
}
