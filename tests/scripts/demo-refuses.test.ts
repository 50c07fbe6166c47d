import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { freePort } from "../support/free-port";

/** What stands in the way of the demo is one sentence that says what to do, before anything is started. In a home of its own. */
let home: string;
let taken: net.Server;
let port: string;
beforeAll(async () => {
  home = await mkdtemp(path.join(os.tmpdir(), "perennial-refused-"));
  taken = await new Promise((resolve) => { const server = net.createServer().listen(0, () => resolve(server)); });
  port = String((taken.address() as net.AddressInfo).port);
});
afterAll(async () => {
  taken.close();
  await rm(home, { recursive: true, force: true });
});

interface Ended { code: number; said: string }
/** Ports nobody listens at: a refusal comes before anybody would. */
const FREE = { PORT: "0", SANDBOX_PORT: "0" };
function run(script: string, env: Record<string, string>): Promise<Ended> {
  const own = { ...process.env, PERENNIAL_HOME: home, DATABASE_URL: "", DATABASE_OWNER_URL: "", ...env };
  return new Promise((resolve) => execFile(process.execPath, [script], { env: own }, (error, stdout, stderr) => resolve({ code: Number(error?.code ?? 0), said: `${stdout}${stderr}` })));
}
test.each([["PORT", "SANDBOX_PORT"], ["SANDBOX_PORT", "PORT"]])("%s in use", async (variable, other) => {
  const { code, said } = await run("scripts/demo.mjs", { [variable]: port, [other]: String(await freePort()) });
  expect(said).toContain(`port ${port} is in use: stop the program that listens there, or choose another with ${variable}=<port>`);
  expect(code).toBe(1);
});

test.each(["0", "65536", "4000x", "-1"])("PORT=%s", async (given) => {
  const { code, said } = await run("scripts/demo.mjs", { ...FREE, PORT: given });
  expect(said).toContain(`PORT is ${given}: expected a port between 1 and 65535`);
  expect(code).toBe(1);
});

test.each(["127.0.0.1", "localhost"])("a database at %s that is down", async (host) => {
  const { code, said } = await run("scripts/demo.mjs", { PORT: String(await freePort()), SANDBOX_PORT: String(await freePort()), DATABASE_URL: `postgresql://someone:hushhush@${host}:1/none` });
  expect(said).toMatch(/the database of DATABASE_URL cannot be used \(.*ECONNREFUSED.*\): expected a PostgreSQL 15 or later that answers/);
  expect(said).not.toContain("hushhush");
  expect(said).not.toContain("building the app");
  expect(code).toBe(1);
});

test("migrating without a database", async () => {
  expect(await run("scripts/migrate.mjs", {})).toEqual({ code: 1, said: expect.stringMatching(/^DATABASE_URL is missing: set it to the PostgreSQL 15\+ database to migrate, for example postgresql:\S+\n$/) });
});
