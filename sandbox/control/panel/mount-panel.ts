import type { Express, Response } from "express";
import type { Sandbox } from "../../sandbox";
import { liveDiscount } from "../../discounts/redeem-codes";
import { findShop, handleOfShop } from "../../world/find-shop";
import type { Shop } from "../../world/types";
import { customerPage, customersPage } from "./customers-page";
import { deliveriesPage, deliveryPage } from "./deliveries-page";
import { discountPage, discountsPage } from "./discounts-page";
import { layout, type PanelPage } from "./layout";
import { orderPage } from "./order-page";
import { ordersPage } from "./orders-page";
import { worldPage } from "./world-page";

/** `/control`: the sandbox for people. Every button calls the control API. */
export function mountPanel(app: Express, sandbox: Sandbox): void {
  const first = () => handleOfShop(Object.values(sandbox.world.shops)[0]!);
  app.get("/control", (request, response) => {
    const asked = typeof request.query.shop === "string" ? findShop(sandbox.world, request.query.shop) : null;
    response.redirect(`/control/${asked ? handleOfShop(asked) : first()}/orders`);
  });
  app.get("/control/:handle", (request, response) => response.redirect(`/control/${encodeURIComponent(request.params.handle)}/orders`));
  app.get("/control/:handle/:tab/:id?", (request, response) => {
    const { handle, tab, id } = request.params;
    const shop = findShop(sandbox.world, handle);
    const page = shop ? pageOf(sandbox, shop, { tab, id, query: request.query as Record<string, unknown> }) : null;
    if (!shop || !page) return missing(response);
    response.set({ "cache-control": "no-store", "content-security-policy": "default-src 'self'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'self'" });
    response.type("html").send(layout(sandbox, shop, page));
  });
}

function pageOf(sandbox: Sandbox, shop: Shop, at: { tab: string; id: string | undefined; query: Record<string, unknown> }): PanelPage | null {
  const { tab, id } = at;
  const text = (name: string) => (typeof at.query[name] === "string" ? at.query[name] : "");
  if (id === undefined) {
    if (tab === "orders") return { title: "Orders", tab, content: ordersPage(shop) };
    if (tab === "customers") return { title: "Customers", tab, content: customersPage(shop, text("search")) };
    if (tab === "discounts") return { title: "Discounts", tab, content: discountsPage(shop, { code: text("code"), now: sandbox.now().toISOString() }) };
    if (tab === "deliveries") return { title: "Webhooks", tab, content: deliveriesPage(sandbox, shop, text("state")) };
    return tab === "world" ? { title: "App, clock and faults", tab, content: worldPage(sandbox, shop) } : null;
  }
  const order = tab === "orders" && Object.hasOwn(shop.orders, id) && !shop.orders[id]!.deleted ? shop.orders[id]! : null;
  if (order) return { title: `Order ${order.name}`, tab: "orders", content: orderPage(shop, order) };
  const customer = tab === "customers" && Object.hasOwn(shop.customers, id) ? shop.customers[id]! : null;
  if (customer) return { title: "Customer", tab: "customers", content: customerPage(shop, customer) };
  const discount = tab === "discounts" ? liveDiscount(shop, id) : null;
  if (discount) return { title: discount.title, tab: "discounts", content: discountPage(shop, discount, sandbox.now().toISOString()) };
  const delivery = tab === "deliveries" ? shop.deliveries.find(({ webhookId }) => webhookId === id) : undefined;
  return delivery ? { title: delivery.topic, tab: "deliveries", content: deliveryPage(shop, delivery) } : null;
}

function missing(response: Response): void {
  response.status(404).type("html").send("<!doctype html><title>Not here</title><p>There is no such page. <a href=\"/control\">Back to the control panel</a></p>");
}
