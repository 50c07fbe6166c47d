import { randomUUID } from "node:crypto";
import express, { type Express, type Request, type Response } from "express";
import type { Sandbox } from "../sandbox";
import { happens } from "../faults/happens";
import { Refusal } from "../shop-life/refusal";
import { codesOf } from "../storefront/cart/change-cart";
import { type CartTotals, cartTotals } from "../storefront/cart/cart-totals";
import type { Page } from "../storefront/objects/page";
import { pageOf } from "../storefront/page-of";
import { writeSession } from "../storefront/session";
import { show } from "../storefront/show";
import { hostPage } from "../ui-extensions/host-page";
import { checkoutValues } from "../ui-extensions/values/checkout-values";
import { thankYouValues } from "../ui-extensions/values/order-values";
import { type CheckoutFields, checkFields, type FieldErrors, ownTip, parseCheckout } from "./checkout-form";
import { checkoutPage, texts, thankYouPage } from "./checkout-pages";
import { completeCheckout } from "./complete-checkout";
import { quote, tipOf } from "./quote";

/** Orders by the token of the checkout they came from: sending a checkout twice leads to the same order. */
type Placed = Map<string, string>;

/** `/shop/<handle>/checkout`: from cart to paid order. Also the last word on paths of a shop that nothing answers. */
export function mountCheckout(app: Express, sandbox: Sandbox): void {
  const placed: Placed = new Map();
  app.get("/shop/:handle/checkout", (request, response) => {
    const page = pageOf(sandbox, request, "checkout");
    if (!page) return missing(sandbox, request, response);
    const fields = { ...parseCheckout({}), ...known(page), token: randomUUID() };
    respond(sandbox, { page, response }, { fields, errors: {} });
  });
  app.post("/shop/:handle/checkout", express.urlencoded({ extended: false }), (request, response) => {
    const page = pageOf(sandbox, request, "checkout");
    if (!page) return missing(sandbox, request, response);
    submit(sandbox, { page, response, placed }, parseCheckout(request.body));
  });
  app.get("/shop/:handle/checkout/thank-you/:token", (request, response) => {
    const page = pageOf(sandbox, request, "checkout");
    const order = page && Object.values(page.shop.orders).find(({ token }) => token === request.params.token);
    if (!page || !order) return missing(sandbox, request, response);
    const extensions = hostPage(sandbox, page, { surface: "checkout", targets: ["purchase.thank-you.block.render"], values: thankYouValues(page, order), productIds: order.lines.flatMap(({ productId }) => (productId ? [productId] : [])) });
    response.set("cache-control", "no-store").type("html").send(thankYouPage(page, order, extensions));
  });
  app.use("/shop/:handle", (request, response) => missing(sandbox, request, response));
}

function missing(sandbox: Sandbox, request: Request, response: Response): void {
  show(sandbox, { request, response, template: "404" }, () => null);
}

/** Where extensions stand in the checkout. */
const CHECKOUT_TARGETS = ["purchase.checkout.block.render", "purchase.checkout.reductions.render-after"];

interface Visit { page: Page; response: Response }

function submit(sandbox: Sandbox, { page, response, placed }: Visit & { placed: Placed }, fields: CheckoutFields): void {
  const thankYou = (token: string) => response.redirect(303, `${page.root}/checkout/thank-you/${token}`);
  if (fields.intent === "pay" && placed.has(fields.token)) return thankYou(placed.get(fields.token)!);
  changeCodes(page, fields);
  const cart = cartToPay(sandbox, page, fields);
  const tipMinor = tipFor(page, cart, fields);
  const errors: FieldErrors = fields.intent === "pay" ? checkFields(fields, { email: !page.customer, ships: shipsAnything(cart), tipMinor }) : {};
  if (fields.intent === "pay" && lostCodes(cart, fields).length > 0) errors.code = "codes_changed";
  if (fields.intent === "apply" || cart.lines.length === 0 || Object.keys(errors).length > 0) {
    writeSession(response, page.root, page.session);
    return respond(sandbox, { page, response }, { fields, errors });
  }
  try {
    const { order, customer } = completeCheckout(sandbox, page, { fields, cart, tipMinor: tipMinor ?? 0 });
    placed.set(fields.token, order.token);
    writeSession(response, page.root, { ...page.session, customerId: customer?.id ?? page.session.customerId, lines: [], discountCodes: [], attributes: {}, note: null });
    thankYou(order.token);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    respond(sandbox, { page, response }, { fields, errors: { payment: error.message } });
  }
}

function changeCodes(page: Page, { code, remove_code: removed }: CheckoutFields): void {
  const kept = page.session.discountCodes.filter((known) => known.toLowerCase() !== removed.toLowerCase());
  page.session.discountCodes = codesOf([...kept, code].join(","));
}

/** Codes are looked at again when the order is placed; by a fault, what applied when the page was shown still does. */
function cartToPay(sandbox: Sandbox, page: Page, fields: CheckoutFields): CartTotals {
  const cart = cartTotals(page, { email: fields.email });
  if (fields.intent !== "pay" || lostCodes(cart, fields).length === 0 || !happens(sandbox, "lateCode")) return cart;
  return cartTotals(page, { email: fields.email, lateCodes: codesOf(fields.applied) });
}

/** Codes the buyer saw applied that no longer do. */
function lostCodes(cart: CartTotals, { applied, remove_code: removed }: CheckoutFields): string[] {
  const still = cart.codes.filter(({ why }) => why === null).map(({ code }) => code);
  return codesOf(applied).filter((code) => code !== removed && !still.includes(code));
}

function tipFor(page: Page, cart: CartTotals, fields: CheckoutFields): number | null {
  return fields.tip === "own" ? ownTip(page.shop, fields) : tipOf(cart.goodsMinor - cart.discountMinor, Number(fields.tip));
}

function shipsAnything(cart: CartTotals): boolean {
  return cart.lines.some(({ product }) => !product.giftCard);
}

function respond(sandbox: Sandbox, { page, response }: Visit, form: { fields: CheckoutFields; errors: FieldErrors }): void {
  const cart = cartTotals(page, { email: form.fields.email });
  if (cart.lines.length === 0) return void response.redirect(303, `${page.root}/cart`);
  const lines = cart.lines.map(({ variant, quantity }) => ({ variantId: variant.id, quantity }));
  const totals = quote(sandbox, page.shop, { lines, discounts: cart.discounts, tipMinor: tipFor(page, cart, form.fields) ?? 0 });
  const extensions = hostPage(sandbox, page, {
    surface: "checkout", targets: CHECKOUT_TARGETS, values: checkoutValues(page, { cart, totals, token: form.fields.token, email: form.fields.email }), productIds: cart.lines.map(({ product }) => product.id),
    refusedCodes: cart.codes.flatMap(({ code, why }) => (why ? [{ code, message: texts(page)(`code_${why}`, { code }) }] : [])),
  });
  const status = Object.keys(form.errors).length > 0 ? 422 : 200;
  response.status(status).set("cache-control", "no-store").type("html").send(checkoutPage(page, { ...form, cart, totals, extensions, ships: shipsAnything(cart) }));
}

function known({ customer, shop }: Page): Partial<CheckoutFields> {
  const address = customer?.address;
  return {
    email: customer?.email ?? "", first_name: customer?.firstName ?? "", last_name: customer?.lastName ?? "", country: address?.countryCode ?? shop.country,
    address1: address?.address1 ?? "", city: address?.city ?? "", zip: address?.zip ?? "",
  };
}
