import { readdirSync, readFileSync } from "node:fs";
import { round } from "../row";

const PROCESSES = { web: "build/web.js", worker: "build/worker.js", sandbox: "sandbox/server.ts" };
export type Peaks = Record<keyof typeof PROCESSES, number>;

/** Follows the demo's processes until `stop`, which tells the most memory each had resident, MB. Null where the system has no /proc. */
export function watchMemory(demoPid: number): { stop(): Peaks } | null {
  const pids = childrenOf(demoPid);
  if (pids.length === 0) return null;
  const peaks: Peaks = { web: 0, worker: 0, sandbox: 0 };
  const look = () => {
    for (const [name, script] of Object.entries(PROCESSES) as [keyof Peaks, string][]) {
      const pid = pids.find((candidate) => read(`/proc/${candidate}/cmdline`).includes(script));
      // The kernel keeps the peak itself (high water mark), so nothing between two looks is missed.
      const kilobytes = Number(/VmHWM:\s+(\d+)/.exec(pid ? read(`/proc/${pid}/status`) : "")?.[1] ?? 0);
      peaks[name] = Math.max(peaks[name], round(kilobytes / 1024));
    }
  };
  look();
  const timer = setInterval(look, 1_000);
  return {
    stop() {
      clearInterval(timer);
      look();
      return peaks;
    },
  };
}

function childrenOf(parent: number): number[] {
  try {
    return readdirSync("/proc").map(Number).filter((pid) => Number.isInteger(pid) && new RegExp(`\\) \\S ${parent} `).test(read(`/proc/${pid}/stat`)));
  } catch {
    return [];
  }
}

function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
