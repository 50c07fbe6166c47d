import { randomBytes } from "node:crypto";
import { nowMs, nowOf } from "../world/clock";
import type { Install, World } from "../world/types";

const HOUR = 3_600;
const DAY = 24 * HOUR;
const ACCESS_SECONDS = HOUR;
const REFRESH_SECONDS = 90 * DAY;
/** An expiry no clock reaches marks tokens that were asked for without `expiring`. */
export const NEVER = "9999-12-31T23:59:59.000Z";

/** An offline token of one hour and the refresh token to follow it with. `replaces` is the refresh token it was bought with. */
export function issueOffline(world: World, install: Install, replaces?: string): Record<string, unknown> {
  const access = tokenText("shpat");
  const refresh = tokenText("shprt");
  forgetExpired(world, install);
  install.accessTokens.push({ token: access, expiresAt: after(world, ACCESS_SECONDS), online: false });
  install.refreshTokens.push({ token: refresh, expiresAt: after(world, REFRESH_SECONDS), ...(replaces ? { replaces } : {}) });
  return { access_token: access, scope: install.scopes.join(","), expires_in: ACCESS_SECONDS, refresh_token: refresh, refresh_token_expires_in: REFRESH_SECONDS };
}

/** A token without expiry: it is issued, and the Admin API refuses it, as it does for every app as new as this one. */
export function issuePermanent(install: Install): Record<string, unknown> {
  const access = tokenText("shpat");
  install.accessTokens.push({ token: access, expiresAt: NEVER, online: false });
  return { access_token: access, scope: install.scopes.join(",") };
}

/** A token for one member of staff, good for a day. */
export function issueOnline(world: World, install: Install, userId: string): Record<string, unknown> {
  const access = tokenText("shpua");
  const scope = install.scopes.join(",");
  forgetExpired(world, install);
  install.accessTokens.push({ token: access, expiresAt: after(world, DAY - 1), online: true, userId });
  return {
    access_token: access, scope, expires_in: DAY - 1, associated_user_scope: scope,
    associated_user: { id: Number(userId), first_name: "Sam", last_name: "Rivera", email: "sam@staff.example", email_verified: true, account_owner: true, locale: "en", collaborator: false },
  };
}

export function after(world: World, seconds: number): string {
  return new Date(nowMs(world) + seconds * 1000).toISOString();
}

function forgetExpired(world: World, install: Install): void {
  const now = nowOf(world);
  install.accessTokens = install.accessTokens.filter((token) => token.expiresAt > now);
  install.refreshTokens = install.refreshTokens.filter((token) => token.expiresAt > now);
}

function tokenText(prefix: string): string {
  return `${prefix}_${randomBytes(16).toString("hex")}`;
}
