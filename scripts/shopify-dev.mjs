#!/usr/bin/env node
// What `shopify app dev` runs (shopify.web.toml): web and worker from their sources, at the address Shopify's CLI made. The CLI tells
// SHOPIFY_API_KEY, SHOPIFY_API_SECRET, PORT and, as HOST, the address; everything else may stand in `.env`.
import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { openDatabase } from "./demo/database.mjs";
import { troubleWithDatabase } from "./demo/foreign-database.mjs";
import { signalsHeard, start, stopAll } from "./demo/processes.mjs";
import { home, loadKeys, root } from "./demo/settings.mjs";

/** A promise: whoever stops everything waits for it, or it would go on without us. */
let database;
let ending = false;

// Also when the terminal is gone, or whoever read what is printed: what was started must not stay behind.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => shutDown(0));
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});
main().catch(async (error) => {
  await signalsHeard();
  if (!ending) console.error(error.message);
  await shutDown(1);
});

async function main() {
  const missing = ["HOST", "PORT", "SHOPIFY_API_KEY", "SHOPIFY_API_SECRET"].filter((name) => !process.env[name]);
  if (missing.length > 0) throw new Error(`${missing.join(", ")} missing: Shopify's CLI sets them, start this with npm run dev:shopify`);
  // What is set already wins.
  if (existsSync(path.join(root, ".env"))) process.loadEnvFile(path.join(root, ".env"));
  const trouble = troubleWithDatabase(process.env);
  if (trouble) throw new Error(trouble);
  // Apart from the demo's: its shop is another Shopify's.
  const own = path.join(home, "shopify");
  await mkdir(own, { recursive: true });
  const keys = await loadKeys(path.join(own, "keys.json"));
  database = openDatabase({ home: own, appPassword: keys.appPassword });
  const { url } = await database;
  const env = {
    ...process.env, NODE_ENV: "development", DATABASE_URL: url, ENCRYPTION_KEYS: process.env.ENCRYPTION_KEYS || keys.encryptionKeys,
    SHOPIFY_APP_URL: process.env.HOST,
    // Scopes are managed by shopify.app.toml; the CLI's list leaves out what a merchant granted on request.
    SCOPES: "",
  };
  for (const [name, file] of [["app", "app/server.ts"], ["worker", "app/jobs/worker.ts"]]) start({ name, args: ["--import", "tsx", file], env, talks: true, onExit: () => shutDown(1) });
}

async function shutDown(code) {
  if (ending) return;
  ending = true;
  await stopAll();
  await (await database?.catch(() => null))?.stop();
  process.exit(code);
}
