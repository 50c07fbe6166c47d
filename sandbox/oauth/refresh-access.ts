import type { Sandbox } from "../sandbox";
import { nowOf } from "../world/clock";
import type { Shop } from "../world/types";
import { after, issueOffline } from "./issue-tokens";
import type { TokenAnswer } from "./mount-oauth";

/** A replaced token lives at most this long, however late its successor is used. */
const GRACE_SECONDS = 30 * 86_400;

/**
 * Rotation: every refresh gives a new pair. The refresh token it was bought with stays good until its successor is used, so an
 * answer that was lost on the way locks nobody out.
 */
export function refreshAccess(sandbox: Sandbox, shop: Shop, body: Record<string, string>): TokenAnswer {
  const { world } = sandbox;
  const install = shop.install;
  const token = install?.refreshTokens.find((known) => known.token === body.refresh_token && known.expiresAt > nowOf(world));
  if (!install || !token) return { status: 401, body: { error: "invalid_request", error_description: "This request requires an active refresh_token" } };
  if (token.replaces) install.refreshTokens = install.refreshTokens.filter((known) => known.token !== token.replaces);
  const issued = issueOffline(world, install, token.token);
  token.replacedBy = String(issued.refresh_token);
  const graceEnds = after(world, GRACE_SECONDS);
  if (graceEnds < token.expiresAt) token.expiresAt = graceEnds;
  return { status: 200, body: issued };
}
