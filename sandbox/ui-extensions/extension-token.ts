import { randomUUID } from "node:crypto";
import { signJwt } from "../oauth/session-token";
import type { Sandbox } from "../sandbox";
import { gid } from "../world/ids";
import type { Customer, Shop } from "../world/types";
import { readsCustomers } from "./values/shared-values";

const LIFETIME_SECONDS = 300;

/**
 * The session token an extension in a checkout or an account gets: HS256 with the app's secret, five minutes, `dest` without
 * `https://`. It names the customer only when one is logged in and the app may read customers. Real time, because who
 * verifies it has only that.
 */
export function mintExtensionToken({ world, appConfig }: Pick<Sandbox, "world" | "appConfig">, shop: Shop, customer: Customer | null): string {
  const iat = Math.floor(Date.now() / 1000);
  const sub = customer && readsCustomers(shop, appConfig.scopes) ? { sub: gid("Customer", customer.id) } : {};
  return signJwt({ dest: shop.domain, aud: world.app.apiKey, iat, nbf: iat, exp: iat + LIFETIME_SECONDS, jti: randomUUID(), ...sub }, world.app.apiSecret);
}
