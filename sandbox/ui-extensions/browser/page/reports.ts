import type { HostPage, Report } from "../../protocol";

declare global {
  interface Window { __extensionReports?: Report[] }
}

const STYLE = `:host{position:fixed;inset-inline:0;inset-block-end:0;z-index:9999;font:13px/1.45 ui-monospace,Menlo,Consolas,monospace}
details{background:#1f2327;color:#fff;max-block-size:40vh;overflow:auto}summary{padding:.55rem 1rem;cursor:pointer;background:#8c1d18}ul{margin:0;padding:.4rem 1rem .8rem 2rem}li{margin:.2rem 0;overflow-wrap:anywhere}b{color:#ffd27a;font-weight:600}`;

/** Tells developers what an extension did wrong: console, `window.__extensionReports`, a strip at the page's foot, and the sandbox's log. Each thing once. */
export function reportTo(page: Pick<HostPage, "root">): (report: Report) => void {
  const all: Report[] = (window.__extensionReports = []);
  const told = new Set<string>();
  let list: HTMLElement | null = null;
  return (report) => {
    const { kind, extension, target, message } = report;
    const line = `${kind}: ${message}`;
    if (told.has(`${extension} ${target} ${line}`)) return;
    told.add(`${extension} ${target} ${line}`);
    all.push(report);
    console.warn(`[extension ${extension} at ${target}] ${line}`);
    list ??= openStrip();
    const item = list.appendChild(document.createElement("li"));
    item.append(Object.assign(document.createElement("b"), { textContent: `${extension} ` }), line);
    (list.previousElementSibling as HTMLElement).textContent = `UI extensions: ${all.length} ${all.length === 1 ? "problem" : "problems"} for the developer`;
    void fetch(`${page.root}/ui-extensions/reports`, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ kind, extension, target, message: message.slice(0, 2000) }) });
  };
}

function openStrip(): HTMLElement {
  const strip = document.body.appendChild(document.createElement("extension-reports"));
  const shadow = strip.attachShadow({ mode: "open" });
  const details = document.createElement("details");
  const list = document.createElement("ul");
  details.append(document.createElement("summary"), list);
  shadow.append(Object.assign(document.createElement("style"), { textContent: STYLE }), details);
  // Nothing of the page stays behind the strip.
  document.body.style.paddingBlockEnd = "3rem";
  details.lang = "en";
  details.dir = "ltr";
  return list;
}
