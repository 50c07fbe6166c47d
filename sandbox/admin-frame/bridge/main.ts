import { bounce } from "./bounce";
import { createBars } from "./bars";
import { type BridgeConfig, handleOf, readConfig } from "./config";
import { createHost } from "./host";
import { createModals } from "./modal";
import { createNavigation } from "./navigation";
import { keepOriginals, type Originals } from "./originals";
import { patchFetch, type Tokens } from "./patch-fetch";
import { createSaveBars } from "./save-bar";
import { createShopify } from "./shopify";
import { adoptStyles } from "./styles";
import { createToast } from "./toast";
import { createWebVitals } from "./web-vitals";
import type { Host } from "./host";

/** A token is used for this long, half of what it lives. */
const TOKEN_KEPT_MS = 30_000;
const KEY = Symbol.for("sandbox.app-bridge");

interface Bridge { attach(): void; originals: Originals; tokens: Tokens }

/** App Bridge for pages in the sandbox's admin. Loaded a second time in one window (after a bounce) it only listens anew. */
function start(): void {
  const script = document.currentScript as HTMLScriptElement | null;
  const holder = window as unknown as Record<symbol, Bridge | undefined>;
  const config = readConfig(script);
  const frameOrigin = new URL(script?.src ?? location.href).origin;
  if (window.top === window) return goIntoFrame(config, frameOrigin);
  const bridge = (holder[KEY] ??= build(config, frameOrigin));
  bridge.attach();
  if (new URLSearchParams(location.search).has("shopify-reload")) void bounce(bridge.originals, bridge.tokens);
}

function build(config: BridgeConfig, frameOrigin: string): Bridge {
  const originals = keepOriginals();
  const host = createHost(frameOrigin);
  const tokens = createTokens(host);
  const navigation = createNavigation(host, config, originals);
  patchFetch(originals, tokens, (url) => void navigation.open(url, "_top"));
  const saveBars = createSaveBars(host);
  const bars = createBars(host, navigation);
  const parts = { host, config, tokens, toast: createToast(host), saveBar: saveBars.api, modal: createModals(host).api, webVitals: createWebVitals() };
  (window as { shopify?: unknown }).shopify = createShopify(parts);
  return {
    originals, tokens,
    attach: () => {
      host.attach();
      adoptStyles();
      navigation.attach();
      saveBars.attach();
      bars.attach();
      host.send("ready");
    },
  };
}

function createTokens(host: Host): Tokens {
  let kept: { token: Promise<string>; at: number } | null = null;
  const fresh = () => {
    kept = { token: host.ask<string>("id-token"), at: Date.now() };
    return kept.token;
  };
  return { fresh, current: () => (kept && Date.now() - kept.at < TOKEN_KEPT_MS ? kept.token : fresh()) };
}

/** A page of an embedded app that is opened by itself goes to its place in the admin. */
function goIntoFrame(config: BridgeConfig, frameOrigin: string): void {
  if (!config.shop) return;
  const target = new URLSearchParams(location.search).get("shopify-reload") ?? location.href;
  const { pathname } = new URL(target, location.href);
  location.replace(`${frameOrigin}/store/${handleOf(config)}/apps/${config.apiKey}${pathname}`);
}

start();
