import { gid } from "../../world/ids";
import { orderTotals } from "../../world/order-totals";
import type { Customer, Order } from "../../world/types";
import { liquidAmount } from "../liquid/format-money";
import { MetafieldsDrop } from "./metafields-object";
import { liquidId, type Page } from "./page";

/** Liquid's `customer`: who is logged in. What takes a walk over all orders is worked out only when a template asks. */
export function customerObject(page: Page, customer: Customer) {
  const { shop } = page;
  const orders = () => Object.values(shop.orders).filter((order) => order.customerId === customer.id && !order.deleted);
  return {
    id: liquidId(customer.id), email: customer.email, phone: customer.phone, first_name: customer.firstName, last_name: customer.lastName,
    name: [customer.firstName, customer.lastName].filter(Boolean).join(" "), tags: customer.tags, accepts_marketing: customer.acceptsMarketing,
    has_account: customer.state === "enabled", tax_exempt: false, "b2b?": false,
    default_address: customer.address ? addressObject(customer.address) : null, addresses: customer.address ? [addressObject(customer.address)] : [],
    store_credit_account: { balance: liquidAmount(customer.storeCreditMinor, shop.currency) },
    get orders_count() { return orders().length; },
    get total_spent() { return liquidAmount(orders().reduce((total, order) => total + spentOn(order), 0), shop.currency); },
    metafields: new MetafieldsDrop({ shop, gid: gid("Customer", customer.id), ownerType: "CUSTOMER", appConfig: page.appConfig }),
  };
}

function spentOn(order: Order): number {
  return order.test || order.cancelledAt ? 0 : orderTotals(order).total;
}

function addressObject(address: NonNullable<Customer["address"]>) {
  return { address1: address.address1, city: address.city, zip: address.zip, country_code: address.countryCode };
}
