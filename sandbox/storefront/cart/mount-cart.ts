import express, { type Request, type Response, type Router } from "express";
import type { Sandbox } from "../../sandbox";
import { cartJson } from "../objects/cart-object";
import type { Page } from "../objects/page";
import { productObject } from "../objects/product-object";
import { pageOf } from "../page-of";
import { renderSection, renderSections } from "../render-section";
import { writeSession } from "../session";
import { show } from "../show";
import { addToCart, CartRefusal, changeLine, codesOf, updateCart } from "./change-cart";

/** The cart page and Shopify's cart endpoints: `.js` answers JSON, with the sections asked for as they are then; without it a form post leads back to the cart. */
export function mountCart(shop: Router, sandbox: Sandbox): void {
  shop.use(["/cart", "/cart.js", "/cart/*"], express.json({ limit: "200kb" }), express.urlencoded({ extended: true, limit: "200kb" }));
  shop.get("/cart", (request, response, next) => sectionsOf(sandbox, request, response) || next());
  shop.get("/cart", (request, response) => show(sandbox, { request, response, template: "cart" }, () => ({ file: "cart", title: "Cart", slot: "cart" })));
  shop.get("/cart.js", (request, response) => withPage(sandbox, { request, response }, (page) => void response.set("cache-control", "no-store").json(cartJson(page))));
  shop.get("/products/:product.js", (request, response) => withPage(sandbox, { request, response }, (page) => productJson(page, request, response)));
  shop.get("/discount/:code", (request, response) => withPage(sandbox, { request, response }, (page) => {
    page.session.discountCodes = codesOf(request.params.code!);
    writeSession(response, page.root, page.session);
    const redirect = typeof request.query.redirect === "string" && /^\/(?![/\\])/.test(request.query.redirect) ? request.query.redirect : "/";
    response.redirect(`${page.root}${redirect}`);
  }));
  for (const suffix of ["", ".js"]) {
    shop.post(`/cart/add${suffix}`, change(sandbox, addAnswer));
    shop.post(`/cart/change${suffix}`, change(sandbox, (page, body) => { changeLine(page.session, body); return cartJson(page); }));
    shop.post(`/cart/update${suffix}`, change(sandbox, (page, body) => { updateCart(page.session, body); return cartJson(page); }));
    shop.post(`/cart/clear${suffix}`, change(sandbox, (page) => { page.session.lines = []; return cartJson(page); }));
  }
  shop.post("/cart", change(sandbox, (page, body) => {
    updateCart(page.session, typeof body.remove === "string" ? { ...body, updates: { [body.remove]: 0 } } : body);
    return cartJson(page);
  }));
}

function addAnswer(page: Page, body: Record<string, unknown>): unknown {
  const added = addToCart(page.shop, page.session, body);
  const items = cartJson(page).items.filter((item) => added.includes(String(item.id)));
  return Array.isArray(body.items) ? { items } : items[0];
}

function change(sandbox: Sandbox, apply: (page: Page, body: Record<string, unknown>) => unknown) {
  return (request: Request, response: Response): void => withPage(sandbox, { request, response }, (page) => {
    try {
      const body = (request.body ?? {}) as Record<string, unknown>;
      const answer = apply(page, body) as object;
      writeSession(response, page.root, page.session);
      if (request.path.endsWith(".js")) response.set("cache-control", "no-store").json(body.sections ? { ...answer, sections: renderSections(page, body.sections) } : answer);
      else response.redirect(303, `${page.root}/cart`);
    } catch (error) {
      if (!(error instanceof CartRefusal)) throw error;
      response.status(422).json({ status: 422, message: "Cart Error", description: error.message });
    }
  });
}

/** `?section_id=` answers a section's markup, `?sections=` several in JSON. */
function sectionsOf(sandbox: Sandbox, request: Request, response: Response): boolean {
  const { section_id: one, sections } = request.query;
  if (one === undefined && sections === undefined) return false;
  withPage(sandbox, { request, response }, (page) => {
    response.set("cache-control", "no-store");
    if (sections !== undefined) return void response.json(renderSections(page, sections));
    const markup = renderSection(page, String(one));
    response.status(markup === null ? 404 : 200).type("html").send(markup ?? "");
  });
  return true;
}

function withPage(sandbox: Sandbox, { request, response }: { request: Request; response: Response }, then: (page: Page) => void): void {
  const page = pageOf(sandbox, request, "cart");
  if (page) then(page);
  else response.status(404).json({ status: 404, message: "Not Found", description: `shop ${request.params.handle}: expected a shop of this sandbox` });
}

function productJson(page: Page, request: Request, response: Response): void {
  const product = Object.values(page.shop.products).find(({ handle }) => handle === request.params.product);
  if (!product) return void response.status(404).json({ status: 404, message: "Not Found", description: `product ${request.params.product}: expected a product of this shop` });
  const { collections: _collections, metafields: _metafields, "gift_card?": _giftCard, ...json } = productObject(page, product);
  response.json(json);
}
