import express, { type Express, type Request, type Response } from "express";
import type { Sandbox } from "../sandbox";
import { installApp } from "../shop-life/install-app";
import { html, type Markup } from "../storefront/html";
import { findShop, handleOfShop } from "../world/find-shop";
import type { Shop } from "../world/types";
import { embeddedUrl } from "./embedded-url";
import { embeddedContent, framePage } from "./frame-page";
import { mountBridge } from "./mount-bridge";
import { type OwnPage, ownPage } from "./own-pages";
import { saveTheme, themeEditor } from "./theme-editor";

/** The merchant's admin under `/store/<handle>`: the app embedded at `/apps/<api key>/…`, and a few pages of its own. */
export function mountAdminFrame(app: Express, sandbox: Sandbox): void {
  mountBridge(app, sandbox);
  app.get(["/store/:handle/apps/:app", "/store/:handle/apps/:app/*"], (request, response) => showApp(sandbox, request, response));
  app.post("/store/:handle/themes/current/editor", express.urlencoded({ extended: false }), (request, response) => withShop(sandbox, request, response, (shop) => {
    saveTheme(sandbox, shop, request.body as { place?: string | string[]; embeds?: string });
    response.redirect(303, `/store/${handleOfShop(shop)}/themes/current/editor`);
  }));
  app.get("/store/:handle/themes/*", (request, response) => withShop(sandbox, request, response, (shop) => {
    respond(sandbox, { shop, response }, { title: "Theme editor", section: "themes", content: themeEditor(sandbox, shop, request.query) });
  }));
  app.get("/store/:handle/charges/*", (request, response) => withShop(sandbox, request, response, (shop) => respond(sandbox, { shop, response }, notBuilt("Plans and charges"))));
  app.get("/store/:handle", (request, response) => withShop(sandbox, request, response, (shop) => respond(sandbox, { shop, response }, home(sandbox, shop))));
  app.get("/store/:handle/:section/:id?", (request, response) => withShop(sandbox, request, response, (shop) => showOwn(sandbox, shop, request, response)));
  app.get("/store/:handle/*", (request, response) => withShop(sandbox, request, response, (shop) => respond(sandbox, { shop, response }, notBuilt(request.path), 404)));
}

function showApp(sandbox: Sandbox, request: Request, response: Response): void {
  withShop(sandbox, request, response, (shop) => {
    const { app } = sandbox.world;
    const named = String(request.params.app);
    if (named !== app.apiKey && named !== app.handle) return respond(sandbox, { shop, response }, notBuilt(`App ${named}`), 404);
    if (!shop.install) {
      installApp(sandbox, shop, {});
      sandbox.log(`${app.name} installed in ${shop.domain}`);
    }
    const prefix = `/store/${request.params.handle}/apps/${encodeURIComponent(named)}`;
    const src = embeddedUrl(sandbox.world, shop, { path: `/${request.originalUrl.slice(prefix.length).replace(/^[/\\]+/, "")}`, now: new Date() });
    response.set("cache-control", "no-store").type("html").send(framePage({ shop, app, title: app.name, section: "apps", content: embeddedContent(app, src), embedded: { src } }));
  });
}

function showOwn(sandbox: Sandbox, shop: Shop, request: Request, response: Response): void {
  const store = `/store/${handleOfShop(shop)}`;
  const { section = "", id } = request.params;
  const page = ownPage(shop, { section, id, store, now: sandbox.now().toISOString(), query: String(request.query.query ?? ""), page: Math.max(1, Number(request.query.page) || 1) });
  respond(sandbox, { shop, response }, page ?? notBuilt(`${section}${id ? ` ${id}` : ""}`), page ? 200 : 404);
}

function withShop(sandbox: Sandbox, request: Request, response: Response, then: (shop: Shop) => void): void {
  const shop = findShop(sandbox.world, String(request.params.handle));
  if (!shop) return void response.status(404).type("text").send(`store ${String(request.params.handle)}: expected one of ${Object.values(sandbox.world.shops).map(handleOfShop).join(", ")}`);
  then(shop);
}

function respond(sandbox: Sandbox, to: { shop: Shop; response: Response }, page: OwnPage, status = 200): void {
  to.response.status(status).set("cache-control", "no-store").type("html").send(framePage({ shop: to.shop, app: sandbox.world.app, ...page }));
}

function home(sandbox: Sandbox, shop: Shop): OwnPage {
  const { app } = sandbox.world;
  const content: Markup = html`<div class="own"><h1>${shop.name}</h1><div class="card"><dl><dt>Domain</dt><dd>${shop.domain}</dd><dt>Orders</dt><dd>${Object.keys(shop.orders).length}</dd><dt>Customers</dt><dd>${Object.keys(shop.customers).length}</dd><dt>${app.name}</dt><dd>${shop.install ? `installed ${shop.install.installedAt}` : "not installed: opening it installs it"}</dd></dl></div>
<a class="button primary" href="/store/${handleOfShop(shop)}/apps/${app.apiKey}">Open ${app.name}</a></div>`;
  return { title: "Home", section: "", content };
}

function notBuilt(what: string): OwnPage {
  return { title: what, section: "", content: html`<div class="own"><h1>${what}</h1><div class="card">This page of the admin is not in the sandbox.</div></div>` };
}
