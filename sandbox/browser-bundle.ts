import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const bundles = new Map<string, Promise<string>>();

/** A browser script of the sandbox, bundled from its TypeScript when it is first asked for. `entry` is `admin-frame/bridge/main.ts`. */
export function browserBundle(entry: string): Promise<string> {
  const known = bundles.get(entry) ?? bundle(entry);
  bundles.set(entry, known);
  return known;
}

async function bundle(entry: string): Promise<string> {
  const entryPoint = fileURLToPath(new URL(`./${entry}`, import.meta.url));
  const { outputFiles } = await build({ entryPoints: [entryPoint], bundle: true, write: false, format: "iife", target: "es2022", charset: "utf8", logLevel: "silent" });
  return outputFiles[0]!.text;
}
