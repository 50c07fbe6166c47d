import type { Request, Response } from "express";
import type { Sandbox } from "../sandbox";
import type { Page } from "./objects/page";
import { pageOf } from "./page-of";
import { type PageContent, renderPage } from "./render-page";

export interface Visit { request: Request; response: Response; template: string }
/** What a page shows; null when there is nothing of that name. */
export type Content = (page: Page, request: Request) => PageContent | null;

/** Answers a page of a shop, or the shop's "not found". An unknown shop has no page at all. With `?cart=drawer` the page has a drawer for its cart. */
export function show(sandbox: Sandbox, { request, response, template }: Visit, content: Content): void {
  const page = pageOf(sandbox, request, template);
  if (!page) return void response.status(404).type("text").send(`No shop is called ${request.params.handle}.`);
  const found = content(page, request);
  const missing = { file: "404", title: page.shop.name };
  if (!found) response.status(404);
  response.set("cache-control", "no-store").type("html").send(renderPage(found ? page : { ...page, template: "404" }, { ...(found ?? missing), drawer: request.query.cart === "drawer" }));
}
