import type { Sandbox } from "../../sandbox";
import { handleOfShop } from "../../world/find-shop";
import type { Shop } from "../../world/types";
import { Html, html } from "./html";
import { panelScript } from "./panel-script";
import { panelStyle } from "./panel-style";

export interface PanelPage { title: string; tab: "orders" | "customers" | "discounts" | "deliveries" | "world"; content: Html }

const TABS = [["orders", "Orders"], ["customers", "Customers"], ["discounts", "Discounts"], ["deliveries", "Webhooks"], ["world", "App, clock & faults"]] as const;

/** A whole page of the panel. */
export function layout(sandbox: Sandbox, shop: Shop, page: PanelPage): string {
  const base = `/control/${handleOfShop(shop)}`;
  const shops = Object.values(sandbox.world.shops);
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${page.title} · ${shop.name} · Sandbox control</title>
<link rel="icon" href="data:,"><style>${new Html(panelStyle)}</style></head><body>
<header class="top"><div class="row"><strong>Sandbox control</strong>
<nav class="shops" aria-label="Shops">${shops.map((other) => html`<a href="/control/${handleOfShop(other)}/${page.tab}" ${other === shop ? html`aria-current="true"` : ""}>${other.name}</a>`)}</nav>
<span class="clock" id="clock" data-live>${sandbox.now().toISOString().slice(0, 16).replace("T", " ")} UTC${aheadOf(sandbox)}</span></div></header>
<nav class="tabs" aria-label="Sections">${TABS.map(([tab, name]) => html`<a href="${base}/${tab}" ${tab === page.tab ? html`aria-current="page"` : ""}>${name}</a>`)}
<a class="out" href="/shop/${handleOfShop(shop)}">Storefront ↗</a><a class="out" href="/store/${handleOfShop(shop)}/apps/${sandbox.world.app.apiKey}">Merchant admin ↗</a></nav>
<noscript><p class="card">This panel needs script for its buttons; everything it does is also in <a href="/openapi.json">the HTTP API</a>.</p></noscript>
<main>${page.content}</main><div id="toast" role="status" aria-live="polite" hidden></div><script>${new Html(panelScript)}</script></body></html>`.text;
}

function aheadOf(sandbox: Sandbox): string {
  const days = sandbox.world.clockOffsetMs / 86_400_000;
  return days === 0 ? "" : ` · ${days < 1 ? `${Math.round(days * 24)} hours` : `${Math.round(days * 10) / 10} days`} ahead`;
}
