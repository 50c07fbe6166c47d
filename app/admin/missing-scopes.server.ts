/** Without these the product cannot do its work; other scopes only switch features. Kept equal to `shopify.app.toml` by a test. */
const NEEDED_SCOPES = ["read_customers", "write_customers", "read_orders", "read_products", "write_app_proxy"];

/** A write scope contains its read scope. */
export function missingScopes(granted: readonly string[]): string[] {
  return NEEDED_SCOPES.filter((scope) => !granted.includes(scope) && !granted.includes(scope.replace(/^read_/, "write_")));
}
