import { handleOfShop } from "../../world/find-shop";
import { gid } from "../../world/ids";
import { orderTotals } from "../../world/order-totals";
import type { Customer, Shop } from "../../world/types";
import { findCustomers } from "../operations/customer-operations";
import type { Html} from "./html";
import { html } from "./html";
import { press, price, standing, when } from "./pieces";

const SHOWN = 40;

/** Customers, found by name or address, and a form for a new one. */
export function customersPage(shop: Shop, search: string): Html {
  const handle = handleOfShop(shop);
  const found = findCustomers(shop, search);
  return html`<section class="card"><h1>Customers</h1><form method="get" class="fields" role="search"><label>Find by name, e-mail or id<br><input name="search" value="${search}" type="search"></label><button>Find</button></form>
${Object.values(shop.customers).filter(({ note, mergedInto }) => note && !mergedInto).slice(0, 3).map((customer) => html`<p><a href="/shop/${handle}/account/login?q=${customer.id}">Sign in as ${nameOf(customer)}</a>: ${customer.note}</p>`)}
<p class="soft small">${found.length} found, the ${Math.min(SHOWN, found.length)} youngest here.</p>
<div class="wide"><table class="stack"><thead><tr><th>Name</th><th>E-mail</th><th>Tags</th><th>Since</th></tr></thead><tbody>${found.slice(0, SHOWN).map((customer) => html`<tr><td><a href="/control/${handle}/customers/${customer.id}">${nameOf(customer)}</a></td><td>${customer.email ?? "none"}</td><td>${customer.tags.map((tag) => html`<span class="badge">${tag}</span> `)}</td><td class="soft">${when(customer.createdAt, shop)}</td></tr>`)}</tbody></table></div></section>
<section class="card"><h2>New customer</h2><form data-api="POST /api/shops/${handle}/customers" data-go="/control/${handle}/customers/{id}"><div class="fields">${field("firstName", "First name")}${field("lastName", "Last name")}${field("email", "E-mail")}${field("phone", "Phone")}</div><button class="main">Create</button></form></section>`;
}

/** One customer: fields, orders, what the app wrote, and what can be done. */
export function customerPage(shop: Shop, customer: Customer): Html {
  const handle = handleOfShop(shop);
  const api = `/api/shops/${handle}/customers/${customer.id}`;
  const orders = Object.values(shop.orders).filter(({ customerId, deleted }) => customerId === customer.id && !deleted).sort((a, b) => b.number - a.number);
  const metafields = Object.values(shop.metafields[gid("Customer", customer.id)] ?? {});
  return html`<section class="card"><h1>${nameOf(customer)}</h1><p class="soft">${customer.email ?? "no e-mail"} · id ${customer.id} · store credit ${price(customer.storeCreditMinor, shop.currency)} ${customer.tags.map((tag) => html`<span class="badge">${tag}</span> `)}</p>
<p><a href="/shop/${handle}/account/login?q=${customer.id}">Sign in to the storefront as this customer</a></p>
<div class="actions">${press({ api: `PATCH ${api}`, label: customer.acceptsMarketing ? "Unsubscribe from newsletter" : "Subscribe to newsletter", body: { acceptsMarketing: !customer.acceptsMarketing } })}${press({ api: `POST ${api}/data-request`, label: "Request data" })}${press({ api: `POST ${api}/redact`, label: "Redact", kind: "danger", confirm: "Erase this customer's personal data?" })}${press({ api: `DELETE ${api}`, label: "Delete", kind: "danger", confirm: "Delete this customer?" })}</div></section>
<div class="two"><section class="card"><h2>Change</h2><form data-api="PATCH ${api}" data-done="Saved"><div class="fields">${field("firstName", "First name", customer.firstName)}${field("lastName", "Last name", customer.lastName)}${field("email", "E-mail", customer.email)}<label>Tags<br><input name="tags" data-type="list" value="${customer.tags.join(", ")}"></label></div><button>Save</button></form>
<h3>Merge another one into this</h3><form data-api="POST ${api}/merge" data-done="Merged"><div class="fields">${field("mergeId", "Id of the other customer")}</div><button>Merge</button></form></section>
<section class="card" id="metafields" data-live><h2>Written by the app</h2>${metafields.length === 0 ? html`<p class="soft">No metafields yet.</p>` : metafields.map((metafield) => html`<h3>${metafield.namespace}.${metafield.key} <span class="soft small">${metafield.type}</span></h3><pre>${pretty(metafield.value)}</pre>`)}</section></div>
<section class="card"><h2>Orders (${orders.length})</h2><table class="stack"><tbody>${orders.map((order) => html`<tr><td><a href="/control/${handle}/orders/${order.id}">${order.name}</a></td><td class="soft">${when(order.createdAt, shop)}</td><td>${standing(order)}</td><td class="num">${price(orderTotals(order).total, order.currency)}</td></tr>`)}</tbody></table></section>`;
}

function nameOf(customer: Customer): string {
  return [customer.firstName, customer.lastName].filter(Boolean).join(" ") || `Customer ${customer.id}`;
}

function field(name: string, label: string, value: string | null = null): Html {
  return html`<label>${label}<br><input name="${name}" value="${value ?? ""}"></label>`;
}

function pretty(value: string): string {
  try {
    return JSON.stringify(JSON.parse(value), null, 2);
  } catch {
    return value;
  }
}
