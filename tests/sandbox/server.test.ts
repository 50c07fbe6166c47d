import { spawn, type ChildProcess } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, expect, test } from "vitest";
import { loadWorld } from "../../sandbox/world/persist";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "sandbox-"));
let child: ChildProcess | null = null;
afterEach(() => {
  child?.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

/** The sandbox as its own process, and everything it has said so far. */
function start(env: Record<string, string>) {
  const started = spawn(process.execPath, ["--import", "tsx", "sandbox/server.ts"], { cwd: ROOT, env: { ...process.env, ...env } });
  child = started;
  let said = "";
  const heard = (pattern: RegExp) => new Promise<RegExpExecArray>((resolve, reject) => {
    const look = () => { const match = pattern.exec(said); if (match) resolve(match); };
    for (const stream of [started.stdout!, started.stderr!]) stream.on("data", (chunk: Buffer) => { said += chunk; look(); });
    // When everything it said has arrived as well.
    started.once("close", () => reject(new Error(`ended without saying ${pattern}: ${said}`)));
  });
  const ended = new Promise<number | null>((resolve) => started.once("close", (code) => resolve(code)));
  return { heard, ended, child: started };
}

test("starts from the environment, is healthy, and writes its world when it is told to stop", async () => {
  const data = join(folder, "world.ndjson");
  const server = start({ SANDBOX_PORT: "0", SANDBOX_DATA: data, SANDBOX_SEED: "5", SHOPIFY_API_KEY: "a-key", APP_URL: "http://127.0.0.1:9/" });
  const [, url] = await server.heard(/listening on (\S+)/);
  expect(await (await fetch(`${url}/healthz`)).json()).toMatchObject({ ok: true });
  expect((await fetch(`${url}/admin/oauth/access_token`, { method: "POST", headers: { "content-type": "application/json", "x-sandbox-host": "hanami-store.myshopify.com" }, body: "{broken" })).status).toBe(400);
  server.child.kill("SIGTERM");
  expect(await server.ended).toBe(0);
  expect(existsSync(`${data}.new`)).toBe(false);
  expect(loadWorld(data)).toMatchObject({ seed: 5, app: { apiKey: "a-key", appUrl: "http://127.0.0.1:9" } });
});

test("a port in use is one sentence and a failure", async () => {
  const taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, "127.0.0.1", resolve));
  const { port } = taken.address() as AddressInfo;
  const server = start({ SANDBOX_PORT: String(port) });
  const [sentence] = await server.heard(/sandbox: port .*/);
  const code = await server.ended;
  await new Promise((resolve) => taken.close(resolve));
  expect([sentence, code]).toEqual([`sandbox: port ${port} is in use, set SANDBOX_PORT to a free one`, 1]);
});
