import type { Sandbox } from "../sandbox";
import { handleOfShop } from "../world/find-shop";
import type { Shop } from "../world/types";
import { html } from "./html";

/** `/`: every shop with its admin, storefront and control links. */
export function indexPage(sandbox: Sandbox): string {
  const { app, shops } = sandbox.world;
  return html`<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>Sandbox</title><link rel="icon" href="data:,"><style>
body{margin:0;background:#f4f3ee;color:#23261f;font:16px/1.55 system-ui,sans-serif}main{max-width:980px;margin:0 auto;padding:3rem 1.2rem}h1{font:500 2.2rem/1.2 Georgia,serif;margin:0 0 .4rem}p{color:#5d6258;max-width:46em}
ul{list-style:none;padding:0;display:grid;gap:1rem;grid-template-columns:repeat(auto-fit,minmax(270px,1fr));margin:2rem 0}li{background:#fff;border:1px solid #e2dfd4;border-radius:14px;padding:1.3rem;border-top:5px solid var(--c)}h2{margin:0;font:500 1.4rem Georgia,serif}small{color:#6b7066;display:block;margin:.2rem 0 1rem}
a{color:#1f5b43}nav a{display:block;padding:.2rem 0}</style></head><body><main><h1>Sandbox</h1>
<p>A Shopify on this machine: ${Object.keys(shops).length} shops that know one app, ${app.name} at ${app.appUrl}. Orders, refunds and everything else that happens in a shop are made in the control panel.</p>
<ul>${Object.values(shops).map((shop) => card(shop, app.apiKey))}</ul>
<p><a href="/control">Control panel</a> · <a href="/openapi.json">Control API</a> · the sandbox clock says ${sandbox.now().toISOString().replace("T", " ").slice(0, 16)} UTC</p></main></body></html>`.toString();
}

function card(shop: Shop, apiKey: string) {
  const handle = handleOfShop(shop);
  return html`<li style="--c:${shop.storefront.primaryColor}"><h2>${shop.name}</h2><small>${shop.domain} · ${shop.currency} · orders: ${Object.keys(shop.orders).length}, customers: ${Object.keys(shop.customers).length}${shop.install ? "" : " · app not installed"}</small>
<nav aria-label="${shop.name}"><a href="/store/${handle}/apps/${apiKey}">Merchant admin</a><a href="/shop/${handle}/">Storefront</a><a href="/shop/${handle}/account/login">Log in as a customer</a><a href="/control?shop=${handle}">Control</a></nav></li>`;
}
