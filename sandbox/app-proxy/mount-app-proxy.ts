import express, { type Express, type Request, type Response } from "express";
import type { Sandbox } from "../sandbox";
import { pageOf } from "../storefront/page-of";
import { renderPage, renderProxyLiquid } from "../storefront/render-page";
import type { Page } from "../storefront/objects/page";
import { findShop } from "../world/find-shop";
import type { Shop } from "../world/types";
import { headersFromApp, headersToApp } from "./proxy-headers";
import { proxyQuery } from "./sign-proxy-query";

const TIMEOUT_MS = 10_000;
const NO_BODY = new Set(["GET", "HEAD"]);

/** `/shop/<handle>/<prefix>/<subpath>/…` goes to the app, as `[app_proxy]` of its configuration says or where the merchant moved it. */
export function mountAppProxy(app: Express, sandbox: Sandbox): void {
  const path = "/shop/:handle/:prefix/:subpath";
  const readBody = express.raw({ type: () => true, limit: "5mb" });
  app.all([path, `${path}/*`], (request, response, next) => {
    const place = placeOf(sandbox, findShop(sandbox.world, request.params.handle!));
    if (place?.prefix !== request.params.prefix || place?.subpath !== request.params.subpath) return next();
    readBody(request, response, (error) => (error ? next(error) : void forward(sandbox, { request, response }).catch(next)));
  });
}

/** Where the app answers in a shop's storefront; null when it declares no proxy. */
export function placeOf({ appConfig }: Pick<Sandbox, "appConfig">, shop: Shop | null): { prefix: string; subpath: string } | null {
  return appConfig.proxy && (shop?.proxy ?? appConfig.proxy);
}

async function forward(sandbox: Sandbox, { request, response }: { request: Request; response: Response }): Promise<void> {
  const page = pageOf(sandbox, request, "page");
  const installed = page?.shop.install;
  if (!page || !installed) return notFound(page, response);
  const answer = await callApp(sandbox, page, request).catch((error: Error) => {
    sandbox.log(`app proxy ${request.method} ${request.path}: no answer from the app (${error.name})`);
    return null;
  });
  if (!answer) return void response.status(502).type("html").send(errorPage(page));
  const body = Buffer.from(await answer.arrayBuffer());
  response.status(answer.status).set(headersFromApp(answer.headers));
  if ((answer.headers.get("content-type") ?? "").startsWith("application/liquid")) {
    return void response.type("html").send(renderProxyLiquid(page, body.toString("utf8")));
  }
  response.end(body);
}

/** The app's real clock checks the timestamp, so it is the real time and not the sandbox's. */
function callApp(sandbox: Sandbox, page: Page, request: Request): Promise<globalThis.Response> {
  const { app } = sandbox.world;
  const { url } = sandbox.appConfig.proxy!;
  const { prefix, subpath } = placeOf(sandbox, page.shop)!;
  const pathPrefix = `/${prefix}/${subpath}`;
  const rest = request.path.slice(page.root.length + pathPrefix.length);
  const [, rawQuery = ""] = /\?(.*)$/s.exec(request.originalUrl) ?? [];
  const query = proxyQuery(rawQuery, { shop: page.shop.domain, pathPrefix, customerId: page.customer?.id ?? null, now: new Date() }, app.apiSecret);
  const target = /^https?:/.test(url) ? url : `${app.appUrl}${url}`;
  const body = request.body as unknown;
  return fetch(`${target}${rest}?${query}`, {
    method: request.method, headers: headersToApp(request.headers, { ip: request.ip ?? "127.0.0.1", shop: page.shop.domain }), redirect: "follow", signal: AbortSignal.timeout(TIMEOUT_MS),
    ...(NO_BODY.has(request.method) || !Buffer.isBuffer(body) ? {} : { body: new Uint8Array(body) }),
  });
}

function notFound(page: Page | null, response: Response): void {
  if (!page) return void response.status(404).type("text").send("No shop is here.");
  response.status(404).type("html").send(renderPage({ ...page, template: "404" }, { file: "404", title: page.shop.name }));
}

function errorPage(page: Page): string {
  return renderProxyLiquid(page, '<section class="section narrow"><h1>There was an error in the third-party application.</h1></section>');
}
