import { currencyDigits, decimalOf } from "../../world/money";
import type { Iso, Minor, Order, Shop } from "../../world/types";
import type { Html} from "./html";
import { html } from "./html";

const TONES: Record<string, "good" | "bad" | "warn"> = {
  paid: "good", delivered: "good", won: "good", pending: "warn", authorized: "warn", partially_paid: "warn", partially_refunded: "warn", waiting: "warn",
  active: "good", scheduled: "warn", expired: "bad", deleted: "bad", needs_response: "bad", under_review: "warn", lost: "bad", refunded: "bad", voided: "bad", failed: "bad", dropped: "bad", high: "bad",
};

export function badge(text: string): Html {
  return html`<span class="badge ${TONES[text] ?? ""}">${text.replaceAll("_", " ")}</span>`;
}

export function price(minor: Minor, currency: string): string {
  return `${decimalOf(minor, currency)} ${currency}`;
}

/** A moment on the shop's clock, short. */
export function when(iso: Iso, shop: Shop): string {
  return new Intl.DateTimeFormat("en-US", { timeZone: shop.timezone, dateStyle: "medium", timeStyle: "short" }).format(new Date(iso));
}

export interface Press { api: string; label: string; body?: unknown; confirm?: string; kind?: "main" | "danger"; done?: string }

/** A button that calls the control API. */
export function press({ api, label, body, confirm, kind, done }: Press): Html {
  return html`<button type="button" class="${kind ?? ""}" data-api="${api}" data-body="${JSON.stringify(body ?? {})}" data-done="${done ?? `${label}: done`}" ${confirm ? html`data-confirm="${confirm}"` : ""}>${label}</button>`;
}

export function moneyField(name: string, label: string, currency: string): Html {
  return html`<label>${label}<br><input class="amount" name="${name}" inputmode="decimal" data-type="money" data-digits="${currencyDigits(currency)}" placeholder="${decimalOf(0, currency)}"></label>`;
}

export function countField(name: string, label: string, most: number): Html {
  return html`<label>${label}<br><input class="count" type="number" name="${name}" data-type="number" min="0" max="${most}" value="0"></label>`;
}

/** Badges that say where an order stands. */
export function standing(order: Order): Html {
  const open = order.disputes.at(-1);
  return html`${badge(order.financialStatus)} ${order.fulfillmentStatus ? badge(order.fulfillmentStatus) : ""} ${order.cancelledAt ? badge("canceled") : ""}
${order.test ? badge("test") : ""} ${order.source === "web" ? "" : badge(order.source)} ${order.risk === "none" ? "" : badge(order.risk === "high" ? "high" : "low risk")} ${open ? badge(open.status) : ""}`;
}

export function variantOptions(shop: Shop): Html[] {
  return Object.values(shop.products).filter(({ status }) => status === "active").flatMap((product) => product.variants.map((variant) => html`<option value="${variant.id}">${product.title}${variant.title === "Default Title" ? "" : ` · ${variant.title}`} (${price(variant.priceMinor, shop.currency)})</option>`));
}
