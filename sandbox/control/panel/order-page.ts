import { handleOfShop } from "../../world/find-shop";
import { orderTotals } from "../../world/order-totals";
import type { Order, Shop } from "../../world/types";
import { orderButtons } from "./orders-page";
import type { Html} from "./html";
import { html } from "./html";
import { countField, moneyField, press, price, standing, variantOptions, when } from "./pieces";

/** One order: what was bought, what happened, and every form that changes it. */
export function orderPage(shop: Shop, order: Order): Html {
  const api = `/api/shops/${handleOfShop(shop)}/orders/${order.id}`;
  const customer = order.customerId ? shop.customers[order.customerId] : undefined;
  return html`<section class="card"><h1>Order ${order.name}</h1><p class="soft">${when(order.processedAt, shop)} · ${customer ? html`<a href="/control/${handleOfShop(shop)}/customers/${customer.id}">${customer.firstName ?? ""} ${customer.lastName ?? customer.id}</a>` : html`Guest ${order.email ?? ""}`} · ${standing(order)}</p>
${linesTable(order)}${orderButtons(shop, order)}</section>
<div class="two">${refundForm(shop, order, api)}${editForm(shop, order, api)}${exchangeForm(shop, order, api)}
<section class="card"><h2>Payment in part</h2><form data-api="POST ${api}/pay"><div class="fields">${moneyField("amountMinor", "Amount", order.currency)}<label>With<br><select name="gateway"><option value="shopify_payments">Card</option><option value="gift_card">Gift card</option><option value="shopify_store_credit">Store credit</option><option value="manual">Cash or bank</option></select></label></div><button>Pay</button></form>
<h3>Risk</h3><div class="actions">${(["none", "low", "high"] as const).map((risk) => press({ api: `POST ${api}/risk`, label: risk === "none" ? "No risk" : `${risk} risk`, body: { risk } }))}</div>
<h3>Delete</h3>${press({ api: `DELETE ${api}`, label: "Delete order", kind: "danger", confirm: `Delete order ${order.name} for ever?` })}</section>
${happened(shop, order)}</div>`;
}

function linesTable(order: Order): Html {
  const totals = orderTotals(order);
  const sums: [string, number][] = [["Subtotal", totals.subtotal], ["Shipping", totals.shipping], ["Tax", totals.tax], ["Tip", totals.tip], ["Total", totals.total], ["Paid", totals.paid], ["Given back", totals.refunded], ["Outstanding", totals.outstanding]];
  return html`<div class="wide"><table><thead><tr><th>Line</th><th class="num">Price</th><th class="num">Ordered</th><th class="num">Left</th><th class="num">Discount</th><th class="num">Tax</th></tr></thead><tbody>
${order.lines.map((line) => html`<tr><td>${line.title} <span class="soft">${line.variantTitle}</span> ${line.giftCard ? html`<span class="badge">gift card</span>` : ""}</td><td class="num">${price(line.unitPriceMinor, order.currency)}</td><td class="num">${line.quantity}</td><td class="num">${line.currentQuantity}</td><td class="num">${price(line.discountMinor, order.currency)}</td><td class="num">${price(line.taxMinor, order.currency)}</td></tr>`)}</tbody></table></div>
<p class="small">${sums.filter(([name, minor]) => minor !== 0 || name === "Total").map(([name, minor]) => html`<span class="soft">${name}</span> ${price(minor, order.currency)} &nbsp; `)}
${order.presentmentCurrency === order.currency ? "" : html`<span class="soft">shown to the shopper in</span> ${order.presentmentCurrency} at ${order.presentmentRate}`}</p>`;
}

function quantities(order: Order, name: string): Html[] {
  return order.lines.filter((line) => line.currentQuantity > 0).map((line, index) => html`<input type="hidden" name="${name}[${index}].lineId" value="${line.id}">${countField(`${name}[${index}].quantity`, `${line.title} (of ${line.currentQuantity})`, line.currentQuantity)}`);
}

function refundForm(shop: Shop, order: Order, api: string): Html {
  return html`<section class="card"><h2>Refund</h2><form data-api="POST ${api}/refund" data-done="Refunded"><div class="fields">${quantities(order, "lines")}</div>
<div class="fields">${moneyField("shippingMinor", "Shipping", shop.currency)}${moneyField("amountMinor", "Amount (empty: what the goods are worth)", shop.currency)}<label>To<br><select name="to"><option value="original">Where it came from</option><option value="store_credit">Store credit</option></select></label></div>
<button>Refund</button></form></section>`;
}

function editForm(shop: Shop, order: Order, api: string): Html {
  const set = order.lines.map((line, index) => html`<input type="hidden" name="set[${index}].lineId" value="${line.id}"><label>${line.title}<br><input class="count" type="number" min="0" name="set[${index}].quantity" data-type="number" data-zero="1" value="${line.currentQuantity}"></label>`);
  return html`<section class="card"><h2>Edit</h2><form data-api="POST ${api}/edit" data-done="Edited"><div class="fields">${set}</div>
<div class="fields"><label>Add<br><select name="add[0].variantId"><option value="">Nothing</option>${variantOptions(shop)}</select></label>${countField("add[0].quantity", "Quantity", 99)}</div><button>Save changes</button></form></section>`;
}

function exchangeForm(shop: Shop, order: Order, api: string): Html {
  return html`<section class="card"><h2>Exchange</h2><form data-api="POST ${api}/exchange" data-done="Exchanged"><div class="fields">${quantities(order, "return")}</div>
<div class="fields"><label>For<br><select name="add[0].variantId">${variantOptions(shop)}</select></label>${countField("add[0].quantity", "Quantity", 99)}</div><button>Exchange</button></form></section>`;
}

function happened(shop: Shop, order: Order): Html {
  const events: [at: string, text: string][] = [
    [order.createdAt, "Placed"],
    ...order.transactions.map((transaction): [string, string] => [transaction.createdAt, `${transaction.kind} of ${price(transaction.amountMinor, order.currency)} by ${transaction.gateway}`]),
    ...order.refunds.map((refund): [string, string] => [refund.createdAt, `Refund of ${price(refund.transactions.reduce((sum, transaction) => sum + transaction.amountMinor, 0), order.currency)}, ${refund.lines.reduce((sum, line) => sum + line.quantity, 0)} units`]),
    ...order.disputes.map((dispute): [string, string] => [dispute.createdAt, `Dispute over ${price(dispute.amountMinor, order.currency)}: ${dispute.status}`]),
    ...(order.fulfilledAt ? [[order.fulfilledAt, "Fulfilled"] as [string, string]] : []),
    ...(order.cancelledAt ? [[order.cancelledAt, `Canceled (${order.cancelReason})`] as [string, string]] : []),
  ];
  return html`<section class="card"><h2>What happened</h2><table><tbody>${events.sort(([a], [b]) => (a < b ? -1 : 1)).map(([at, text]) => html`<tr><td class="when small">${when(at, shop)}</td><td>${text}</td></tr>`)}</tbody></table></section>`;
}
