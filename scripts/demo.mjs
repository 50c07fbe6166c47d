#!/usr/bin/env node
// `npm run demo`: everything on this machine with one command. Imports only Node until the packages are there.
import { execFile, spawnSync } from "node:child_process";
import { existsSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { appEnvironment, demoSettings, home, root, sandboxEnvironment } from "./demo/settings.mjs";
import { expectFree, signalsHeard, start, stopAll, waitFor } from "./demo/processes.mjs";

const begun = Date.now();
const step = (text) => console.log(`${((Date.now() - begun) / 1000).toFixed(1).padStart(5)} s  ${text}`);
const dev = process.argv.includes("--dev");
let ending = false;
/** A promise from the moment it is asked for: whoever stops everything waits for it, or it would go on without us. */
let database;
let extensions;

// Also when the terminal is gone, or whoever read what is printed: what was started must not stay behind.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => shutDown(0));
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});
main().catch(async (error) => {
  await signalsHeard();
  if (!ending) console.error(`\n${error.message}`);
  await shutDown(1);
});

async function main() {
  checkNode();
  installPackages();
  const settings = await demoSettings();
  await expectFree(settings.port, "PORT");
  await expectFree(settings.sandboxPort, "SANDBOX_PORT");
  if (process.argv.includes("--fresh")) await startOver();

  // A database of somebody else may not be there, which is better said before anything is built.
  if (process.env.DATABASE_URL) await prepareDatabase(settings);
  const [ready] = await Promise.all([database ?? prepareDatabase(settings), prepareSchema(), prepareBuild()]);
  startProcesses(settings, ready.url);
  // On a machine with much else to do they take their time; one that stops is heard of at once.
  await waitFor(`${settings.sandboxUrl}/healthz`, { seconds: 300, what: "the sandbox" });
  await waitFor(`${settings.appUrl}/readyz`, { seconds: 300, what: "the app" });
  const { fillDemoShop } = await import("./demo/fill.mjs");
  const urls = await fillDemoShop(settings, step);
  writeFileSync(path.join(home, "demo.json"), JSON.stringify(describe(settings, ready, urls), null, 2), { mode: 0o600 });
  announce(urls);
}

function checkNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major < 20 || (major === 20 && minor < 20)) throw new Error(`Node ${process.versions.node} is too old: install Node 20.20 or later (22 is recommended)`);
}

function installPackages() {
  const marker = path.join(root, "node_modules", ".package-lock.json");
  if (existsSync(marker) && statSync(marker).mtimeMs >= statSync(path.join(root, "package-lock.json")).mtimeMs - 1000) return;
  step("installing packages (about a minute, once)");
  const { status } = spawnSync("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], { cwd: root, stdio: "inherit", shell: process.platform === "win32" });
  if (status !== 0) throw new Error("npm ci failed: see above");
}

async function startOver() {
  step("forgetting the last demo");
  if (!process.env.DATABASE_URL) {
    const { embeddedPostgres } = await import("./embedded-postgres.mjs");
    database = embeddedPostgres({ dataDir: path.join(home, "postgres") });
    const old = await database;
    await old.stop();
    database = undefined;
    rmSync(old.dataDir, { recursive: true, force: true });
    rmSync(`${old.dataDir}.secret`, { force: true });
  } else {
    console.log("         the database of DATABASE_URL is left as it is: empty it yourself if it should start over");
  }
  for (const name of ["sandbox.json", "demo.json"]) rmSync(path.join(home, name), { force: true });
}

async function prepareDatabase({ appPassword }) {
  const { openDatabase } = await import("./demo/database.mjs");
  database = openDatabase({ home, appPassword, step });
  return database;
}

async function prepareSchema() {
  step("fetching Shopify's schema (once)");
  await promisify(execFile)(process.execPath, ["--import", "tsx", "scripts/fetch-schema.ts"], { cwd: root })
    .catch((error) => { throw new Error(error.stderr?.trim() || error.message); });
}

async function prepareBuild() {
  const { build, generate } = await import("./build.mjs");
  if (dev) {
    const { buildExtensions } = await import("./build-extensions.mjs");
    extensions = await buildExtensions({ watch: true, log: (line) => console.log(`         ${line}`) });
    return generate();
  }
  step("building the app (a quarter of a minute, when something changed)");
  await build({ ifChanged: true });
}

function startProcesses(settings, databaseUrl) {
  step("starting sandbox, app and worker");
  const onExit = () => shutDown(1);
  const env = appEnvironment(settings, databaseUrl, dev ? "development" : "production");
  const preload = ["--import", "./scripts/sandbox-preload.mjs"];
  const tsx = ["--import", "tsx"];
  start({ name: "sandbox", args: [...tsx, "sandbox/server.ts"], env: sandboxEnvironment(settings), onExit });
  start({ name: "app", args: dev ? [...preload, ...tsx, "app/server.ts"] : [...preload, "build/web.js"], env, onExit });
  start({ name: "worker", args: dev ? [...preload, ...tsx, "app/jobs/worker.ts"] : [...preload, "build/worker.js"], env, onExit });
}

function describe(settings, ready, urls) {
  const { apiKey, apiSecret, port, sandboxPort, shop } = settings;
  return { ...urls, ports: { app: port, sandbox: sandboxPort }, shop, apiKey, apiSecret, databaseUrl: ready.url, databaseOwnerUrl: ready.ownerUrl, encryptionKeys: settings.encryptionKeys };
}

function announce(urls) {
  step("ready\n");
  console.log(`  Merchant admin         ${urls.admin}`);
  console.log(`  Storefront             ${urls.storefront}`);
  console.log(`  Sandbox control panel  ${urls.control}`);
  console.log(`  Shopper with points    ${urls.signIn}`);
  console.log(`\n  18 months of orders go on arriving behind; Home shows how far they are. Ctrl-C stops everything; the next start goes on from here.`);
}

async function shutDown(code) {
  if (ending) return;
  ending = true;
  console.log("\nstopping");
  await stopAll();
  await extensions?.stop();
  await (await database?.catch(() => null))?.stop();
  process.exit(code);
}
