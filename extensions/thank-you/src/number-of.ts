/** `gid://shopify/OrderIdentity/42` on the thank-you page, `gid://shopify/Order/42` in accounts: the same number. Null where there is none. */
export function numberOf(gid: string | undefined): string | null {
  return /\/(\d+)(?:\?.*)?$/.exec(gid ?? "")?.[1] ?? null;
}
