import "@remote-dom/core/polyfill";
import { RemoteRootElement, type RemoteConnection } from "@remote-dom/core/elements";
import { ThreadWebWorker } from "@quilted/threads";
import type { HostCalls, Report, Signals, WorkerStart } from "../protocol";
import { buildApi } from "./worker/build-api";
import { guardFetch } from "./worker/guard-fetch";
import { defineRemoteElements, quietly } from "./worker/remote-elements";
import { type SignalClass, SignalTree } from "./worker/signals";
import { watchDocument } from "./worker/watch-document";
import { navigationOf } from "./worker/navigation";

/** What the page may ask of the worker. */
export interface WorkerExports {
  start(connection: RemoteConnection, start: WorkerStart, calls: HostCalls): Promise<void>;
  update(signals: Signals): Promise<void>;
}

type Entry = (api: unknown) => unknown;
const signals = new SignalTree();

new ThreadWebWorker<Record<string, never>, WorkerExports>(self as unknown as Worker, { exports: { start, update: async (changed) => signals.update(changed) } });

/** Runs one extension at one target: its script is evaluated as Shopify does it, then the target's function is called with the API in place. */
async function start(connection: RemoteConnection, given: WorkerStart, calls: HostCalls): Promise<void> {
  const { run, surface } = given;
  const report = (kind: Report["kind"], message: string) => void calls.report({ kind, extension: run.handle, target: run.target, message });
  self.addEventListener("error", (event) => report("error", sentenceOf((event as ErrorEvent).error ?? (event as ErrorEvent).message)));
  self.addEventListener("unhandledrejection", (event) => report("error", sentenceOf((event as PromiseRejectionEvent).reason)));
  defineRemoteElements(surface);
  watchDocument(surface, run.target, report);
  guardFetch(run, report);
  document.body.remove();
  Object.defineProperty(document, "body", { get: () => root, configurable: true });
  const root = openRoot(connection);
  const entries = new Map<string, Entry>();
  const shopify: Record<string, unknown> = {
    extend: (target: string, entry: Entry) => void entries.set(target, entry), reload: () => undefined,
    setSignals: (signal: SignalClass) => signals.use(signal),
  };
  // Where Shopify's CLI would have written the app's address into the script (scripts/build-extensions.mjs).
  Object.assign(globalThis, { sandboxAppUrl: run.appUrl, shopify: withWarnings(shopify, (name) => report("unknown-api", `shopify.${name} is no part of ${run.target}`)), ...(given.page.surface === "customer-account" ? { navigation: navigationOf(given, calls) } : {}) });
  signals.update([...given.signals, ...run.signals]);
  try {
    (globalThis as unknown as { importScripts(url: string): void }).importScripts(run.scriptUrl);
    Object.assign(shopify, buildApi(given, { signals, calls, report }));
    const entry = entries.get(run.target);
    if (!entry) throw new Error(`the script hands over nothing for ${run.target}: it has ${[...entries.keys()].join(", ") || "no target"}`);
    await entry(shopify);
    signals.update([["extension.rendered", true]]);
  } catch (error) {
    report("error", sentenceOf(error));
  }
}

function openRoot(connection: RemoteConnection): RemoteRootElement {
  customElements.define("remote-root", RemoteRootElement);
  const root = document.createElement("remote-root") as RemoteRootElement;
  document.documentElement.append(root);
  // What an event brought is known to the page already and is not told it again.
  root.connect({ call: (...call) => connection.call(...call), mutate: (records) => { if (!quietly.now) connection.mutate(records); } });
  return root;
}

/** Reading a member an API does not have is undefined, as at Shopify, and worth a word. */
function withWarnings(api: Record<string, unknown>, warn: (name: string) => void): object {
  return new Proxy(api, {
    get(target, name) {
      if (typeof name === "string" && !(name in target) && !["then", "toJSON"].includes(name)) warn(name);
      return target[name as string];
    },
  });
}

function sentenceOf(error: unknown): string {
  return error instanceof Error ? (error.stack?.split("\n").slice(0, 3).join(" ") ?? error.message) : String(error);
}
