import { z } from "zod";
import { placeOf } from "../../app-proxy/mount-app-proxy";
import type { Sandbox } from "../../sandbox";
import { installApp } from "../../shop-life/install-app";
import { redactShop } from "../../shop-life/redact-shop";
import { uninstallApp } from "../../shop-life/uninstall-app";
import { updateProduct } from "../../shop-life/update-product";
import { handleOfShop } from "../../world/find-shop";
import type { Shop } from "../../world/types";
import * as field from "../fields";
import { operation, type Operation } from "../operation";
import { budgetUse } from "../../admin-api/core/rate-bucket";

const base = "/shops/{handle}";
const tag = "Shop";

export const shopOperations: Operation[] = [
  operation({ method: "get", path: "/shops", tag, summary: "All shops", run: ({ sandbox }) => ({ shops: Object.values(sandbox.world.shops).map((shop) => shopView(sandbox, shop)) }) }),
  operation({ method: "get", path: base, tag, summary: "One shop", run: ({ sandbox, shop }) => shopView(sandbox, shop) }),
  operation({
    method: "patch", path: base, tag, summary: "Settings of a shop", body: z.strictObject({
      protectedDataApproved: z.boolean().optional().describe("False hides names, e-mails, phones and addresses from the app"),
      taxRate: z.number().min(0).max(1).optional(), taxesIncluded: z.boolean().optional(), shippingMinor: field.minor.optional(), plan: z.enum(["basic", "advanced", "plus", "enterprise"]).optional(),
      checkoutLocksDiscounts: z.boolean().optional().describe("True forbids UI extensions of the checkout to change discount codes"),
      proxy: z.strictObject({ prefix: z.enum(["apps", "a", "community", "tools"]), subpath: z.string().regex(/^[\w-]{1,30}$/, "expected up to 30 letters, digits, _ or -") }).optional().describe("Moves the app proxy, as a merchant may; the old path is gone at once"),
    }),
    run: ({ sandbox, shop, body }) => {
      Object.assign(shop, Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined)));
      sandbox.save();
      return shopView(sandbox, shop);
    },
  }),
  operation({
    method: "post", path: `${base}/install`, tag, summary: "Install the app, or give it other scopes (app/scopes_update)", body: z.strictObject({ scopes: z.array(z.string().min(1)).optional() }),
    run: ({ sandbox, shop, body }) => shopView(sandbox, installApp(sandbox, shop, body)),
  }),
  operation({ method: "post", path: `${base}/uninstall`, tag, summary: "Uninstall the app (app/uninstalled)", run: ({ sandbox, shop }) => shopView(sandbox, uninstallApp(sandbox, shop)) }),
  operation({ method: "post", path: `${base}/redact`, tag, summary: "Ask for the shop to be erased (shop/redact)", status: 202, run: ({ sandbox, shop }) => shopView(sandbox, redactShop(sandbox, shop)) }),
  operation({ method: "get", path: `${base}/products`, tag, summary: "Products and collections", run: ({ shop }) => ({ products: Object.values(shop.products), collections: Object.values(shop.collections) }) }),
  operation({
    method: "patch", path: `${base}/products/{productId}`, tag, summary: "Change a product (products/update)",
    body: z.strictObject({
      title: z.string().min(1).optional(), tags: field.tags.optional(), status: z.enum(["active", "draft"]).optional(), at: field.at,
      variants: z.array(z.strictObject({ id: field.id, priceMinor: field.minor.optional(), compareAtMinor: field.minor.nullable().optional() })).optional(),
    }),
    run: ({ sandbox, shop, body, params }) => updateProduct(sandbox, shop, { ...body, productId: params.productId! }),
  }),
];

/** A shop without its tokens and without what can be listed elsewhere. */
function shopView(sandbox: Sandbox, shop: Shop) {
  const { id, domain, name, currency, country, timezone, locale, taxesIncluded, taxRate, shippingMinor, plan, protectedDataApproved, checkoutLocksDiscounts = false } = shop;
  return {
    handle: handleOfShop(shop), id, domain, name, currency, country, timezone, locale, taxesIncluded, taxRate, shippingMinor, plan, protectedDataApproved, checkoutLocksDiscounts,
    installed: shop.install ? { at: shop.install.installedAt, scopes: shop.install.scopes } : null,
    proxy: placeOf(sandbox, shop),
    adminApi: { ...budgetUse(shop) },
    counts: { products: Object.keys(shop.products).length, customers: Object.keys(shop.customers).length, orders: Object.keys(shop.orders).length, deliveries: shop.deliveries.length },
  };
}
