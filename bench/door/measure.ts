import { fork, spawn, type ChildProcess } from "node:child_process";
import { readFileSync } from "node:fs";
import net from "node:net";
import { fileURLToPath } from "node:url";
import type { Bench } from "../run";
import { ratioRow, round, type Row } from "../row";
import { drive, type LoadResult } from "./load";

const root = fileURLToPath(new URL("../..", import.meta.url));
const KEYS = { SHOPIFY_API_KEY: "bench-key", SHOPIFY_API_SECRET: "bench-secret", SHOPIFY_APP_URL: "http://localhost" };

/** Signed 8 KB orders/paid acknowledged a second (each one a committed row), against the template's handler (no database at all). */
export async function measureDoor(bench: Bench): Promise<Row[]> {
  const seconds = bench.short ? 4 : 15;
  const template = await startTemplate();
  await drive({ url: template.url, secret: KEYS.SHOPIFY_API_SECRET, seconds: 2, connections: 32, rate: null });
  const yardstick = await withCpu(template.pid, () => drive({ url: template.url, secret: KEYS.SHOPIFY_API_SECRET, seconds, connections: 32, rate: null }));
  await template.stop();

  const web = await startWeb(bench);
  await drive({ url: web.url, secret: KEYS.SHOPIFY_API_SECRET, seconds: 2, connections: 64, rate: null });
  const most = await withCpu(web.pid, () => drive({ url: web.url, secret: KEYS.SHOPIFY_API_SECRET, seconds, connections: 64, rate: null }));
  const half = await drive({ url: web.url, secret: KEYS.SHOPIFY_API_SECRET, seconds, connections: 64, rate: most.perSecond / 2 });
  const memory = web.rssMb();
  await web.stop();
  return [
    ratioRow({
      name: "door", value: most.perSecond, unit: "signed 8 KB webhooks/s", reach: ">= 5x",
      yardstick: { name: "authenticate.webhook of the Shopify template", value: yardstick.perSecond },
      detail: { refused: most.refused, p99AtMost: most.p99, yardstickP99: yardstick.p99, cpuMicrosecondsAnAnswer: most.cpuMicroseconds, yardstickCpuMicrosecondsAnAnswer: yardstick.cpuMicroseconds, webRssMb: memory },
    }),
    { name: "door p99 at half of maximum", value: half.p99, unit: "ms", yardstick: null, ratio: null, reach: "< 150 ms", detail: { rate: round(most.perSecond / 2), p50: half.p50, refused: half.refused } },
  ];
}

async function startTemplate() {
  const child = fork(fileURLToPath(new URL("template-handler.ts", import.meta.url)), [], { execArgv: ["--import", "tsx"], env: { ...process.env, ...KEYS, NODE_ENV: "production" }, stdio: ["ignore", "ignore", "inherit", "ipc"] });
  const port = await new Promise<number>((resolve, reject) => {
    child.once("message", (message: { port: number }) => resolve(message.port));
    child.once("exit", (code) => reject(new Error(`the yardstick's server stopped (${code})`)));
  });
  return { url: `http://127.0.0.1:${port}`, pid: child.pid!, stop: () => end(child) };
}

export async function startWeb(bench: Bench) {
  const port = await freePort();
  const child = spawn(process.execPath, ["build/web.js"], {
    cwd: root, stdio: ["ignore", "ignore", "inherit"],
    env: { ...process.env, ...KEYS, NODE_ENV: "production", PORT: String(port), DATABASE_URL: bench.database.appUrl, ENCRYPTION_KEYS: bench.encryptionKeys, LOG_LEVEL: "warn" },
  });
  const url = `http://127.0.0.1:${port}`;
  for (const until = Date.now() + 30_000; ; await new Promise((resolve) => setTimeout(resolve, 100))) {
    if (await fetch(`${url}/healthz`).then((answer) => answer.ok, () => false)) break;
    if (Date.now() > until) throw new Error("build/web.js did not answer within 30 s: run npm run build first");
  }
  return { url, pid: child.pid!, rssMb: () => residentMb(child.pid!), stop: () => end(child) };
}

/** What one answer costs the server's process: says the same on a busy machine as on a quiet one. */
async function withCpu(pid: number, load: () => Promise<LoadResult>): Promise<LoadResult & { cpuMicroseconds: number }> {
  const before = cpuMs(pid);
  const result = await load();
  return { ...result, cpuMicroseconds: round(((cpuMs(pid) - before) * 1000) / result.sent) };
}

const TICK_MS = 10;

/** User and system time of a process by /proc; NaN where the system has none. */
function cpuMs(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)!.split(" ");
    return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
  } catch {
    return Number.NaN;
  }
}

/** Resident memory by /proc; NaN where the system has none. */
export function residentMb(pid: number): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, "utf8");
    return round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? Number.NaN) / 1024);
  } catch {
    return Number.NaN;
  }
}

function end(child: ChildProcess) {
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  const timer = setTimeout(() => child.kill("SIGKILL"), 5000);
  return ended.then(() => clearTimeout(timer));
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = net.createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address() as net.AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
