import { classOf, statusOf } from "../discounts/discount-facts";
import { liveCodes, liveDiscount, liveDiscounts } from "../discounts/redeem-codes";
import { gid } from "../world/ids";
import { orderTotals } from "../world/order-totals";
import type { Iso, Metafield, Order, Shop } from "../world/types";
import { html, type Markup } from "../storefront/html";
import { formatMoney } from "../storefront/liquid/format-money";

export interface OwnPage { title: string; section: string; content: Markup }
interface Asked { section: string; id: string | undefined; query: string; page: number; store: string; now: Iso }

const PER_PAGE = 25;

/** The admin's own pages: enough to see what an app wrote and where its links lead. Null when there is nothing of that name. */
export function ownPage(shop: Shop, asked: Asked): OwnPage | null {
  const list = LISTS[asked.section];
  if (!list) return null;
  if (asked.id !== undefined) return list.detail(shop, asked.id, asked);
  const rows = list.rows(shop, asked.now).filter(({ text }) => text.toLowerCase().includes(asked.query.toLowerCase()));
  const shown = rows.slice((asked.page - 1) * PER_PAGE, asked.page * PER_PAGE);
  const content = html`<div class="own"><h1>${list.title}</h1><div class="card"><form class="search" role="search"><input type="search" name="query" value="${asked.query}" aria-label="Search ${list.title}" placeholder="Search"><button>Search</button></form>
<table><thead><tr>${list.columns.map((column) => html`<th>${column}</th>`)}</tr></thead><tbody>${shown.map(({ id, cells }) => html`<tr>${cells().map((cell, index) => html`<td>${index === 0 ? html`<a href="${asked.store}/${asked.section}/${id}">${cell}</a>` : cell}</td>`)}</tr>`)}</tbody></table>
${rows.length > PER_PAGE ? html`<nav class="pages" aria-label="Pages">${asked.page > 1 ? html`<a class="button" href="?query=${asked.query}&page=${asked.page - 1}">Previous</a>` : ""}${asked.page * PER_PAGE < rows.length ? html`<a class="button" href="?query=${asked.query}&page=${asked.page + 1}">Next</a>` : ""}</nav>` : ""}</div></div>`;
  return { title: list.title, section: asked.section, content };
}

interface List {
  title: string; columns: string[];
  /** `cells` are worked out for the rows that are shown. */
  rows(shop: Shop, now: Iso): { id: string; text: string; cells(): unknown[] }[];
  detail(shop: Shop, id: string, asked: Pick<Asked, "store" | "now">): OwnPage | null;
}

