import { handleOfShop } from "../../world/find-shop";
import { orderTotals } from "../../world/order-totals";
import type { Order, Shop } from "../../world/types";
import type { Html} from "./html";
import { html } from "./html";
import { countField, moneyField, press, price, standing, variantOptions, when } from "./pieces";

const SHOWN = 25;

/** The latest orders with what is done most, and a form for a new one. */
export function ordersPage(shop: Shop): Html {
  const orders = Object.values(shop.orders).filter(({ deleted }) => !deleted).sort((a, b) => b.number - a.number);
  return html`<section class="card"><h1>Orders</h1><p class="soft small">${orders.length} in all, the ${Math.min(SHOWN, orders.length)} youngest here. Everything done here reaches the app as signed webhooks.</p>
<div class="wide" id="orders" data-live><table class="stack"><thead><tr><th>Order</th><th>Placed</th><th>Customer</th><th>Standing</th><th class="num">Total</th><th>Do</th></tr></thead>
<tbody>${orders.slice(0, SHOWN).map((order) => row(shop, order))}</tbody></table>${orders.length === 0 ? html`<p>No orders yet. Place one below, or start the simulated past.</p>` : ""}</div></section>
${newOrder(shop)}`;
}

/** Buttons for what an order allows now. */
export function orderButtons(shop: Shop, order: Order): Html {
  const api = `/api/shops/${handleOfShop(shop)}/orders/${order.id}`;
  const { outstanding, paid, refunded } = orderTotals(order);
  const openDispute = order.disputes.some(({ status }) => status === "needs_response" || status === "under_review");
  return html`<div class="actions">
${!order.cancelledAt && outstanding > 0 ? press({ api: `POST ${api}/pay`, label: "Pay", kind: "main" }) : ""}
${!order.cancelledAt && order.fulfillmentStatus === null ? press({ api: `POST ${api}/fulfill`, label: "Fulfill" }) : ""}
${paid > refunded && !order.cancelledAt ? press({ api: `POST ${api}/refund`, label: "Refund all", body: wholeRefund(order) }) : ""}
${!order.cancelledAt && order.fulfillmentStatus === null ? press({ api: `POST ${api}/cancel`, label: "Cancel", kind: "danger" }) : ""}
${paid > 0 && !openDispute ? press({ api: `POST ${api}/dispute`, label: "Dispute" }) : ""}
${openDispute ? [press({ api: `POST ${api}/resolve-dispute`, label: "Won", body: { outcome: "won" } }), press({ api: `POST ${api}/resolve-dispute`, label: "Lost", body: { outcome: "lost" }, kind: "danger" })] : ""}</div>`;
}

function wholeRefund(order: Order) {
  const lines = order.lines.filter((line) => line.currentQuantity > 0).map((line) => ({ lineId: line.id, quantity: line.currentQuantity }));
  const { paid, refunded } = orderTotals(order);
  const back = order.refunds.reduce((sum, refund) => sum + refund.shippingMinor, 0);
  return { lines, shippingMinor: order.shippingMinor - order.shippingDiscountMinor - back, amountMinor: paid - refunded };
}

function row(shop: Shop, order: Order): Html {
  const customer = order.customerId ? shop.customers[order.customerId] : undefined;
  const handle = handleOfShop(shop);
  const name = customer ? [customer.firstName, customer.lastName].filter(Boolean).join(" ") || customer.id : null;
  return html`<tr><td><a href="/control/${handle}/orders/${order.id}">${order.name}</a></td><td class="soft">${when(order.createdAt, shop)}</td>
<td>${name ? html`<a href="/control/${handle}/customers/${customer!.id}">${name}</a>` : html`<span class="soft">Guest</span>`}</td>
<td>${standing(order)}</td><td class="num">${price(orderTotals(order).total, order.currency)}</td><td>${orderButtons(shop, order)}</td></tr>`;
}

function newOrder(shop: Shop): Html {
  const handle = handleOfShop(shop);
  const customers = Object.values(shop.customers).filter(({ mergedInto }) => !mergedInto).sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1)).slice(0, 60);
  const lines = [0, 1, 2].map((index) => html`<div class="fields"><label>Product<br><select name="lines[${index}].variantId"><option value="">None</option>${variantOptions(shop)}</select></label>${countField(`lines[${index}].quantity`, "Quantity", 99)}</div>`);
  return html`<section class="card"><h2>Place an order</h2><form data-api="POST /api/shops/${handle}/orders" data-go="/control/${handle}/orders/{id}">
<div class="fields"><label>Customer<br><select name="customerId"><option value="">Guest</option>${customers.map((customer) => html`<option value="${customer.id}">${customer.firstName ?? ""} ${customer.lastName ?? ""} ${customer.email ? `(${customer.email})` : customer.id}</option>`)}</select></label>
<label>E-mail of a guest<br><input name="email" type="email" placeholder="guest@example.com"></label>
<label>Source<br><select name="source"><option value="web">Online</option><option value="pos">Till (POS)</option><option value="shopify_draft_order">Draft order</option></select></label></div>
${lines}
<div class="fields"><label>Codes of this shop<br><input name="codes" data-type="list" placeholder="WELCOME10"></label><label class="check"><input type="checkbox" name="late"> Entered before they were deleted</label>
<label>Or any code<br><input name="discounts[0].code" placeholder="SPRING15"></label><label>Percent off<br><input class="count" name="discounts[0].percent" inputmode="decimal"></label>
${moneyField("tipMinor", "Tip", shop.currency)}<label>Presentment currency<br><input class="count" name="presentmentCurrency" placeholder="EUR" maxlength="3"></label><label>Rate<br><input class="count" name="presentmentRate" placeholder="0.92"></label>
<label class="check"><input type="checkbox" name="pay" checked> Pay at once</label><label class="check"><input type="checkbox" name="test"> Test order</label></div>
<button class="main">Place order</button></form></section>`;
}
