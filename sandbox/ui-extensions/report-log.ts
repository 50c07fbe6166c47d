import type { Sandbox } from "../sandbox";
import type { Report } from "./protocol";

export interface LoggedReport extends Report { at: string; shop: string }

const KEPT = 200;
const logs = new WeakMap<Sandbox["world"], LoggedReport[]>();

/** What pages reported of their extensions since the sandbox started, oldest first. */
export function extensionReports({ world }: Pick<Sandbox, "world">): LoggedReport[] {
  const known = logs.get(world) ?? [];
  logs.set(world, known);
  return known;
}

export function logExtensionReport(sandbox: Sandbox, shop: string, report: Report): void {
  const all = extensionReports(sandbox);
  all.push({ at: sandbox.now().toISOString(), shop, ...report });
  if (all.length > KEPT) all.shift();
  sandbox.log(`extension ${report.extension} at ${report.target}: ${report.kind}: ${report.message}`);
}

export function forgetExtensionReports(sandbox: Pick<Sandbox, "world">): void {
  extensionReports(sandbox).length = 0;
}
