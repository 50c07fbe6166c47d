import { execFile, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import http from "node:http";
import os from "node:os";
import path from "node:path";
import { parse } from "smol-toml";
import { expect, test } from "vitest";
import { troubleWithDatabase } from "../../scripts/demo/foreign-database.mjs";
import { freshDatabase } from "../support/database";
import { freePort } from "../support/free-port";

const root = path.resolve(import.meta.dirname, "../..");
const TUNNEL = "some-words.trycloudflare.com";
const KEYS = `k1:${randomBytes(32).toString("base64")}`;

/** Status of an answer to a request that names `host`, as the CLI's tunnel hands it on. */
const status = (port: number, at: string, host = "localhost") => new Promise<number>((resolve) => {
  http.get({ host: "127.0.0.1", port, path: at, headers: { host } }, (answer) => { answer.resume(); resolve(answer.statusCode!); }).on("error", () => resolve(0));
});

test("what Shopify's CLI starts is the web process at the CLI's address, with hot reloading there and nowhere else, and the worker beside it", async () => {
  const database = await freshDatabase();
  const home = await mkdtemp(path.join(os.tmpdir(), "perennial-cli-"));
  const { commands, roles } = parse(readFileSync(path.join(root, "shopify.web.toml"), "utf8")) as { commands: { dev: string }; roles: string[] };
  expect(roles).toEqual(["frontend", "backend"]);
  const [port, workerPort] = [await freePort(), await freePort()];
  // What the CLI tells, beside what the shell has; it splits the command at spaces and starts it without a shell.
  const cli = { SHOPIFY_API_KEY: "key", SHOPIFY_API_SECRET: "secret", HOST: `https://${TUNNEL}`, SCOPES: "read_orders", NODE_ENV: "development" as const, PORT: String(port), APP_URL: `https://${TUNNEL}`, FRONTEND_PORT: String(port) };
  const [command, ...args] = commands.dev.split(" ");
  const child = spawn(command!, args, {
    cwd: root, stdio: ["ignore", "pipe", "pipe"],
    env: { PATH: process.env.PATH, HOME: process.env.HOME, PERENNIAL_HOME: home, DATABASE_URL: database.appUrl, DATABASE_OWNER_URL: database.ownerUrl, ENCRYPTION_KEYS: KEYS, WORKER_PORT: String(workerPort), ...cli },
  });
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => { said += String(chunk); });
  try {
    await expect.poll(() => (child.exitCode === null ? status(port, "/readyz", TUNNEL) : said), { timeout: 120_000, interval: 200 }).toBe(200);
    await expect.poll(() => status(workerPort, "/"), { timeout: 120_000, interval: 200 }).toBe(200);
    expect([await status(port, "/@vite/client", TUNNEL), await status(port, "/@vite/client", "elsewhere.example")]).toEqual([200, 403]);
  } finally {
    child.kill("SIGTERM");
    expect(await ended, said).toBe(0);
    await rm(home, { recursive: true, force: true });
    await database.drop();
  }
});

const [NEAR, FAR] = ["postgresql://me:secret@localhost:5432/shops", "postgresql://me:secret@db.example.com/shops"];
test.each<[string, Record<string, string>, string | null]>([
  ["none is named: it makes its own", {}, null], ["on this machine", { DATABASE_URL: NEAR, ENCRYPTION_KEYS: KEYS }, null],
  ["behind a socket", { DATABASE_URL: "postgresql:///shops?host=/var/run/postgresql", ENCRYPTION_KEYS: KEYS }, null], ["without the keys it was written with", { DATABASE_URL: NEAR }, "ENCRYPTION_KEYS is missing"],
  ["elsewhere", { DATABASE_URL: FAR, ENCRYPTION_KEYS: KEYS }, "on db.example.com"], ["elsewhere, and somebody meant it", { DATABASE_URL: FAR, ENCRYPTION_KEYS: KEYS, DATABASE_REMOTE: "yes" }, null],
  ["migrated elsewhere", { DATABASE_URL: NEAR, DATABASE_OWNER_URL: FAR, ENCRYPTION_KEYS: KEYS }, "on db.example.com"], ["elsewhere by its query", { DATABASE_URL: `${NEAR}?host=db.example.com`, ENCRYPTION_KEYS: KEYS }, "on db.example.com"],
  ["a name that only begins like this machine's", { DATABASE_URL: "postgresql://localhost.example.com/shops", ENCRYPTION_KEYS: KEYS }, "on localhost.example.com"],
])("a database for development: %s", (_what, env, trouble) => {
  if (trouble === null) expect(troubleWithDatabase(env)).toBeNull();
  else expect(troubleWithDatabase(env)).toContain(trouble);
});

test("a database that is not this machine's is refused in one sentence, before anything is done with it", async () => {
  const env = { PATH: process.env.PATH, SHOPIFY_API_KEY: "key", SHOPIFY_API_SECRET: "secret", HOST: `https://${TUNNEL}`, PORT: "1", DATABASE_URL: FAR, ENCRYPTION_KEYS: KEYS };
  const ended = await new Promise((resolve) => execFile(process.execPath, ["scripts/shopify-dev.mjs"], { cwd: root, env: env as never }, (error, stdout, stderr) => resolve({ code: error?.code, said: `${stdout}${stderr}` })));
  expect(ended).toEqual({ code: 1, said: "The database is on db.example.com, which is not this machine, and would be migrated and written to: set DATABASE_REMOTE=yes if that is meant\n" });
});
