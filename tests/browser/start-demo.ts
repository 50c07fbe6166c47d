import { spawn } from "node:child_process";
import { readFile, rm } from "node:fs/promises";
import path from "node:path";
import { freePort } from "../support/free-port";
import { homeFolder } from "../support/home-folder";

export interface Demo { admin: string; storefront: string; control: string; signIn: string; shop: string; apiKey: string; apiSecret: string; encryptionKeys: string; ports: { app: number; sandbox: number }; databaseUrl: string; databaseOwnerUrl: string }
export interface RunningDemo { facts: Demo; stop(): Promise<void> }

/** Starts the product by the README's own command, in a home of its own, with a short history; walks drive what it prints. */
export async function startDemo(): Promise<RunningDemo> {
  const home = await homeFolder("walk");
  const env = { ...process.env, PERENNIAL_HOME: home, PORT: String(await freePort()), SANDBOX_PORT: String(await freePort()), DEMO_CUSTOMERS: "100", DATABASE_URL: "" };
  const demo = spawn(process.execPath, ["scripts/demo.mjs"], { env, stdio: ["ignore", "pipe", "pipe"] });
  const said: string[] = [];
  for (const stream of [demo.stdout, demo.stderr]) stream.on("data", (chunk) => said.push(String(chunk)));
  const facts = await waitForFacts(path.join(home, "demo.json"), () => {
    if (demo.exitCode !== null || demo.signalCode !== null) throw new Error(`npm run demo stopped (${demo.exitCode ?? demo.signalCode}):\n${said.join("").slice(-3000)}`);
  });
  const impatience = setInterval(() => void sendAgain(facts).catch(() => {}), 2_000);
  const stop = async () => {
    clearInterval(impatience);
    const ended = new Promise((resolve) => demo.once("exit", resolve));
    demo.kill("SIGINT");
    await ended;
    await rm(home, { recursive: true, force: true });
  };
  return { facts, stop };
}

/** How soon a demo is there is the bench's matter: on a busy machine walks come later and go all the same. */
const PATIENCE_MS = 600_000;

interface Delivery { webhookId: string; attempts: unknown[]; nextAttemptAt: string | null }

/** A delivery that failed once (five seconds without an answer are enough) would be tried again in a minute: on a busy machine that is too long for a walk. */
async function sendAgain({ control }: Demo): Promise<void> {
  const ask = async <T>(path: string, method = "GET") => (await fetch(new URL(`/api/shops${path}`, control), { method })).json() as Promise<T>;
  for (const { handle } of (await ask<{ shops: { handle: string }[] }>("")).shops) {
    const { deliveries } = await ask<{ deliveries: Delivery[] }>(`/${handle}/deliveries?state=waiting&limit=250`);
    for (const { webhookId, attempts, nextAttemptAt } of deliveries) if (attempts.length > 0 && nextAttemptAt !== null) await ask(`/${handle}/deliveries/${webhookId}/redeliver`, "POST");
  }
}

async function waitForFacts(file: string, expectAlive: () => void): Promise<Demo> {
  for (const until = Date.now() + PATIENCE_MS; Date.now() < until; await new Promise((resolve) => setTimeout(resolve, 250))) {
    const text = await readFile(file, "utf8").catch(() => null);
    if (text?.trim().endsWith("}")) return JSON.parse(text);
    expectAlive();
  }
  throw new Error(`the demo did not get ready within ten minutes: ${file} was not written`);
}

/** Walks look at figures that no longer move: the shop's past has arrived, and its last known customer has the card it comes to. */
export async function waitForHistory({ control, shop }: Demo): Promise<void> {
  const read = async (path: string) => (await fetch(new URL(`/api/shops/${shop.split(".")[0]}/${path}`, control))).json();
  for (const until = Date.now() + PATIENCE_MS; Date.now() < until; await new Promise((resolve) => setTimeout(resolve, 500))) {
    const { state } = await read("simulator") as { state: string };
    const { tags } = await read("customers/7310000000001").catch(() => ({})) as { tags?: string[] };
    if (state === "done" && tags?.includes("perennial:tier:silver")) return;
  }
  throw new Error("the simulated past of the demo shop did not arrive within ten minutes");
}
