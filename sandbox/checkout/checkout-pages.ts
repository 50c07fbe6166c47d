import { readFileSync } from "node:fs";
import type { CartTotals } from "../storefront/cart/cart-totals";
import { html, Markup } from "../storefront/html";
import { formatMoney } from "../storefront/liquid/format-money";
import { translate } from "../storefront/liquid/translate";
import type { Page } from "../storefront/objects/page";
import { themeTranslations } from "../storefront/theme";
import { extensionSlot, hostScript } from "../ui-extensions/host-page";
import type { HostPage } from "../ui-extensions/protocol";
import { orderTotals } from "../world/order-totals";
import type { Order } from "../world/types";
import type { CheckoutFields, FieldErrors } from "./checkout-form";
import type { Quote } from "./quote";

const CSS = readFileSync(new URL("./checkout.css", import.meta.url), "utf8");

interface Checkout { fields: CheckoutFields; errors: FieldErrors; cart: CartTotals; totals: Quote; ships: boolean; extensions: HostPage | null }

/** The checkout as a form that works without script; with it, a changed tip shows its total at once. */
export function checkoutPage(page: Page, checkout: Checkout): string {
  const { fields, errors, ships } = checkout;
  const t = texts(page);
  const field = fieldsOf(fields, errors, t);
  const credit = page.customer?.storeCreditMinor ?? 0;
  const payments = [["shopify_payments", t("card")], ["gift_card", t("gift_card")], ...(credit > 0 ? [["shopify_store_credit", `${t("store_credit")} (${formatMoney(credit, page.shop.currency)})`]] : []), ["later", t("later")]];
  const content = html`<form method="post" action="${page.root}/checkout" class="columns" novalidate data-checkout>
<input type="hidden" name="token" value="${fields.token}"><button class="first" name="intent" value="apply" tabindex="-1" aria-hidden="true"></button>
<div class="form">${Object.keys(errors).length > 0 ? html`<p class="problem" role="alert" tabindex="-1" autofocus>${t("problem")}</p>` : null}
<section><h2>${t("contact")}</h2>${page.customer ? html`<p>${t("as")} <strong>${page.customer.email ?? page.customer.firstName ?? page.customer.id}</strong></p>` : html`<p class="aside"><a href="${page.root}/account/login?return_to=/checkout">${t("log_in")}</a></p>${field("email", "email", "email")}<label class="check"><input type="checkbox" name="account" value="on"${fields.account === "on" ? CHECKED : null}> ${t("account")}</label>`}</section>
${ships ? html`<section><h2>${t("delivery")}</h2><div class="pair">${field("first_name", "text", "given-name")}${field("last_name", "text", "family-name")}</div>${field("address1", "text", "street-address")}<div class="pair">${field("zip", "text", "postal-code")}${field("city", "text", "address-level2")}</div><input type="hidden" name="country" value="${fields.country}"><p class="option"><span>${t("standard")}</span><bdi>${formatMoney(checkout.totals.shippingBeforeMinor, page.shop.currency)}</bdi></p></section>` : null}
${extensionSlot("purchase.checkout.block.render")}
<section><fieldset><legend>${t("tip")}</legend><div class="choices">${["0", "10", "15", "20", "own"].map((tip) => html`<label><input type="radio" name="tip" value="${tip}"${fields.tip === tip ? CHECKED : null} data-apply><span>${tip === "0" ? t("no_tip") : tip === "own" ? t("own_tip") : `${tip} %`}</span></label>`)}</div>${fields.tip === "own" ? field("own_tip", "text", "off") : null}</fieldset></section>
<section><fieldset><legend>${t("payment")}</legend><div class="payments">${payments.map(([value, label]) => html`<label><input type="radio" name="payment" value="${value}"${fields.payment === value ? CHECKED : null}> ${label}</label>`)}</div>${errors.payment ? html`<p class="error">${errors.payment}</p>` : null}</fieldset>
<label class="check"><input type="checkbox" name="test" value="on"${fields.test === "on" ? CHECKED : null}> ${t("test")}</label></section>
<button class="pay" name="intent" value="pay">${t("pay")} · <span data-part="pay"><bdi>${formatMoney(checkout.totals.total, page.shop.currency)}</bdi></span></button></div>
${summary(page, checkout, t)}</form>
<script>for(const e of document.querySelectorAll("[data-apply]"))e.addEventListener("change",()=>e.form.requestSubmit(document.getElementById("apply")))</script>`;
  return documentOf(page, t("title"), html`${content}${hostScript(checkout.extensions)}`);
}

type Text = (key: string, values?: Record<string, string>) => string;

