import type { CheckoutApi, OrderConfirmationApi, StandardApi as CheckoutStandardApi } from "@shopify/ui-extensions/checkout";
import type { OrderStatusApi, StandardApi as AccountStandardApi } from "@shopify/ui-extensions/customer-account";
import type { HostCalls, Report, WorkerStart } from "../../protocol";
import type { SignalTree } from "./signals";
import { i18nOf } from "./translate";

export interface ApiParts { signals: SignalTree; calls: HostCalls; report(kind: Report["kind"], message: string): void }

/** Members an API has besides its signals (and its groups of signals). */
type Verbs<Api> = { [Key in keyof Api as NonNullable<Api[Key]> extends { subscribe: unknown } ? never : Key extends "cost" | "localization" | "buyerIdentity" | "authenticatedAccount" | "buyerJourney" ? never : Key]: Api[Key] };

/** The global `shopify` of a run: what its target's API has in Shopify's package, by the package's own types. */
export function buildApi(start: WorkerStart, parts: ApiParts): object {
  const { page, run } = start;
  const api = page.surface === "checkout" ? checkoutVerbs(start, parts) : accountVerbs(start, parts);
  const tree = parts.signals.tree();
  return {
    ...tree, ...api, extension: { ...(tree.extension as object), apiVersion: run.apiVersion, scriptUrl: run.scriptUrl, target: run.target, version: "1" },
    ...(run.target.startsWith("purchase.checkout.") ? checkoutChanges(parts) : {}),
  };
}

function checkoutVerbs(start: WorkerStart, parts: ApiParts): object {
  const { page, run } = start;
  const verbs: Omit<Verbs<CheckoutStandardApi & OrderConfirmationApi>, "extension"> = {
    ...sharedVerbs(start, parts), extensionPoint: run.target as CheckoutStandardApi["extensionPoint"], shop: page.shop,
  };
  return { ...verbs, buyerJourney: buyerJourney(parts) };
}

function accountVerbs(start: WorkerStart, parts: ApiParts): object {
  const { page, run } = start;
  const verbs: Omit<Verbs<AccountStandardApi>, "extension" | "extensionPoint"> = {
    ...sharedVerbs(start, parts),
    toast: { show: async (content) => { await parts.calls.toast(content); return { hide: () => undefined }; } },
    intents: { invoke: refused(parts, "intents.invoke") },
  };
  const order: Partial<Verbs<OrderStatusApi<"customer-account.order-status.block.render">>> = run.target.startsWith("customer-account.order-status.")
    ? { shop: page.shop, requireLogin: async () => parts.calls.navigate("/account/login") } : {};
  return { ...verbs, ...order, extensionPoint: run.target };
}

/** What both surfaces have in the same words. */
function sharedVerbs(start: WorkerStart, parts: ApiParts) {
  const { calls } = parts;
  return {
    analytics: { publish: async () => true, visitor: async () => ({ type: "success" as const }) },
    i18n: i18nOf(start, parts.report), version: start.run.apiVersion,
    query: refused(parts, "query"), sessionToken: { get: () => calls.sessionToken() },
    storage: {
      read: async <T>(key: string) => (await calls.readStorage(key)) as T | null, write: (key: string, value: unknown) => calls.writeStorage(key, value), delete: (key: string) => calls.deleteStorage(key),
    },
    applyTrackingConsentChange: async () => notCarriedOut(parts, "applyTrackingConsentChange"),
  };
}

function checkoutChanges(parts: ApiParts): Verbs<CheckoutApi> {
  return {
    applyDiscountCodeChange: (change) => parts.calls.changeDiscountCode(change),
    applyAttributeChange: (change) => parts.calls.changeAttribute(change),
    applyCartLinesChange: async () => notCarriedOut(parts, "applyCartLinesChange"), applyGiftCardChange: async () => notCarriedOut(parts, "applyGiftCardChange"),
    applyMetafieldChange: async () => notCarriedOut(parts, "applyMetafieldChange"), applyNoteChange: async () => notCarriedOut(parts, "applyNoteChange"),
  };
}

function buyerJourney({ signals, report }: ApiParts): CheckoutStandardApi["buyerJourney"] {
  const journey = signals.tree().buyerJourney as Omit<CheckoutStandardApi["buyerJourney"], "intercept">;
  return { ...journey, intercept: async () => { report("not-implemented", "buyerJourney.intercept blocks nothing in the sandbox"); return () => undefined; } };
}

function notCarriedOut({ report }: ApiParts, name: string): { type: "error"; message: string } {
  report("not-implemented", `shopify.${name} is not carried out by the sandbox`);
  return { type: "error", message: `${name} is not implemented by the sandbox` };
}

function refused({ report }: ApiParts, name: string): () => Promise<never> {
  return async () => {
    report("not-implemented", `shopify.${name} is not answered by the sandbox`);
    throw new Error(`shopify.${name} is not implemented by the sandbox`);
  };
}
