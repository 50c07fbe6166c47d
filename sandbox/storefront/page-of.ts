import type { Request } from "express";
import type { Sandbox } from "../sandbox";
import { findShop, handleOfShop } from "../world/find-shop";
import type { Shop } from "../world/types";
import { readThemeExtension } from "./extension/read-theme-extension";
import type { Page } from "./objects/page";
import { readSession, type StorefrontSession } from "./session";
import { languagesOf } from "./theme";

/** The page a request asks for; null when the path names no shop. */
export function pageOf(sandbox: Sandbox, request: Request, template: string): Page | null {
  const shop = findShop(sandbox.world, request.params.handle ?? "");
  if (!shop) return null;
  return makePage(sandbox, shop, { template, session: readSession(request), path: pathBelow(request, shop), origin: `${request.protocol}://${request.headers.host ?? "localhost"}` });
}

/** A page for a shop and a visit, as tests of a single block use it. */
export function makePage(sandbox: Pick<Sandbox, "appConfig" | "now">, shop: Shop, visit: { template: string; session: StorefrontSession; path?: string; origin?: string }): Page {
  const { session, template, path = "/", origin = "http://127.0.0.1" } = visit;
  const customer = session.customerId && Object.hasOwn(shop.customers, session.customerId) ? shop.customers[session.customerId]! : null;
  const languages = languagesOf(shop.locale, readThemeExtension(sandbox.appConfig.extensionsFolder));
  return {
    shop, root: `/shop/${handleOfShop(shop)}`, path, template, origin, session, customer: customer?.mergedInto ? shop.customers[customer.mergedInto] ?? null : customer,
    language: session.language && languages.includes(session.language) ? session.language : shop.locale, appConfig: sandbox.appConfig, now: sandbox.now(),
  };
}

function pathBelow(request: Request, shop: Shop): string {
  return request.baseUrl + request.path === `/shop/${handleOfShop(shop)}` ? "/" : (request.baseUrl + request.path).slice(`/shop/${handleOfShop(shop)}`.length);
}
