import type { Surface, SurfaceName } from "./derive-surface";

/**
 * What server, page and worker of an extension tell one another. Shopify's own types are not used on this side: their package
 * declares a global that an embedded app has too. What is sent is held against them where the worker makes its API of it.
 */

/** Signals by dotted path, `cost.totalAmount`; an entry without a value is a signal of undefined, which JSON has no word for. */
export type Signals = ([path: string, value: unknown] | [path: string])[];

/** One extension at one target of a page. */
export interface ExtensionRun {
  handle: string; name: string; target: string; apiVersion: string; capabilities: string[];
  scriptUrl: string;
  /** What its script reads as `process.env.APP_URL`. */
  appUrl: string;
  /** Signals of this run alone: settings and metafields. */
  signals: Signals;
  /** The extension's texts: those of its language and, where that lacks one, the default's. */
  texts: unknown; fallbackTexts: unknown;
  language: string;
}

/** Everything a page says of its extensions, as JSON in the page. */
export interface HostPage {
  surface: SurfaceName;
  shop: { id: string; name: string; myshopifyDomain: string; storefrontUrl: string };
  /** First part of the storefront's paths, `/shop/evergreen-goods`. */
  root: string;
  language: string; currency: string; timezone: string;
  /** Signals all runs share. */
  signals: Signals;
  /** Codes that were entered and do not apply, with the sentence a shopper reads. */
  refusedCodes: { code: string; message: string }[];
  runs: ExtensionRun[];
  /** What is wrong before anything ran: targets nobody knows, extensions that were not built. */
  reports: Report[];
}

export const REPORT_KINDS = ["unknown-target", "unknown-element", "unknown-attribute", "unknown-event", "unknown-api", "not-implemented", "missing-translation", "network", "not-built", "error"] as const;
export type ReportKind = (typeof REPORT_KINDS)[number];
export interface Report { kind: ReportKind; extension: string; target: string; message: string }

export type DiscountCodeChange = { type: "addDiscountCode" | "removeDiscountCode"; code: string };
export type AttributeChange = { type: "updateAttribute"; key: string; value: string } | { type: "removeAttribute"; key: string };
export type ChangeResult = { type: "success" } | { type: "error"; message: string };

/** What the worker asks of its page. */
export interface HostCalls {
  report(report: Report): void;
  sessionToken(): Promise<string>;
  changeDiscountCode(change: DiscountCodeChange): Promise<ChangeResult>;
  changeAttribute(change: AttributeChange): Promise<ChangeResult>;
  readStorage(key: string): Promise<unknown>;
  writeStorage(key: string, value: unknown): Promise<void>;
  deleteStorage(key: string): Promise<void>;
  navigate(url: string): Promise<void>;
  toast(content: string): Promise<void>;
}

export interface WorkerStart { page: Omit<HostPage, "runs" | "reports" | "refusedCodes" | "signals">; run: ExtensionRun; surface: Surface; signals: Signals; url: string }
