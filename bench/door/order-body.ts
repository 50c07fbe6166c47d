import { createHash } from "node:crypto";

/** Text that looks like chance and is the same in every run. */
const token = (seed: string, length: number) => createHash("sha256").update(seed).digest("hex").slice(0, length);
const set = (amount: string) => ({ shop_money: { amount, currency_code: "USD" }, presentment_money: { amount, currency_code: "USD" } });
const WORDS = ["Fern", "Monstera", "Pothos", "Orchid", "Cactus", "Aloe", "Ivy", "Palm", "Maple", "Bonsai", "Terracotta", "Hanging", "Glazed", "Dwarf", "Variegated"];

/**
 * orders/paid as Shopify writes it, about 8 KB: tokens, addresses, tax lines and price sets of a few lines, nothing padded, so that
 * it compresses as a real one does.
 */
export function orderBody(orderId: number, customers = 5_000): Buffer {
  const customerId = 7_000_000_000_000 + (orderId % customers);
  const name = (n: number) => `${WORDS[(orderId * 7 + n * 3) % WORDS.length]} ${WORDS[(orderId + n * 5) % WORDS.length]}`;
  const lines = Array.from({ length: 3 }, (_, i) => line(orderId, i, name(i)));
  const total = lines.reduce((sum, { cents }) => sum + cents, 0);
  const tax = Math.round(total * 0.08);
  const money = (cents: number) => (cents / 100).toFixed(2);
  const at = new Date(Date.UTC(2026, 9, 1) + (orderId % 2_000_000) * 1_000).toISOString().replace(".000Z", "-05:00");
  const address = {
    first_name: WORDS[orderId % 15], address1: `${orderId % 977} ${name(9)} Street`, phone: `+1555${String(orderId % 9_999_999).padStart(7, "0")}`, city: "Portland", zip: String(10_000 + (orderId % 89_999)), province: "Oregon",
    country: "United States", last_name: name(8), address2: null, company: null, latitude: 45 + (orderId % 1000) / 7919, longitude: -122 - (orderId % 1000) / 6007, name: name(7), country_code: "US", province_code: "OR",
  };
  const totals = { subtotal_price: money(total), total_price: money(total + tax), total_tax: money(tax), total_line_items_price: money(total), total_discounts: "0.00", current_subtotal_price: money(total), current_total_price: money(total + tax), current_total_tax: money(tax), current_total_discounts: "0.00" };
  return Buffer.from(JSON.stringify({
    id: orderId, admin_graphql_api_id: `gid://shopify/Order/${orderId}`, app_id: 580111, browser_ip: `10.${orderId % 255}.3.7`, buyer_accepts_marketing: false, cancel_reason: null, cancelled_at: null, cart_token: token(`cart${orderId}`, 32),
    checkout_token: token(`checkout${orderId}`, 32), closed_at: null, confirmation_number: token(`c${orderId}`, 9).toUpperCase(), confirmed: true, contact_email: `buyer${orderId % customers}@example.com`, created_at: at, currency: "USD", customer_locale: "en",
    discount_codes: [], discount_applications: [], email: `buyer${orderId % customers}@example.com`, estimated_taxes: false, financial_status: "paid", fulfillment_status: null, landing_site: "/", name: `#${orderId}`, note: null, note_attributes: [], number: orderId,
    order_number: orderId, order_status_url: `https://bench.myshopify.com/${orderId}/orders/${token(`s${orderId}`, 32)}/authenticate?key=${token(`k${orderId}`, 32)}`, payment_gateway_names: ["shopify_payments"], presentment_currency: "USD", processed_at: at,
    source_name: "web", tags: "", tax_exempt: false, tax_lines: [{ price: money(tax), rate: 0.08, title: "Sales tax", price_set: set(money(tax)), channel_liable: false }], taxes_included: false, test: false, token: token(`t${orderId}`, 32),
    ...totals, ...Object.fromEntries(Object.entries(totals).map(([key, amount]) => [`${key}_set`, set(amount)])), total_outstanding: "0.00", total_shipping_price_set: set("0.00"), total_tip_received: "0.00", total_weight: 1200, updated_at: at, user_id: null,
    billing_address: address, customer: { id: customerId, email: `buyer${orderId % customers}@example.com`, created_at: at, updated_at: at, first_name: address.first_name, last_name: address.last_name, state: "disabled", note: null, verified_email: true, tax_exempt: false, phone: null, currency: "USD", tax_exemptions: [], admin_graphql_api_id: `gid://shopify/Customer/${customerId}`, default_address: { id: customerId + 1, customer_id: customerId, ...address, default: true } },
    fulfillments: [], line_items: lines.map(({ json }) => json), payment_terms: null, refunds: [], shipping_address: address, shipping_lines: [], line_item_groups: [], returns: [],
  }));
}

function line(orderId: number, i: number, title: string) {
  const id = orderId * 100 + i;
  const cents = 990 + ((orderId * 31 + i * 1_717) % 9_000);
  const price = (cents / 100).toFixed(2), tax = ((cents * 0.08) / 100).toFixed(2);
  const productId = 8_100_000_000_000 + ((orderId + i * 13) % 400);
  return {
    cents,
    json: {
      id, admin_graphql_api_id: `gid://shopify/LineItem/${id}`, attributed_staffs: [], current_quantity: 1, fulfillable_quantity: 1, fulfillment_service: "manual", fulfillment_status: null, gift_card: false, grams: 400, name: title, price, price_set: set(price),
      product_exists: true, product_id: productId, properties: [], quantity: 1, requires_shipping: true, sku: token(`sku${productId}`, 10).toUpperCase(), taxable: true, title, total_discount: "0.00", total_discount_set: set("0.00"), variant_id: productId + 40_000, variant_inventory_management: "shopify",
      variant_title: null, vendor: "Evergreen Goods", tax_lines: [{ channel_liable: false, price: tax, price_set: set(tax), rate: 0.08, title: "Sales tax" }], duties: [], discount_allocations: [],
    },
  };
}
