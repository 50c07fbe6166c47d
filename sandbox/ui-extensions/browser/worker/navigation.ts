import type { Navigation, NavigationCurrentEntryChangeEvent, NavigationHistoryEntry } from "@shopify/ui-extensions/customer-account";
import type { HostCalls, WorkerStart } from "../../protocol";

type Listener = (event: NavigationCurrentEntryChangeEvent) => void;

/** The global `navigation` of customer accounts: `extension:/path` stays in the extension's own page, everything else leads away. */
export function navigationOf({ url }: WorkerStart, calls: HostCalls): Navigation {
  const listeners = new Set<Listener>();
  let state: unknown;
  let current = entryOf(url);
  function entryOf(at: string): NavigationHistoryEntry {
    return { key: String(Math.random()).slice(2), url: at, getState: () => state };
  }
  const moved = (to: string, navigationType: "push" | "replace") => {
    const from = current;
    current = entryOf(to);
    for (const listener of listeners) listener({ navigationType, from });
  };
  return {
    get currentEntry() { return current; },
    navigate: (to, options) => {
      state = options?.state;
      if (/^extension:\/(?!\/)/.test(to)) moved(to, options?.history === "replace" ? "replace" : "push");
      void calls.navigate(to);
    },
    updateCurrentEntry: (options) => {
      state = options.state;
      moved(current.url ?? url, "replace");
    },
    addEventListener: (_type, listener) => void listeners.add(listener),
    removeEventListener: (_type, listener) => void listeners.delete(listener),
  };
}