function summary(page: Page, { cart, totals, errors }: Checkout, t: Text): Markup {
  const money = (minor: number) => html`<bdi>${formatMoney(minor, page.shop.currency)}</bdi>`;
  return html`<aside class="summary" aria-label="${t("summary")}"><ul>${cart.lines.map(({ product, variant, quantity }) => html`<li><span class="thumb"><img src="${product.image}" alt="" width="64" height="64"><b>${quantity}</b></span><span>${product.title}${variant.title === "Default Title" ? null : html`<small>${variant.title}</small>`}</span>${money(variant.priceMinor * quantity)}</li>`)}</ul>
<div class="code"><label><span class="hidden">${t("code")}</span><input name="code" placeholder="${t("code")}" autocomplete="off"></label><button id="apply" name="intent" value="apply">${t("apply")}</button></div>
<div data-part="codes"><input type="hidden" name="applied" value="${cart.codes.filter(({ why }) => why === null).map(({ code }) => code).join(",")}">
${errors.code ? html`<p class="error" role="alert">${t(errors.code)}</p>` : null}
${cart.codes.map(({ code, why }) => html`<p class="${why ? "error" : "applied"}">${why ? t(`code_${why}`, { code }) : code} <button class="link" name="remove_code" value="${code}" formnovalidate aria-label="${t("remove")} ${code}">✕</button></p>`)}</div>
${extensionSlot("purchase.checkout.reductions.render-after")}
<dl data-part="totals"><dt>${t("subtotal")}</dt><dd>${money(totals.lineItems)}</dd>${totals.discounts > 0 ? html`<dt>${t("discount")}</dt><dd>−${money(totals.discounts)}</dd>` : null}<dt>${t("shipping")}</dt><dd>${money(totals.shippingBeforeMinor)}</dd>${totals.tip > 0 ? html`<dt>${t("tip_line")}</dt><dd>${money(totals.tip)}</dd>` : null}${totals.tax > 0 ? html`<dt>${page.shop.taxesIncluded ? t("tax_included") : t("tax")}</dt><dd>${money(totals.tax)}</dd>` : null}<dt class="total">${t("total")}</dt><dd class="total"><small>${page.shop.currency}</small> ${money(totals.total)}</dd></dl></aside>`;
}

/** After the order: its number, what was bought and how to go on. */
export function thankYouPage(page: Page, order: Order, extensions: HostPage | null): string {
  const t = texts(page);
  const totals = orderTotals(order);
  const money = (minor: number) => html`<bdi>${formatMoney(minor, page.shop.currency)}</bdi>`;
  const name = order.customerId ? page.shop.customers[order.customerId]?.firstName : null;
  const content = html`<div class="thanks"><p class="tick" aria-hidden="true">✓</p><h1>${t("thank_you")}${name ? `, ${name}` : ""}</h1><p data-order="${order.id}">${t("order")} <strong>${order.name}</strong> · ${order.financialStatus === "paid" ? t("paid") : t("unpaid")}${order.test ? ` · ${t("test")}` : ""}</p>
<ul>${order.lines.filter(({ isTip }) => !isTip).map((line) => html`<li><span>${line.quantity} × ${line.title} ${line.variantTitle}</span>${money(line.unitPriceMinor * line.quantity - line.discountMinor)}</li>`)}<li class="total"><span>${t("total")}</span>${money(totals.total)}</li></ul>
${extensionSlot("purchase.thank-you.block.render")}${page.customer && page.customer.id === order.customerId ? html`<p><a href="${page.root}/account/orders/${order.id}">${t("view_order")}</a></p>` : null}
<a class="pay" href="${page.root}/">${t("continue")}</a></div>`;
  return documentOf(page, t("thank_you"), html`${content}${hostScript(extensions)}`);
}

function documentOf(page: Page, title: string, content: Markup): string {
  const { primaryColor, radius, rtl } = page.shop.storefront;
  return html`<!doctype html><html lang="${page.language}" dir="${(rtl && page.language === page.shop.locale) || page.language.startsWith("ar") ? "rtl" : "ltr"}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${title} – ${page.shop.name}</title><link rel="icon" href="data:,"><style>:root{--brand:${primaryColor};--radius:${radius}px}${new Markup(CSS)}</style></head>
<body><header><a href="${page.root}/">${page.shop.name}</a><a href="${page.root}/cart">${texts(page)("back")}</a></header><main>${content}</main></body></html>`.toString();
}

function fieldsOf(fields: CheckoutFields, errors: FieldErrors, t: Text) {
  return (name: keyof CheckoutFields, type: string, autocomplete: string): Markup => {
    const error = errors[name];
    return html`<label class="field"><span>${t(name)}</span><input type="${type}" name="${name}" value="${fields[name]}" autocomplete="${autocomplete}"${error ? html` aria-invalid="true" aria-describedby="${name}-error"` : null}>${error ? html`<em class="error" id="${name}-error">${error}</em>` : null}</label>`;
  };
}

/** The checkout's texts; they are escaped where they are written. */
export function texts(page: Page): Text {
  return (key, values = {}) => translate(themeTranslations(), page.language, { key: `checkout.${key}`, values, plain: true }).toString();
}

const CHECKED = html` checked`;
