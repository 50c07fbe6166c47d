import type { Express, Request, Response } from "express";
import express from "express";
import type { Sandbox } from "../sandbox";
import { mountCart } from "./cart/mount-cart";
import { translate } from "./liquid/translate";
import { mountFiles } from "./mount-files";
import { indexPage } from "./index-page";
import { mountLogin } from "./mount-login";
import type { Page } from "./objects/page";
import { collectionObject, productObject, productsOf } from "./objects/product-object";
import { pageOf } from "./page-of";
import { readSession, writeSession } from "./session";
import { type Content, show } from "./show";
import { themeTranslations } from "./theme";

const PER_PAGE = 24;

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

function home(page: Page): ReturnType<Content> {
  const all = productsOf(page, Object.keys(page.shop.products));
  const loved = [...all.filter(({ tags }) => tags.includes("bestseller")), ...all.filter(({ tags }) => !tags.includes("bestseller"))].slice(0, 8);
  return { file: "index", title: page.shop.name, slot: "index", cards: loved, data: { featured: loved.map((item) => productObject(page, item)) } };
}

function collection(page: Page, request: Request): ReturnType<Content> {
  const handle = request.params.collection!;
  const everything = { id: "0", handle: "all", title: translate(themeTranslations(), page.language, { key: "collection.all", values: {}, plain: true }).toString(), description: "", productIds: Object.keys(page.shop.products), updatedAt: "" };
  const found = Object.values(page.shop.collections).find((candidate) => candidate.handle === handle) ?? (handle === "all" ? everything : undefined);
  if (!found) return null;
  const products = productsOf(page, found.productIds);
  const pages = Math.max(1, Math.ceil(products.length / PER_PAGE));
  const number = Math.min(pages, Math.max(1, Number(request.query.page) || 1));
  const shown = products.slice((number - 1) * PER_PAGE, number * PER_PAGE);
  return { file: "collection", title: found.title, slot: "collection", collection: found, cards: shown, data: { collection: collectionObject(page, found, shown), pages, page_number: number } };
}

function product(page: Page, request: Request): ReturnType<Content> {
  const found = Object.values(page.shop.products).find(({ handle, status }) => handle === request.params.product && status === "active");
  if (!found) return null;
  const object = productObject(page, found);
  const selected = object.variants.find(({ id }) => String(id) === String(request.query.variant)) ?? object.variants[0]!;
  const related = relatedTo(page, found);
  return {
    file: "product", title: found.title, slot: "product", product: found, cards: related,
    data: { product: { ...object, collections: object.collections, selected_variant: selected, selected_or_first_available_variant: selected }, selected, related: related.map((item) => productObject(page, item)) },
  };
}

function relatedTo(page: Page, product: { id: string; productType: string }) {
  const others = productsOf(page, Object.keys(page.shop.products)).filter(({ id }) => id !== product.id);
  return [...others.filter(({ productType }) => productType === product.productType), ...others].filter((item, index, all) => all.indexOf(item) === index).slice(0, 4);
}
