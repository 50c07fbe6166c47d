/** What the app cannot do without a scope, in a sentence the merchant reads. */
const NEEDS: { feature: string; scopes: string[]; without: string }[] = [
  { feature: "earning", scopes: ["read_orders"], without: "Orders cannot be read, so nothing is earned. Grant access to orders." },
  { feature: "cards", scopes: ["write_customers"], without: "Cards and tier tags cannot be written to customers. Grant access to customers." },
  { feature: "merging", scopes: ["read_customer_merge"], without: "Merged customers keep their points apart. Grant access to customer merges." },
  { feature: "disputes", scopes: ["read_shopify_payments_disputes"], without: "Points of disputed orders are not held back. Grant access to Shopify Payments disputes." },
  { feature: "redeeming", scopes: ["write_discounts"], without: "Points cannot become discounts. Grant access to discounts." },
  { feature: "product_rules", scopes: ["read_products"], without: "Rules by product, collection and tag do not apply. Grant access to products." },
];

/** Not of a scope: Shopify approves an app for it. */
const CONTACTS = "Names and e-mail addresses of customers cannot be read: members are listed by number, and orders placed as a guest are not found. It needs Shopify's approval for protected customer data.";

/** Features that are off because Shopify refused what they need, whatever the scopes say. */
export function withoutFeatures(features: readonly string[]): Record<string, string> {
  const reasons: Record<string, string> = { ...Object.fromEntries(NEEDS.map(({ feature, without }) => [feature, without])), contacts: CONTACTS };
  return Object.fromEntries(features.flatMap((feature) => (reasons[feature] === undefined ? [] : [[feature, reasons[feature]]])));
}

/** Features that are off with these scopes, with the reason. Writing a thing includes reading it. */
export function featuresOff(scopes: readonly string[]): Record<string, string> {
  const granted = new Set(scopes.flatMap((scope) => [scope, scope.replace(/^write_/, "read_")]));
  return Object.fromEntries(NEEDS.filter((need) => need.scopes.some((scope) => !granted.has(scope))).map(({ feature, without }) => [feature, without]));
}
