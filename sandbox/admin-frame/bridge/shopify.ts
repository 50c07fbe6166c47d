import type { BridgeConfig } from "./config";
import type { Host } from "./host";
import type { Tokens } from "./patch-fetch";

interface Parts {
  host: Host; config: BridgeConfig; tokens: Tokens;
  toast: object; saveBar: object; modal: object; webVitals: object;
}

/** The `shopify` global. What the sandbox has no counterpart for says so when it is used. */
export function createShopify({ host, config, tokens, toast, saveBar, modal, webVitals }: Parts): object {
  return {
    config, origin: location.origin, ready: Promise.resolve(), toast, saveBar, modal, webVitals,
    environment: { embedded: true, mobile: false, pos: false, intent: false },
    setSignals: () => undefined,
    loading: (isLoading = true) => host.send("loading", { isLoading }),
    idToken: () => tokens.current(),
    user: () => host.ask("user"),
    resourcePicker: (options: object) => host.ask<object[] | null>("resource-picker", options).then(withSelection),
    picker: async (options: object) => ({ selected: host.ask<string[] | null>("picker", options).then((ids) => ids ?? undefined) }),
    scopes: {
      query: () => host.ask("scopes", { action: "query" }),
      request: (scopes: string[]) => host.ask("scopes", { action: "request", scopes }),
      revoke: (scopes: string[]) => host.ask("scopes", { action: "revoke", scopes }),
    },
    app: { extensions: () => host.ask("extensions") },
    intents: { request: { value: null, subscribe: () => () => undefined }, register: () => () => undefined, invoke: missing("intents.invoke") },
    support: { registerHandler: async () => undefined },
    reviews: { request: async () => ({ success: false, code: "merchant-ineligible", message: "There are no reviews in the sandbox." }) },
    shopifyQL: { available: async () => false },
    tools: { register: () => () => undefined, unregister: () => undefined, clear: () => undefined },
    scanner: { capture: missing("scanner.capture") },
    pos: { close: missing("pos.close"), device: missing("pos.device"), location: missing("pos.location") },
  };
}

/** The picker's answer is a list that is its own `selection`; undefined when it was closed. */
function withSelection(selected: object[] | null): object[] | undefined {
  return selected ? Object.assign(selected, { selection: selected }) : undefined;
}

function missing(name: string): () => Promise<never> {
  return () => Promise.reject(new Error(`shopify.${name} is not implemented in the sandbox`));
}
