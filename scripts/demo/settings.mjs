// What the demo's processes are told: ports, keys, addresses. Kept in .perennial/, which git ignores, so that a second start is the same demo.
import { randomBytes } from "node:crypto";
import { chmod, mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../..", import.meta.url));
/** PERENNIAL_HOME lets a second demo run beside the first (the browser walks do). */
export const home = path.resolve(process.env.PERENNIAL_HOME ?? path.join(root, ".perennial"));
export const DEMO_SHOP = "evergreen-goods.myshopify.com";

/** @returns {Promise<import("./types").Settings>} */
export async function demoSettings(env = process.env) {
  await mkdir(home, { recursive: true, mode: 0o755 });
  const keys = await loadKeys(path.join(home, "keys.json"));
  const port = wholePort(env, "PORT", 4000);
  const sandboxPort = wholePort(env, "SANDBOX_PORT", 4010);
  const appUrl = `http://localhost:${port}`;
  const sandboxUrl = `http://localhost:${sandboxPort}`;
  return { ...keys, port, sandboxPort, appUrl, sandboxUrl, shop: DEMO_SHOP };
}

function wholePort(env, name, otherwise) {
  const value = env[name] ?? String(otherwise);
  if (!/^\d{1,5}$/.test(value) || Number(value) < 1 || Number(value) > 65535) throw new Error(`${name} is ${value}: expected a port between 1 and 65535`);
  return Number(value);
}

/** Made once, then read: a database is only opened with the keys it was written with. */
export async function loadKeys(file) {
  const known = await readFile(file, "utf8").then(JSON.parse, () => null);
  if (known) return known;
  const keys = {
    apiKey: randomBytes(16).toString("hex"),
    apiSecret: `shpss_${randomBytes(16).toString("hex")}`,
    encryptionKeys: `k1:${randomBytes(32).toString("base64")}`,
    appPassword: randomBytes(18).toString("base64url"),
  };
  await writeFile(file, JSON.stringify(keys, null, 2), { mode: 0o600 });
  await chmod(file, 0o600);
  return keys;
}

/** The environment of web and worker: production code, with the other side of the wire on this machine. */
export function appEnvironment(settings, databaseUrl, mode) {
  return {
    ...process.env,
    NODE_ENV: mode,
    PORT: String(settings.port),
    DATABASE_URL: databaseUrl,
    SHOPIFY_API_KEY: settings.apiKey,
    SHOPIFY_API_SECRET: settings.apiSecret,
    SHOPIFY_APP_URL: settings.appUrl,
    ENCRYPTION_KEYS: settings.encryptionKeys,
    SANDBOX_URL: settings.sandboxUrl,
    FRAME_ANCESTOR: settings.sandboxUrl,
    APP_BRIDGE_URL: `${settings.sandboxUrl}/app-bridge.js`,
  };
}

export function sandboxEnvironment(settings) {
  return {
    ...process.env,
    SANDBOX_PORT: String(settings.sandboxPort),
    SANDBOX_DATA: path.join(home, "sandbox.json"),
    SANDBOX_SEED: process.env.SANDBOX_SEED ?? "7",
    SHOPIFY_API_KEY: settings.apiKey,
    SHOPIFY_API_SECRET: settings.apiSecret,
    APP_URL: settings.appUrl,
  };
}
