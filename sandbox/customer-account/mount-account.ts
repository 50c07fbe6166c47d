import type { Express, Request, Response } from "express";
import type { Sandbox } from "../sandbox";
import type { Page } from "../storefront/objects/page";
import { pageOf } from "../storefront/page-of";
import type { Order } from "../world/types";
import { type HostedPart, hostPage } from "../ui-extensions/host-page";
import { readUiExtensions } from "../ui-extensions/read-ui-extensions";
import { accountValues } from "../ui-extensions/values/account-values";
import { orderStatusValues } from "../ui-extensions/values/order-values";
import { type AccountPage, extensionPage, orderPage, ordersPage, profilePage } from "./account-pages";

const FULL_PAGE = "customer-account.page.render";

/** `/shop/<handle>/account`: orders, one order's status, profile, and full pages of extensions. Who is not logged in is asked to. */
export function mountAccount(app: Express, sandbox: Sandbox): void {
  const show = (path: string, targets: string[], draw: (page: AccountPage, request: Request) => string | null, more: (page: Page, request: Request) => Partial<HostedPart> | null = () => ({})) => {
    app.get(`/shop/:handle/account${path}`, (request, response, next) => {
      const page = pageOf(sandbox, request, "account");
      if (!page) return next();
      if (!page.customer) return response.redirect(`${page.root}/account/login?return_to=${encodeURIComponent(page.path)}`);
      const part = more(page, request);
      if (!part) return missing(response, page);
      const extensions = hostPage(sandbox, page, { surface: "customer-account", targets, values: accountValues(page), ...part });
      const drawn = draw({ page: { ...page, customer: page.customer }, extensions, menu: menuOf(sandbox, page) }, request);
      if (drawn === null) return missing(response, page);
      response.set("cache-control", "no-store").type("html").send(drawn);
    });
  };
  app.get("/shop/:handle/account", (request, response, next) => {
    const page = pageOf(sandbox, request, "account");
    if (!page) return next();
    response.redirect(`${page.root}/account/${page.customer ? "orders" : "login"}`);
  });
  show("/orders", ["customer-account.order-index.block.render"], (account) => ordersPage(account));
  show("/profile", ["customer-account.profile.block.render"], (account) => profilePage(account));
  show("/orders/:order", ["customer-account.order-status.block.render"], (account, request) => {
    const order = ownOrder(account.page, request);
    return order && orderPage(account, order);
  }, (page, request) => {
    const order = ownOrder(page, request);
    return order && { values: { ...accountValues(page), ...orderStatusValues(page, order) }, productIds: order.lines.flatMap(({ productId }) => (productId ? [productId] : [])) };
  });
  show("/pages/:extension*", [FULL_PAGE], (account) => (account.extensions?.runs.length ? extensionPage(account, FULL_PAGE) : null), (_page, { params }) => ({ only: String(params.extension) }));
}

function missing(response: Response, page: Page): void {
  response.status(404).type("text").send(`${page.path}: expected a page of this customer's account`);
}

/** An order of the customer who is logged in; nobody else's. */
function ownOrder({ shop, customer }: Page, { params }: Request): Order | null {
  const order = Object.hasOwn(shop.orders, params.order!) ? shop.orders[params.order!]! : null;
  return order && !order.deleted && order.customerId === customer?.id ? order : null;
}

/** Extensions with a page of their own stand in the account's menu. */
function menuOf({ appConfig }: Sandbox, { shop, root }: Page): { title: string; href: string }[] {
  const extensions = shop.install ? readUiExtensions(appConfig.extensionsFolder) : [];
  return extensions.filter(({ targets, script }) => script && targets.some(({ target }) => target === FULL_PAGE)).map(({ name, handle }) => ({ title: name, href: `${root}/account/pages/${handle}` }));
}
