import { spawn, type ChildProcess } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** What `.perennial/demo.json` says, as far as it is needed here. */
export interface DemoFacts { shop: string; ports: { app: number; sandbox: number }; apiSecret: string; encryptionKeys: string; databaseUrl: string; databaseOwnerUrl: string }
export interface RunningDemo extends DemoFacts {
  pid: number;
  /** From the command to the printed addresses. */
  startedInSeconds: number;
  /** The sandbox's control API for the demo shop. */
  api<T>(path: string, body?: unknown, method?: "POST" | "PATCH"): Promise<T>;
  stop(): Promise<void>;
}

/** `npm run demo` in a home of its own, on free ports, beside whatever demo runs here. */
export async function runDemo({ customers }: { customers: number }): Promise<RunningDemo> {
  const home = await mkdtemp(path.join(os.tmpdir(), "perennial-bench-"));
  const env = { ...process.env, PERENNIAL_HOME: home, PORT: String(await freePort()), SANDBOX_PORT: String(await freePort()), DEMO_CUSTOMERS: String(customers), DATABASE_URL: "", DATABASE_OWNER_URL: "" };
  const begun = Date.now();
  const demo = spawn(process.execPath, ["scripts/demo.mjs"], { cwd: root, env, stdio: ["ignore", "pipe", "pipe"] });
  const stop = () => end(demo).finally(() => rm(home, { recursive: true, force: true }));
  try {
    await printed(demo, "Sandbox control panel");
    const startedInSeconds = (Date.now() - begun) / 1000;
    const facts: DemoFacts = JSON.parse(await readFile(path.join(home, "demo.json"), "utf8"));
    const base = `http://localhost:${facts.ports.sandbox}/api/shops/${facts.shop.split(".")[0]}`;
    return { ...facts, pid: demo.pid!, startedInSeconds, stop, api: (at, body, method) => call(base + at, body, method) };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function call<T>(url: string, body?: unknown, method = "POST"): Promise<T> {
  const answer = await fetch(url, body === undefined ? {} : { method, headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}: ${text.slice(0, 200)}`);
  return JSON.parse(text) as T;
}

function printed(demo: ChildProcess, words: string): Promise<void> {
  let said = "";
  return new Promise((resolve, reject) => {
    const hear = (chunk: Buffer) => {
      said += String(chunk);
      if (said.includes(words)) resolve();
    };
    demo.stdout!.on("data", hear);
    demo.stderr!.on("data", hear);
    demo.once("exit", (code) => reject(new Error(`npm run demo stopped (${code}): ${said.slice(-1000)}`)));
  });
}

async function end(demo: ChildProcess): Promise<void> {
  if (demo.exitCode !== null || demo.signalCode !== null) return;
  const ended = new Promise((resolve) => demo.once("exit", resolve));
  demo.kill("SIGINT");
  await ended;
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = net.createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address() as net.AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
