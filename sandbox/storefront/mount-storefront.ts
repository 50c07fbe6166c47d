import type { Express, Request, Response } from "express";
import express from "express";
import type { Sandbox } from "../sandbox";
import { mountCart } from "./cart/mount-cart";
import { mountFiles } from "./mount-files";
import { indexPage } from "./index-page";
import { mountLogin } from "./mount-login";
import { collection, home, product } from "./page-contents";
import { pageOf } from "./page-of";
import { readSession, writeSession } from "./session";
import { show } from "./show";

/** The shops as shoppers see them, under `/shop/<handle>/`, and the index of everything at `/`. */
export function mountStorefront(app: Express, sandbox: Sandbox): void {
  app.get("/", (_request, response) => void response.type("html").send(indexPage(sandbox)));
  mountFiles(app, sandbox);
  const shop = express.Router({ mergeParams: true });
  app.use("/shop/:handle", shop);
  shop.use((request, response, next) => chooseLanguage(sandbox, request, response) || next());
  shop.get("/", (request, response) => show(sandbox, { request, response, template: "index" }, home));
  shop.get("/collections", (request, response) => void response.redirect(`${request.baseUrl}/collections/all`));
  shop.get("/collections/:collection", (request, response) => show(sandbox, { request, response, template: "collection" }, collection));
  shop.get("/collections/:collection/products/:product", (request, response) => void response.redirect(`${request.baseUrl}/products/${encodeURIComponent(request.params.product!)}`));
  shop.get("/products/:product", (request, response) => show(sandbox, { request, response, template: "product" }, product));
  mountCart(shop, sandbox);
  mountLogin(shop, sandbox);
}

function chooseLanguage(sandbox: Sandbox, request: Request, response: Response): boolean {
  const { locale, ...query } = request.query;
  const page = request.method === "GET" && typeof locale === "string" ? pageOf(sandbox, request, "index") : null;
  if (!page) return false;
  writeSession(response, page.root, { ...readSession(request), language: String(locale) });
  const rest = new URLSearchParams(query as Record<string, string>).toString();
  response.redirect(`${request.baseUrl}${request.path}${rest ? `?${rest}` : ""}`);
  return true;
}
