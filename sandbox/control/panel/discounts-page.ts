import { statusOf } from "../../discounts/discount-facts";
import { summaryOf } from "../../discounts/discount-summary";
import { findCodeEvenDeleted, liveCodes, liveDiscounts } from "../../discounts/redeem-codes";
import { handleOfShop } from "../../world/find-shop";
import type { Discount, Iso, Shop } from "../../world/types";
import type { Html } from "./html";
import { html } from "./html";
import { badge, moneyField, press, when } from "./pieces";

const SHOWN = 50;

/** Every discount of the shop, a search by code, and a form for a new one. */
export function discountsPage(shop: Shop, asked: { code: string; now: Iso }): Html {
  const discounts = liveDiscounts(shop).reverse();
  return html`<section class="card"><h1>Discounts</h1><form method="get" class="fields" role="search"><label>Find a code<br><input name="code" value="${asked.code}" type="search"></label><button>Find</button></form>
${asked.code ? foundCode(shop, asked.code) : ""}
<p class="soft small">${discounts.length} in all, the ${Math.min(SHOWN, discounts.length)} youngest here. What the app made can be changed and deleted here as a merchant would.</p>
<div class="wide" id="discounts" data-live><table class="stack"><thead><tr><th>Discount</th><th>Standing</th><th class="num">Codes</th><th class="num">Uses</th><th>Do</th></tr></thead>
<tbody>${discounts.slice(0, SHOWN).map((discount) => row(shop, discount, asked.now))}</tbody></table>${discounts.length === 0 ? html`<p>No discounts yet. Make one below, or let the app make its own.</p>` : ""}</div></section>
${newDiscount(shop)}`;
}

function row(shop: Shop, discount: Discount, now: Iso): Html {
  const codes = liveCodes(discount);
  return html`<tr><td><a href="/control/${handleOfShop(shop)}/discounts/${discount.id}">${discount.title}</a><br><span class="soft small">${summaryOf(discount, shop).join(" · ")}</span></td><td>${badge(statusOf(discount, now).toLowerCase())}</td>
<td class="num">${codes.length}</td><td class="num">${usesOf(discount)}</td><td>${discountButtons(shop, discount, now)}</td></tr>`;
}

function usesOf(discount: Discount): number {
  return liveCodes(discount).reduce((sum, { uses }) => sum + uses.length, 0);
}

function discountButtons(shop: Shop, discount: Discount, now: Iso): Html {
  const api = `/api/shops/${handleOfShop(shop)}/discounts/${discount.id}`;
  const active = statusOf(discount, now) === "ACTIVE";
  return html`<div class="actions">${active ? press({ api: `POST ${api}/deactivate`, label: "Deactivate" }) : press({ api: `POST ${api}/activate`, label: "Activate" })}
${press({ api: `DELETE ${api}`, label: "Delete", kind: "danger", confirm: `Delete ${discount.title} with ${liveCodes(discount).length} codes?` })}</div>`;
}

function foundCode(shop: Shop, code: string): Html {
  const found = findCodeEvenDeleted(shop, code);
  if (!found) return html`<p>No discount has or had the code ${code}.</p>`;
  const gone = found.redeem.deletedAt ?? found.discount.deletedAt;
  return html`<p><strong>${found.redeem.code}</strong> ${gone ? badge("deleted") : ""} of ${gone ? found.discount.title : html`<a href="/control/${handleOfShop(shop)}/discounts/${found.discount.id}">${found.discount.title}</a>`}, used ${found.redeem.uses.length} times.</p>`;
}

/** One discount: its codes, and a form that changes it behind the app's back. */
export function discountPage(shop: Shop, discount: Discount, now: Iso): Html {
  const api = `/api/shops/${handleOfShop(shop)}/discounts/${discount.id}`;
  const codes = liveCodes(discount);
  return html`<section class="card"><h1>${discount.title}</h1><p class="soft">${summaryOf(discount, shop).join(" · ")} ${badge(statusOf(discount, now).toLowerCase())} since ${when(discount.startsAt, shop)}${discount.endsAt ? html` until ${when(discount.endsAt, shop)}` : ""} ${discount.tags.map((tag) => html`<span class="badge">${tag}</span> `)}</p>${discountButtons(shop, discount, now)}</section>
<div class="two"><section class="card"><h2>Change</h2><form data-api="PATCH ${api}" data-done="Saved"><div class="fields"><label>Title<br><input name="title" value="${discount.title}"></label>${valueFields(shop)}
<label>Uses of each code<br><input class="count" type="number" min="1" name="usageLimit" data-type="number" value="${discount.usageLimit ?? ""}"></label></div><button>Save</button></form>
<h3>Add a code</h3><form data-api="POST ${api}/codes" data-done="Added"><div class="fields"><label>Codes, joined by commas<br><input name="codes" data-type="list"></label></div><button>Add</button></form></section>
<section class="card" id="codes" data-live><h2>Codes (${codes.length})</h2><table class="stack"><tbody>${codes.slice(-SHOWN).reverse().map(({ code, uses }) => html`<tr><td>${code}</td><td class="num">used ${uses.length}</td><td>${press({ api: `DELETE ${api}/codes/${encodeURIComponent(code)}`, label: "Delete", kind: "danger" })}</td></tr>`)}</tbody></table></section></div>`;
}

function valueFields(shop: Shop): Html {
  return html`<label>Percent off<br><input class="count" name="percent" inputmode="decimal"></label>${moneyField("amountMinor", "Amount off", shop.currency)}${moneyField("minimumSubtotalMinor", "Minimum order", shop.currency)}`;
}

function newDiscount(shop: Shop): Html {
  const handle = handleOfShop(shop);
  return html`<section class="card"><h2>Make a discount</h2><form data-api="POST /api/shops/${handle}/discounts" data-go="/control/${handle}/discounts/{id}"><div class="fields"><label>Code<br><input name="code" required placeholder="WELCOME10"></label>${valueFields(shop)}
<label class="check"><input type="checkbox" name="freeShipping"> Free shipping</label><label>Uses of each code<br><input class="count" type="number" min="1" name="usageLimit" data-type="number"></label></div>
<div class="fields">${(["order", "product", "shipping"] as const).map((name) => html`<label class="check"><input type="checkbox" name="combinesWith.${name}"> Combines with ${name} discounts</label>`)}</div><button class="main">Make discount</button></form></section>`;
}
