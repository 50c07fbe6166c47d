import type { HostPage } from "../protocol";
import type { Surface } from "../derive-surface";
import { defineHostElements } from "./elements/define-host-elements";
import { type RunningExtension, startExtension } from "./page/start-extension";
import { reportTo } from "./page/reports";

/** Hosts the extensions a page names in its JSON: one worker for each target, its elements in the target's place. */
const page = JSON.parse(document.getElementById("extension-page")!.textContent!) as HostPage;
const running: RunningExtension[] = [];
const report = reportTo(page);

for (const known of page.reports) report(known);
if (page.runs.length > 0) void openPage();

async function openPage(): Promise<void> {
  const surface = (await (await fetch(`/ui-extensions/surfaces/${page.surface}.json`)).json()) as Surface;
  defineHostElements(surface);
  for (const run of page.runs) {
    const slot = document.querySelector<HTMLElement>(`[data-extension-target="${CSS.escape(run.target)}"]`);
    if (slot) running.push(await startExtension({ page, run, surface, slot, report, renewed }));
  }
}

/** The page as its server has it now: everything an extension changed is shown to all of them, and to the shopper. */
function renewed(fresh: HostPage): void {
  for (const { run, update } of running) {
    const own = fresh.runs.find(({ handle, target }) => handle === run.handle && target === run.target);
    update([...fresh.signals, ...(own?.signals.filter(([path]) => path !== "extension.rendered") ?? [])]);
  }
}
