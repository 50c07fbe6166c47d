import { readdirSync, readFileSync } from "node:fs";

/** A tick of Linux' accounting, microseconds. */
const A_TICK = 10_000;

interface Times { parent: number; own: number; ended: number }

/**
 * Microseconds of processor that a PostgreSQL server has used so far (all its processes, those that ended too), this process, and
 * programs this process ran to their end. Null where the kernel does not tell.
 */
export function processorTime(serverPid: number): { server: number; here: number; programs: number } | null {
  if (process.platform !== "linux") return null;
  const server = timesOf(serverPid);
  const living = readdirSync("/proc").filter((name) => /^\d+$/.test(name)).map(Number).map(timesOf).filter((times) => times?.parent === serverPid);
  const { user, system } = process.cpuUsage();
  return {
    server: [server, ...living].reduce((sum, times) => sum + (times ? times.own + times.ended : 0), 0),
    here: user + system, programs: timesOf(process.pid)?.ended ?? 0,
  };
}

/** Null for a process that has just gone. */
function timesOf(pid: number): Times | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const [, parent, , , , , , , , , , user, system, endedUser, endedSystem] = stat.slice(stat.lastIndexOf(")") + 2).split(" ").map(Number);
    return { parent: parent!, own: (user! + system!) * A_TICK, ended: (endedUser! + endedSystem!) * A_TICK };
  } catch {
    return null;
  }
}
