// `npm run build`: the Remix app by Vite, server, worker and UI extensions by esbuild. With `--if-changed` only when a source is newer than the last build.
import { execFile } from "node:child_process";
import { readdirSync, statSync } from "node:fs";
import { mkdir, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { buildExtensions } from "./build-extensions.mjs";

const run = promisify(execFile);
const root = fileURLToPath(new URL("..", import.meta.url));
const stamp = path.join(root, "build", ".stamp");
const sources = ["app", "extensions", "prisma/schema.prisma", "vite.config.ts", "package-lock.json", "shopify.app.toml"];

/** @param {{ ifChanged?: boolean }} [options] */
export async function build({ ifChanged = false } = {}) {
  await Promise.all([generate(), buildExtensions({ log: console.log })]);
  if (ifChanged && !(await stale())) return false;
  const remix = path.join(root, "node_modules", "@remix-run", "dev", "dist", "cli.js");
  const vite = run(process.execPath, [remix, "vite:build"], { cwd: root, maxBuffer: 1 << 26, env: { ...process.env, NODE_ENV: "production" } });
  await vite.catch((error) => {
    throw new Error(`the Remix build failed:\n${error.stdout}\n${error.stderr}`);
  });
  await bundleProcesses();
  await mkdir(path.dirname(stamp), { recursive: true });
  await writeFile(stamp, new Date().toISOString());
  return true;
}

/** Prisma's client lives in node_modules and goes with every `npm ci`. */
export async function generate() {
  const schema = path.join(root, "prisma", "schema.prisma");
  const client = path.join(root, "node_modules", ".prisma", "client", "schema.prisma");
  const [made, wanted] = await Promise.all([stat(client).catch(() => null), stat(schema)]);
  if (made && made.mtimeMs > wanted.mtimeMs) return;
  const prisma = path.join(root, "node_modules", "prisma", "build", "index.js");
  const env = { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: path.join(root, "scripts", "schema-engine.mjs"), CHECKPOINT_DISABLE: "1", PRISMA_HIDE_UPDATE_MESSAGE: "1" };
  await run(process.execPath, [prisma, "generate"], { cwd: root, env }).catch((error) => {
    throw new Error(`prisma generate failed:\n${error.stdout}\n${error.stderr}`);
  });
}

async function bundleProcesses() {
  const esbuild = await import("esbuild");
  await esbuild.build({
    entryPoints: { web: path.join(root, "app/server.ts"), worker: path.join(root, "app/jobs/worker.ts"), "inbox-thread": path.join(root, "app/inbox/inbox-thread.server.ts") },
    outdir: path.join(root, "build"),
    bundle: true, platform: "node", format: "esm", target: "node20", packages: "external", sourcemap: true,
    define: { "process.env.NODE_ENV": '"production"' },
    // The Remix build beside it is loaded at run time, as the file Vite made.
    external: ["./server/index.js"],
    alias: { "~": path.join(root, "app") },
    logLevel: "warning",
  });
}

async function stale() {
  const made = await stat(stamp).catch(() => null);
  return !made || sources.some((source) => newest(path.join(root, source)) > made.mtimeMs);
}

function newest(at) {
  const found = statSync(at, { throwIfNoEntry: false });
  if (!found) return 0;
  if (!found.isDirectory()) return found.mtimeMs;
  return Math.max(found.mtimeMs, ...readdirSync(at).filter((name) => name !== "dist" && name !== "node_modules").map((name) => newest(path.join(at, name))));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  if (process.argv.includes("--generate")) await Promise.all([generate(), buildExtensions()]);
  else await build({ ifChanged: process.argv.includes("--if-changed") });
}
