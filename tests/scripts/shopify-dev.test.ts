import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import http from "node:http";
import os from "node:os";
import path from "node:path";
import { parse } from "smol-toml";
import { expect, test } from "vitest";
import { freshDatabase } from "../support/database";
import { freePort } from "../server/web-process";

const root = path.resolve(import.meta.dirname, "../..");
const TUNNEL = "some-words.trycloudflare.com";

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
    env: { PATH: process.env.PATH, HOME: process.env.HOME, PERENNIAL_HOME: home, DATABASE_URL: database.appUrl, DATABASE_OWNER_URL: database.ownerUrl, WORKER_PORT: String(workerPort), ...cli },
  });
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => { said += String(chunk); });
  try {
    await expect.poll(() => (child.exitCode === null ? status(port, "/readyz", TUNNEL) : said), { timeout: 120_000, interval: 200 }).toBe(200);
    await expect.poll(() => status(workerPort, "/"), { timeout: 60_000, interval: 200 }).toBe(200);
    expect([await status(port, "/@vite/client", TUNNEL), await status(port, "/@vite/client", "elsewhere.example")]).toEqual([200, 403]);
  } finally {
    child.kill("SIGTERM");
    expect(await ended, said).toBe(0);
    await rm(home, { recursive: true, force: true });
    await database.drop();
  }
});
