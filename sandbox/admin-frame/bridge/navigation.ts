import { appPath, sandboxUrl } from "./admin-url";
import { type BridgeConfig, handleOf } from "./config";
import type { Host } from "./host";
import type { Originals } from "./originals";

export interface Navigation {
  attach(): void;
  /** Opens an address as `window.open` would; Shopify's addresses lead into the sandbox's admin. */
  open(address: string, target: string): Window | null;
  /** Takes the embedded page to an address of the app: by the app's own router where it listens, else by loading it. */
  go(anchor: HTMLElement): void;
}

const NEW_WINDOW = new Set(["_blank", ""]);

/** Keeps the admin's address in step with the page, and brings links to the admin where they belong. */
export function createNavigation(host: Host, config: BridgeConfig, originals: Originals): Navigation {
  const isMain = window.parent === window.top;
  let routers = 0;
  const tell = () => { if (isMain) host.send("location", { path: appPath(new URL(location.href)), title: document.title }); };

  history.pushState = (...args) => { originals.pushState(...args); tell(); };
  history.replaceState = (...args) => { originals.replaceState(...args); tell(); };
  const open: Navigation["open"] = (address, target) => {
    const leaving = sandboxUrl(address, config, host.origin) ?? ownAtTop(address, target);
    if (!leaving) return originals.open(address, target);
    if (NEW_WINDOW.has(target)) return originals.open(leaving, "_blank");
    host.send("leave", { url: leaving });
    return null;
  };
  window.open = (address, target = "_blank") => open(String(address ?? ""), target);
  countRouters();

  /** A page of the app that shall replace the whole admin opens inside it again. */
  function ownAtTop(address: string, target: string): string | null {
    const url = URL.canParse(address, location.href) ? new URL(address, location.href) : null;
    if (!["_top", "_parent"].includes(target) || url?.origin !== location.origin) return null;
    return `${host.origin}/store/${handleOf(config)}/apps/${config.apiKey}${appPath(url)}`;
  }

  function clicked(event: MouseEvent): void {
    const anchor = event.composedPath().find((node): node is HTMLAnchorElement => node instanceof HTMLAnchorElement && node.hasAttribute("href"));
    if (!anchor || event.defaultPrevented || event.button !== 0) return;
    const address = anchor.getAttribute("href")!;
    const newWindow = anchor.target === "_blank" || event.ctrlKey || event.metaKey;
    if (!sandboxUrl(address, config, host.origin) && !ownAtTop(address, anchor.target)) return;
    event.preventDefault();
    event.stopPropagation();
    open(address, newWindow ? "_blank" : "_top");
  }

  function countRouters(): void {
    window.addEventListener = ((type: string, ...rest: [EventListener, boolean?]) => {
      if (type === "shopify:navigate") routers += 1;
      originals.addEventListener(type, ...rest);
    }) as typeof window.addEventListener;
  }

  return {
    open,
    attach: () => {
      routers = 0;
      originals.addEventListener("popstate", tell);
      originals.addEventListener("hashchange", tell);
      document.addEventListener("click", clicked, true);
      if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", tell);
      else tell();
    },
    go: (anchor) => {
      anchor.dispatchEvent(new CustomEvent("shopify:navigate", { bubbles: true, cancelable: true }));
      if (routers === 0) location.assign(anchor.getAttribute("href") ?? "/");
    },
  };
}
