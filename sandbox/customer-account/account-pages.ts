import { readFileSync } from "node:fs";
import { texts as checkoutTexts } from "../checkout/checkout-pages";
import { html, Markup } from "../storefront/html";
import { formatMoney } from "../storefront/liquid/format-money";
import { translate } from "../storefront/liquid/translate";
import type { Page } from "../storefront/objects/page";
import { themeTranslations } from "../storefront/theme";
import { extensionSlot, hostScript } from "../ui-extensions/host-page";
import type { HostPage } from "../ui-extensions/protocol";
import { orderTotals } from "../world/order-totals";
import type { Customer, Order } from "../world/types";

const CSS = readFileSync(new URL("./account.css", import.meta.url), "utf8");

export interface AccountPage {
  page: Page & { customer: Customer };
  extensions: HostPage | null;
  /** Pages of extensions, after the account's own. */
  menu: { title: string; href: string }[];
}

type Text = (key: string, values?: Record<string, unknown>) => string;

/** The customer's orders, the youngest first. */
export function ordersPage(account: AccountPage): string {
  const { page } = account;
  const t = texts(page);
  const orders = Object.values(page.shop.orders).filter(({ customerId, deleted }) => customerId === page.customer.id && !deleted).sort((a, b) => b.number - a.number);
  const cards = orders.map((order) => html`<a class="card order" href="${page.root}/account/orders/${order.id}"><span class="thumbs">${order.lines.slice(0, 3).map(({ productId }) => (productId && page.shop.products[productId] ? html`<img src="${page.shop.products[productId]!.image}" alt="" width="56" height="56">` : null))}</span>
<strong>${order.name}</strong><span class="soft">${day(page, order.createdAt)} · ${statusOf(order, t)}</span><span><bdi>${formatMoney(orderTotals(order).total, order.currency)}</bdi></span></a>`);
  return documentOf(account, t("orders"), html`<h1>${t("orders")}</h1>${extensionSlot("customer-account.order-index.block.render")}${orders.length === 0 ? html`<p class="card">${t("no_orders")} <a href="${page.root}/">${t("shop")}</a></p>` : html`<div class="orders">${cards}</div>`}`);
}

/** One order: what was bought, what it cost and how far it is. */
export function orderPage(account: AccountPage, order: Order): string {
  const { page } = account;
  const t = texts(page);
  const totals = orderTotals(order);
  const money = (minor: number) => html`<bdi>${formatMoney(minor, order.currency)}</bdi>`;
  const word = checkoutTexts(page);
  const sums: [string, number][] = [
    [word("subtotal"), totals.lineItems], [word("discount"), -totals.discounts], [word("shipping"), order.shippingMinor], [word("tip_line"), totals.tip], [word(order.taxesIncluded ? "tax_included" : "tax"), totals.tax],
  ];
  return documentOf(account, `${t("order")} ${order.name}`, html`<p><a href="${page.root}/account/orders">${t("orders")}</a></p><h1>${t("order")} ${order.name}</h1><p class="soft">${day(page, order.createdAt)}</p>
<div class="two"><div><section class="card"><h2>${statusOf(order, t)}</h2></section>${extensionSlot("customer-account.order-status.block.render")}</div>
<section class="card"><ul class="lines">${order.lines.filter(({ isTip }) => !isTip).map((line) => html`<li><span>${line.quantity} × ${line.title} <small class="soft">${line.variantTitle === "Default Title" ? "" : line.variantTitle}</small></span>${money(line.unitPriceMinor * line.quantity)}</li>`)}</ul>
<dl data-part="totals">${sums.filter(([, minor]) => minor !== 0).map(([name, minor]) => html`<dt>${name}</dt><dd>${minor < 0 ? "−" : ""}${money(Math.abs(minor))}</dd>`)}<dt class="total">${t("total")}</dt><dd class="total">${money(totals.total)}</dd></dl></section></div>`);
}

export function profilePage(account: AccountPage): string {
  const { page } = account;
  const t = texts(page);
  const { firstName, lastName, email, address } = page.customer;
  return documentOf(account, t("profile"), html`<h1>${t("profile")}</h1><section class="card"><dl class="facts"><dt>${t("name")}</dt><dd>${[firstName, lastName].filter(Boolean).join(" ") || "–"}</dd><dt>${t("email")}</dt><dd>${email ?? "–"}</dd><dt>${t("address")}</dt><dd>${address ? `${address.address1}, ${address.zip} ${address.city}` : "–"}</dd></dl></section>
${extensionSlot("customer-account.profile.block.render")}<form method="post" action="${page.root}/account/logout"><button class="quiet">${t("log_out")}</button></form>`);
}

/** A page that is all an extension's; its own `s-page` brings the heading. */
export function extensionPage(account: AccountPage, target: string): string {
  return documentOf(account, account.extensions!.runs[0]!.name, extensionSlot(target));
}

function documentOf({ page, extensions, menu }: AccountPage, title: string, content: Markup): string {
  const t = texts(page);
  const { primaryColor, radius, rtl } = page.shop.storefront;
  const direction = (rtl && page.language === page.shop.locale) || page.language.startsWith("ar") ? "rtl" : "ltr";
  const link = (href: string, text: string) => html`<a href="${href}"${`${page.root}${page.path}/`.startsWith(`${href}/`) ? html` aria-current="page"` : null}>${text}</a>`;
  return html`<!doctype html><html lang="${page.language}" dir="${direction}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${title} – ${page.shop.name}</title><link rel="icon" href="data:,"><style>:root{--brand:${primaryColor};--radius:${radius}px}${new Markup(CSS)}</style></head>
<body><header><a class="name" href="${page.root}/">${page.shop.name}</a><nav aria-label="${t("menu")}">${link(`${page.root}/`, t("shop"))}${link(`${page.root}/account/orders`, t("orders"))}${menu.map(({ href, title: name }) => link(href, name))}${link(`${page.root}/account/profile`, t("profile"))}</nav></header><main>${content}</main>${hostScript(extensions)}</body></html>`.toString();
}

function statusOf({ cancelledAt, financialStatus, fulfillmentStatus }: Order, t: Text): string {
  if (cancelledAt) return t("cancelled");
  if (financialStatus === "refunded" || financialStatus === "partially_refunded") return t(financialStatus);
  return t(fulfillmentStatus === "fulfilled" ? "fulfilled" : financialStatus === "paid" ? "confirmed" : "unpaid");
}

function day({ language, shop }: Page, at: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: "medium", timeZone: shop.timezone }).format(new Date(at));
}

function texts(page: Page): Text {
  return (key, values = {}) => translate(themeTranslations(), page.language, { key: `account.${key}`, values, plain: true }).toString();
}
