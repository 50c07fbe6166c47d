import { ThreadWebWorker } from "@quilted/threads";
import { DOMRemoteReceiver } from "@remote-dom/core/receivers";
import type { Surface } from "../../derive-surface";
import type { ExtensionRun, HostPage, Report, Signals } from "../../protocol";
import type { WorkerExports } from "../worker";
import { hostCalls } from "./host-calls";
import { onlyKnownElements } from "./only-known-elements";

export interface RunningExtension { run: ExtensionRun; update(signals: Signals): void }
interface Start { page: HostPage; run: ExtensionRun; surface: Surface; slot: HTMLElement; report(report: Report): void; renewed(page: HostPage): void }

/** Starts an extension in a worker of its own and shows what it renders in the target's place. */
export async function startExtension({ page, run, surface, slot, report, renewed }: Start): Promise<RunningExtension> {
  const root = slot.appendChild(document.createElement("div"));
  root.dataset.extension = run.handle;
  const tell = (kind: Report["kind"], message: string) => report({ kind, extension: run.handle, target: run.target, message });
  const worker = new Worker("/ui-extensions/worker.js", { name: `${run.handle} at ${run.target}` });
  worker.addEventListener("error", (event) => tell("error", event.message));
  const thread = new ThreadWebWorker<WorkerExports, Record<string, never>>(worker);
  const receiver = new DOMRemoteReceiver({ root, call: (element, method) => callMethod(element, method) });
  const { runs: _runs, reports: _reports, refusedCodes: _codes, signals, ...shared } = page;
  const connection = onlyKnownElements(receiver.connection, new Set(surface.targets[run.target] ?? []), (error) => tell("error", String(error)));
  await thread.imports.start(connection, { page: shared, run, surface, signals, url: extensionUrl(page) }, hostCalls({ page, run, report, renewed })).catch((error) => tell("error", String(error)));
  return { run, update: (changed) => void thread.imports.update(changed) };
}

const METHODS = new Set(["focus", "blur", "showOverlay", "hideOverlay", "toggleOverlay"]);

function callMethod(element: Element, method: string): unknown {
  if (!METHODS.has(method)) throw new Error(`${element.localName} has no method ${method}`);
  return (element as unknown as Record<string, () => unknown>)[method]?.();
}

/** Where a full page stands, as the extension knows it: `extension:/` and what follows in the address. */
function extensionUrl({ root }: HostPage): string {
  const below = new RegExp(`^${root}/account/pages/[^/]+(/.*)?$`).exec(location.pathname)?.[1] ?? "/";
  return `extension:${below}${location.search}`;
}
