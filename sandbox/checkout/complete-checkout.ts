import type { Sandbox } from "../sandbox";
import { createCustomer } from "../shop-life/create-customer";
import { customerByEmail } from "../shop-life/customer-by-email";
import { payOrder } from "../shop-life/pay-order";
import { placeOrder } from "../shop-life/place-order";
import type { CartTotals } from "../storefront/cart/cart-totals";
import type { Page } from "../storefront/objects/page";
import { orderTotals } from "../world/order-totals";
import type { Customer, Minor, Order } from "../world/types";
import type { CheckoutFields } from "./checkout-form";

/** Places the cart as an order and pays it as chosen. A known email address belongs to its customer, logged in or not. */
export function completeCheckout(sandbox: Sandbox, page: Page, checkout: { fields: CheckoutFields; cart: CartTotals; tipMinor: Minor }): { order: Order; customer: Customer | null } {
  const { fields, cart, tipMinor } = checkout;
  const customer = page.customer ?? customerOf(sandbox, page, fields);
  const order = placeOrder(sandbox, page.shop, {
    customerId: customer?.id ?? null, email: fields.email || (customer?.email ?? null), discounts: cart.discounts, tipMinor, test: fields.test === "on", locale: page.language,
    lines: cart.lines.map(({ variant, quantity }) => ({ variantId: variant.id, quantity })),
    noteAttributes: Object.entries(page.session.attributes).map(([name, value]) => ({ name, value })), ...(page.session.note ? { note: page.session.note } : {}),
  });
  if (fields.payment !== "later" && order.financialStatus !== "paid") payWith(sandbox, page, { order, customer, gateway: fields.payment });
  return { order, customer: page.customer ?? (fields.account === "on" ? customer : null) };
}

/** Store credit pays what it can, a card the rest. */
function payWith(sandbox: Sandbox, page: Page, { order, customer, gateway }: { order: Order; customer: Customer | null; gateway: string }): void {
  const credit = gateway === "shopify_store_credit" ? Math.min(customer?.storeCreditMinor ?? 0, outstanding(order)) : 0;
  if (credit > 0) payOrder(sandbox, page.shop, { orderId: order.id, gateway, amountMinor: credit });
  if (order.financialStatus === "paid") return;
  payOrder(sandbox, page.shop, { orderId: order.id, gateway: gateway === "shopify_store_credit" ? "shopify_payments" : gateway });
}

function outstanding(order: Order): Minor {
  return orderTotals(order).outstanding;
}

function customerOf(sandbox: Sandbox, page: Page, fields: CheckoutFields): Customer | null {
  const known = customerByEmail(page.shop, fields.email);
  if (known || fields.account !== "on") return known;
  const address = fields.address1 ? { address1: fields.address1, city: fields.city, zip: fields.zip, countryCode: fields.country || page.shop.country } : undefined;
  return createCustomer(sandbox, page.shop, { email: fields.email, firstName: fields.first_name || null, lastName: fields.last_name || null, locale: page.language, address });
}
