import { readFileSync } from "node:fs";
import { handleOfShop } from "../world/find-shop";
import type { AppRegistration, Shop } from "../world/types";
import { html, type Markup } from "../storefront/html";
import { jsonForHtml } from "../storefront/liquid/text-filters";
import { Markup as Raw } from "../storefront/html";

const CSS = readFileSync(new URL("./frame.css", import.meta.url), "utf8");
const SECTIONS = [["", "Home"], ["orders", "Orders"], ["products", "Products"], ["customers", "Customers"], ["discounts", "Discounts"]] as const;

export interface FramePage {
  shop: Shop; app: AppRegistration;
  title: string;
  /** First part of the path below the store, `orders`; `apps` for the app. */
  section: string;
  content: Markup;
  /** What the browser script needs to run an embedded app; absent on the admin's own pages. */
  embedded?: { src: string };
}

/** Shopify's admin around a page: top bar, left menu, the place for save bar, messages and dialogs. */
export function framePage({ shop, app, title, section, content, embedded }: FramePage): string {
  const store = `/store/${handleOfShop(shop)}`;
  const settings = { store, apiKey: app.apiKey, appName: app.name, appUrl: app.appUrl, shop: shop.domain, currency: shop.currency };
  return html`<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${title} · ${shop.name}</title>
<link rel="icon" href="data:,"><style>${new Raw(CSS)}</style></head><body class="${embedded ? "is-app" : "is-own"}">
<a class="skip" href="#content">Skip to content</a>
<header id="top-bar"><button type="button" id="menu-button" aria-controls="menu" aria-expanded="false">Menu</button><a class="mark" href="/">sandbox</a><div id="bar-center" role="region" aria-label="Save bar" aria-live="polite"></div><span class="shop"><i style="background:${shop.storefront.primaryColor}">${[...shop.name][0]}</i><span>${shop.name}</span></span></header>
<div id="body"><nav id="menu" aria-label="Admin">${SECTIONS.map(([path, label]) => html`<a href="${store}${path ? `/${path}` : ""}"${current(section === path)}>${label}</a>`)}
<strong>Sales channels</strong><a href="/shop/${handleOfShop(shop)}/" target="_blank" rel="noopener">Online Store</a><a href="${store}/themes/current/editor"${current(section === "themes")}>Theme editor</a>
<strong>Apps</strong><a href="${store}/apps/${app.apiKey}" id="app-link"${current(section === "apps")}>${app.name}</a><div id="app-menu"></div>
<strong>Sandbox</strong><a href="/control?shop=${handleOfShop(shop)}">Control panel</a></nav>
<main id="content" tabindex="-1"><div id="loading" hidden></div>${content}</main></div>
<div id="toasts" role="status" aria-live="polite"></div>
<script type="application/json" id="frame-settings">${new Raw(jsonForHtml(settings))}</script><script src="/admin-frame.js" defer></script></body></html>`.toString();
}

/** The app's place in the frame. */
export function embeddedContent(app: AppRegistration, src: string): Markup {
  return html`<div id="title-bar"><span class="app-name">${app.name}</span><span id="title"></span><span id="title-actions"></span></div><iframe id="app" title="${app.name}" src="${src}" allow="clipboard-write"></iframe>`;
}

function current(is: boolean): Markup | null {
  return is ? new Raw(' aria-current="page"') : null;
}
