/** What the app cannot do without a scope, in a sentence the merchant reads. */
const NEEDS: { feature: string; scopes: string[]; without: string }[] = [
  { feature: "earning", scopes: ["read_orders"], without: "Orders cannot be read, so nothing is earned. Grant access to orders." },
  { feature: "cards", scopes: ["write_customers"], without: "Cards and tier tags cannot be written to customers. Grant access to customers." },
  { feature: "merging", scopes: ["read_customer_merge"], without: "Merged customers keep their points apart. Grant access to customer merges." },
  { feature: "disputes", scopes: ["read_shopify_payments_disputes"], without: "Points of disputed orders are not held back. Grant access to Shopify Payments disputes." },
  { feature: "product_rules", scopes: ["read_products"], without: "Rules by product, collection and tag do not apply. Grant access to products." },
];

/** Features that are off with these scopes, with the reason. Writing a thing includes reading it. */
export function featuresOff(scopes: readonly string[]): Record<string, string> {
  const granted = new Set(scopes.flatMap((scope) => [scope, scope.replace(/^write_/, "read_")]));
  return Object.fromEntries(NEEDS.filter((need) => need.scopes.some((scope) => !granted.has(scope))).map(({ feature, without }) => [feature, without]));
}
