import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { existsSync, readFileSync, statSync } from "node:fs";
import { rm } from "node:fs/promises";
import path from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { freePort } from "../support/free-port";
import { homeFolder } from "../support/home-folder";
import type { Demo } from "./start-demo";

/** What the README promises of `npm run demo`, in a home of its own, beside those the other walks have. No browser is needed. */
let home: string;
let ports: { PORT: string; SANDBOX_PORT: string };
let demo: ChildProcess;
let said: string;
const started: ChildProcess[] = [];
const facts = () => JSON.parse(readFileSync(path.join(home, "demo.json"), "utf8")) as Demo;
const alive = (pid: number) => existsSync(`/proc/${pid}`) && !readFileSync(`/proc/${pid}/stat`, "utf8").includes(") Z ");
const postgres = () => Number(readFileSync(path.join(home, "postgres", "postmaster.pid"), "utf8").split("\n")[0]);

beforeAll(async () => {
  home = await homeFolder("starts");
  ports = { PORT: String(await freePort()), SANDBOX_PORT: String(await freePort()) };
});
afterAll(async () => {
  for (demo of started) if (demo.exitCode === null) await stop();
  await rm(home, { recursive: true, force: true });
});

/** As at a terminal: a process group of its own, which Ctrl-C strikes as a whole. */
function run(...flags: string[]): void {
  said = "";
  started.push(demo = spawn(process.execPath, ["scripts/demo.mjs", ...flags], { detached: true, stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, ...ports, PERENNIAL_HOME: home, DEMO_CUSTOMERS: "3", DATABASE_URL: "" } }));
  for (const stream of [demo.stdout!, demo.stderr!]) stream.on("data", (chunk) => { said += String(chunk); });
}
async function saying(text: string): Promise<void> {
  while (!said.includes(text)) {
    if (demo.exitCode !== null) throw new Error(`the demo stopped (${demo.exitCode}) before it said “${text}”:\n${said}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
async function stop(): Promise<number | null> {
  const ended = new Promise<number | null>((resolve) => demo.once("exit", resolve));
  process.kill(-demo.pid!, "SIGINT");
  return ended;
}
/** Everything the demo has started, but the database, which is nobody's child. */
function children(pid = demo.pid!): number[] {
  const table = execFileSync("ps", ["-A", "-o", "pid=,ppid="], { encoding: "utf8" }).trim().split("\n").map((line) => line.trim().split(/\s+/).map(Number));
  const own = table.flatMap(([child, parent]) => (parent === pid && alive(child!) ? [child!] : []));
  return own.flatMap((child) => [child, ...children(child)]);
}

async function customers(): Promise<string[]> {
  const answer = await fetch(new URL("/api/shops/evergreen-goods/customers?limit=250", facts().control));
  return (await answer.json() as { customers: { email: string }[] }).customers.map(({ email }) => email);
}
async function launches(): Promise<string> {
  const client = new pg.Client({ connectionString: facts().databaseOwnerUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ shop: string; launched: Date; rewards: number }>("SELECT domain AS shop, launched_at AS launched, (SELECT count(*)::int FROM reward r WHERE r.shop_id = s.shop_id) AS rewards FROM shop s");
    return rows.map(({ shop, launched, rewards }) => `${shop} ${launched.toISOString()} ${rewards}`).join();
  } finally {
    await client.end();
  }
}

/** Stops the demo and looks whether anything of it is left. */
async function stopsCleanly(): Promise<void> {
  const running = [...children(), postgres()];
  expect(running.length).toBeGreaterThanOrEqual(4);
  expect(await stop()).toBe(0);
  // What its processes started themselves hears of their end a moment later.
  await expect.poll(() => running.filter(alive)).toEqual([]);
  expect(existsSync(path.join(home, "postgres", "postmaster.pid"))).toBe(false);
  await expect(fetch(facts().control)).rejects.toThrow();
}

let first: { facts: Demo; launches: string };

test("the first start fills the shop, prints addresses that answer, and writes them down for its owner alone", async () => {
  run();
  await saying("Ctrl-C stops everything");
  const { admin, storefront, control, signIn, ...rest } = facts();
  for (const url of [admin, storefront, control, signIn]) {
    expect(said).toContain(url);
    expect((await fetch(url, { headers: { "user-agent": "Mozilla/5.0 Chrome/138.0.0.0", accept: "text/html" } })).status).toBe(200);
  }
  expect(rest).toEqual({
    ports: { app: Number(ports.PORT), sandbox: Number(ports.SANDBOX_PORT) }, shop: "evergreen-goods.myshopify.com", apiKey: expect.stringMatching(/^[0-9a-f]{32}$/), apiSecret: expect.stringMatching(/^shpss_[0-9a-f]{32}$/),
    databaseUrl: expect.stringMatching(/^postgresql:\/\/perennial_app:/), databaseOwnerUrl: expect.stringMatching(/^postgresql:\/\/owner:/), encryptionKeys: expect.stringMatching(/^k1:/),
  });
  expect(statSync(path.join(home, "demo.json")).mode & 0o077).toBe(0);
  expect(execFileSync("git", ["check-ignore", ".perennial/demo.json"], { encoding: "utf8" })).toBe(".perennial/demo.json\n");
  await fetch(new URL("/api/shops/evergreen-goods/customers", control), { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ email: "kept@example.com", firstName: "Kept" }) });
  first = { facts: facts(), launches: await launches() };
  expect(first.launches).toMatch(/^evergreen-goods\.myshopify\.com \S+ [1-9]\d*$/);
}, 600_000); // Alone it builds the app first.

test("Ctrl-C stops every process and the database", () => stopsCleanly());

test("the next start goes on with the same keys, addresses, customers and program", async () => {
  run();
  await saying("Ctrl-C stops everything");
  expect(said).not.toContain("installing the app");
  const { databaseUrl: _url, databaseOwnerUrl: _owner, ...same } = first.facts;
  expect(facts()).toMatchObject(same);
  expect(await customers()).toContain("kept@example.com");
  expect(await launches()).toBe(first.launches);
});

test("a second one at the same ports is told so and leaves the first alone", async () => {
  const running = demo;
  run();
  const second = demo;
  const code = await new Promise((resolve) => second.once("close", resolve));
  demo = running;
  expect([code, said]).toEqual([1, expect.stringContaining(`port ${ports.PORT} is in use: stop the program that listens there, or choose another with PORT=<port>`)]);
  expect((await fetch(facts().storefront)).status).toBe(200);
  await stopsCleanly();
});

test("--fresh starts over", async () => {
  run("--fresh");
  await saying("Ctrl-C stops everything");
  expect(said).toContain("forgetting the last demo");
  expect(await customers()).not.toContain("kept@example.com");
  expect(await launches()).not.toBe(first.launches);
});

test("Ctrl-C stops everything also when nobody reads any more what is printed", async () => {
  demo.stdout!.destroy();
  demo.stderr!.destroy();
  await stopsCleanly();
});

test("Ctrl-C while it starts leaves nothing behind either", async () => {
  run();
  await saying("starting the embedded database");
  expect(await stop()).toBe(0);
  expect(said).not.toMatch(/did not become ready|stopped \(/);
  expect(existsSync(path.join(home, "postgres", "postmaster.pid"))).toBe(false);
  expect(existsSync(path.join(home, "postgres", "PG_VERSION"))).toBe(true);
});