const LISTS: Record<string, List> = {
  orders: {
    title: "Orders", columns: ["Order", "Date", "Customer", "Total", "Payment"],
    rows: (shop) => Object.values(shop.orders).filter(({ deleted }) => !deleted).reverse().map((order) => {
      const customer = nameOf(shop, order.customerId) ?? order.email ?? "Guest";
      return { id: order.id, text: `${order.name} ${customer}`, cells: () => [order.name, order.createdAt.slice(0, 10), customer, formatMoney(orderTotals(order).total, shop.currency), order.financialStatus] };
    }),
    detail: (shop, id, { store }) => {
      const order = shop.orders[id];
      return order ? { title: order.name, section: "orders", content: orderContent(shop, order, store) } : null;
    },
  },
  customers: {
    title: "Customers", columns: ["Customer", "Email", "Tags"],
    rows: (shop) => Object.values(shop.customers).map((customer) => ({ id: customer.id, text: `${nameOf(shop, customer.id)} ${customer.email} ${customer.id}`, cells: () => [nameOf(shop, customer.id), customer.email, tags(customer.tags)] })),
    detail: (shop, id) => {
      const customer = shop.customers[id];
      if (!customer) return null;
      const facts = { Email: customer.email, Phone: customer.phone, Tags: tags(customer.tags), Note: customer.note, "Store credit": formatMoney(customer.storeCreditMinor, shop.currency), "Merged into": customer.mergedInto, Id: customer.id };
      return { title: nameOf(shop, id)!, section: "customers", content: html`<div class="own"><h1>${nameOf(shop, id)}</h1>${factCard(facts)}${metafields(shop, gid("Customer", id))}</div>` };
    },
  },
  products: {
    title: "Products", columns: ["Product", "Type", "Price", "Tags"],
    rows: (shop) => Object.values(shop.products).map((product) => ({ id: product.id, text: `${product.title} ${product.tags.join(" ")}`, cells: () => [product.title, product.productType, formatMoney(product.variants[0]!.priceMinor, shop.currency), tags(product.tags)] })),
    detail: (shop, id) => {
      const product = shop.products[id];
      return product ? { title: product.title, section: "products", content: html`<div class="own"><h1>${product.title}</h1>${factCard({ Type: product.productType, Vendor: product.vendor, Tags: tags(product.tags), Status: product.status, Id: id })}${metafields(shop, gid("Product", id))}</div>` } : null;
    },
  },
  discounts: {
    title: "Discounts", columns: ["Title", "Kind", "Codes", "Status"],
    rows: (shop, now) => liveDiscounts(shop).map((discount) => ({ id: discount.id, text: `${discount.title} ${liveCodes(discount).map(({ code }) => code).join(" ")}`, cells: () => [discount.title, classOf(discount), liveCodes(discount).length, statusOf(discount, now)] })),
    detail: (shop, id, { now }) => {
      const discount = liveDiscount(shop, id);
      if (!discount) return null;
      const { codes: _codes, ...terms } = discount;
      const codes = liveCodes(discount).slice(0, 50).map(({ code, uses }) => html`<span class="tag">${code} · used ${uses.length}</span>`);
      return { title: discount.title, section: "discounts", content: html`<div class="own"><h1>${discount.title}</h1>${factCard({ Class: classOf(discount), Status: statusOf(discount, now), Codes: codes })}<div class="card"><pre>${JSON.stringify(terms, null, 2)}</pre></div></div>` };
    },
  },
};

function orderContent(shop: Shop, order: Order, store: string): Markup {
  const totals = orderTotals(order);
  const money = (minor: number) => formatMoney(minor, shop.currency);
  const customer = order.customerId ? html`<a href="${store}/customers/${order.customerId}">${nameOf(shop, order.customerId)}</a>` : order.email ?? "Guest";
  return html`<div class="own"><h1>Order ${order.name}</h1>${factCard({ Customer: customer, Payment: order.financialStatus, Fulfillment: order.fulfillmentStatus ?? "unfulfilled", Placed: order.createdAt, Codes: order.discountCodes.map(({ code }) => code).join(", "), Tags: tags(order.tags), Id: order.id })}
<div class="card"><table><thead><tr><th>Item</th><th class="number">Quantity</th><th class="number">Discount</th><th class="number">Price</th></tr></thead><tbody>${order.lines.map((line) => html`<tr><td>${line.title} ${line.variantTitle}</td><td class="number">${line.currentQuantity} of ${line.quantity}</td><td class="number">${money(line.discountMinor)}</td><td class="number">${money(line.unitPriceMinor * line.quantity)}</td></tr>`)}</tbody></table></div>
${factCard({ Subtotal: money(totals.subtotal), Shipping: money(totals.shipping), Tax: money(totals.tax), Total: money(totals.total), Refunded: money(totals.refunded), Outstanding: money(totals.outstanding) })}${metafields(shop, gid("Order", order.id))}</div>`;
}

function factCard(facts: Record<string, unknown>): Markup {
  return html`<div class="card"><dl>${Object.entries(facts).map(([name, value]) => html`<dt>${name}</dt><dd>${value ?? "–"}</dd>`)}</dl></div>`;
}

function metafields(shop: Shop, owner: string): Markup {
  const all: Metafield[] = Object.values(shop.metafields[owner] ?? {});
  return html`<div class="card"><h2>Metafields</h2>${all.length === 0 ? "None" : html`<dl>${all.map(({ namespace, key, value }) => html`<dt>${namespace}.${key}</dt><dd><pre>${value}</pre></dd>`)}</dl>`}</div>`;
}

function tags(list: string[]): Markup[] {
  return list.map((tag) => html`<span class="tag">${tag}</span>`);
}

function nameOf(shop: Shop, id: string | null): string | null {
  const customer = id ? shop.customers[id] : undefined;
  return customer ? [customer.firstName, customer.lastName].filter(Boolean).join(" ") || customer.email || customer.id : null;
}
