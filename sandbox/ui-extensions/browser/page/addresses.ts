import type { HostPage } from "../../protocol";

const ACCOUNT_PAGES: Record<string, string> = { orders: "/account/orders", profile: "/account/profile", settings: "/account/profile" };

/**
 * Where a link of an extension leads: `extension:/path` and `extension:handle/path` to an extension's own page,
 * `shopify:customer-account/orders/<id>` to a page of the account, `shopify:storefront/…` to the shop, everything else as it is.
 */
export function addressOf({ root }: Pick<HostPage, "root">, url: string, handle: string): string {
  const own = /^extension:([^/]*)(\/.*)?$/.exec(url);
  if (own) return `${root}/account/pages/${own[1] || handle}${own[2] === "/" ? "" : own[2] ?? ""}`;
  const account = /^shopify:(?:\/\/)?customer-account\/([a-z]+)(?:\/(?:gid:\/\/shopify\/Order\/)?(\d+))?/.exec(url);
  if (account) return `${root}${ACCOUNT_PAGES[account[1]!] ?? "/account"}${account[2] ? `/${account[2]}` : ""}`;
  const shop = /^shopify:(?:\/\/)?storefront(\/.*)?$/.exec(url);
  if (shop) return `${root}${shop[1] ?? "/"}`;
  return url.startsWith("/account/") ? `${root}${url}` : url;
}
