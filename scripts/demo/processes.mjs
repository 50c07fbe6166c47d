// Child processes of the demo: started with a prefix before each line, waited for, and stopped in reverse order.
import { spawn } from "node:child_process";
import net from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { root } from "./settings.mjs";

const running = [];
let stopping = false;

/** @param {{ name: string, args: string[], env: NodeJS.ProcessEnv, talks?: boolean, onExit(name: string, code: number | null): void }} command */
export function start({ name, args, env, talks = Boolean(process.env.DEMO_VERBOSE), onExit }) {
  if (stopping) return; // Asked to stop while the start was under way.
  const child = spawn(process.execPath, args, { cwd: root, env, stdio: ["ignore", "pipe", "pipe"] });
  const lines = [];
  const show = (chunk) => {
    for (const line of String(chunk).split("\n").filter(Boolean)) {
      lines.push(line);
      if (lines.length > 40) lines.shift();
      if (talks) console.log(`[${name}] ${line}`);
    }
  };
  child.stdout.on("data", show);
  child.stderr.on("data", show);
  child.on("exit", async (code) => {
    await signalsHeard();
    if (stopping) return;
    console.error(`${name} stopped (${code ?? "killed"}). Its last lines:\n${lines.slice(-12).join("\n")}`);
    onExit(name, code);
  });
  running.push({ name, child });
}

/** Ctrl-C strikes what was started as well as us, and its end may be heard before the signal is: whoever would call it a failure waits for this. */
export async function signalsHeard() {
  await pause(100);
  // A process that had no time meanwhile hears of the pause first, and of signals in the same turn.
  await new Promise(setImmediate);
}

/** Last started, first stopped; who does not end within ten seconds is killed. */
export async function stopAll() {
  stopping = true;
  for (const { child } of running.reverse()) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGTERM");
    const timer = setTimeout(() => child.kill("SIGKILL"), 10_000);
    await ended;
    clearTimeout(timer);
  }
}

/** Polls until the address answers 200. */
export async function waitFor(url, { seconds, what }) {
  let last = "no answer";
  for (const end = Date.now() + seconds * 1000; Date.now() < end && !stopping; await new Promise((resolve) => setTimeout(resolve, 150))) {
    try {
      const response = await fetch(url, { signal: AbortSignal.timeout(5000) });
      if (response.ok) return;
      last = `status ${response.status}: ${(await response.text()).slice(0, 200)}`;
    } catch (error) {
      last = error.cause?.code ?? error.message;
    }
  }
  throw new Error(`${what} did not become ready at ${url} within ${seconds} s (${last}); start with DEMO_VERBOSE=1 to see what it says`);
}

/** @throws one sentence when somebody else listens there. */
export async function expectFree(port, variable) {
  await new Promise((resolve, reject) => {
    const probe = net.createServer();
    probe.once("error", () => reject(new Error(`port ${port} is in use: stop the program that listens there, or choose another with ${variable}=<port>`)));
    probe.listen(port, () => probe.close(resolve));
  });
}
