import { createHmac, randomUUID, timingSafeEqual } from "node:crypto";
import type { Shop, World } from "../world/types";

export interface SessionClaims { iss: string; dest: string; aud: string; sub: string; exp: number; nbf: number; iat: number; jti: string; sid: string }

const LIFETIME_SECONDS = 60;
/** Verification forgives this much difference between clocks, as Shopify's own library does. */
const LEEWAY_SECONDS = 10;
/** The merchant signed in to the sandbox's admin. */
export const STAFF_USER_ID = "10100101";

/**
 * The id token App Bridge gives an embedded app: HS256 with the app's secret, good for 60 seconds. It carries the real
 * time and not the sandbox clock's, because the app that verifies it has only the real one.
 */
export function mintSessionToken(world: World, shop: Shop, userId = STAFF_USER_ID): string {
  const iat = Math.floor(Date.now() / 1000);
  const claims: SessionClaims = {
    iss: `https://${shop.domain}/admin`, dest: `https://${shop.domain}`, aud: world.app.apiKey, sub: userId,
    exp: iat + LIFETIME_SECONDS, nbf: iat, iat, jti: randomUUID(), sid: randomUUID(),
  };
  return signJwt(claims, world.app.apiSecret);
}

/** Signs any claims as a JWT; the storefront's and tests' tokens use it too. */
export function signJwt(claims: object, secret: string): string {
  const body = `${encode({ alg: "HS256", typ: "JWT" })}.${encode(claims)}`;
  return `${body}.${createHmac("sha256", secret).update(body).digest("base64url")}`;
}

/** The claims of a good token for this shop; null when signature, audience, destination or time is wrong. */
export function verifySessionToken(world: World, shop: Shop, token: string): SessionClaims | null {
  const [header, payload, signature, ...rest] = token.split(".");
  if (!header || !payload || !signature || rest.length > 0) return null;
  const claims = decode(payload) as Partial<SessionClaims> | null;
  if ((decode(header) as { alg?: string } | null)?.alg !== "HS256" || !claims) return null;
  if (!secretsOf(world).some((secret) => signatureMatches(`${header}.${payload}`, signature, secret))) return null;
  const now = Math.floor(Date.now() / 1000);
  const timely = Number(claims.exp) + LEEWAY_SECONDS > now && Number(claims.nbf) - LEEWAY_SECONDS <= now;
  return timely && claims.aud === world.app.apiKey && claims.dest === `https://${shop.domain}` ? claims as SessionClaims : null;
}

function secretsOf(world: World): string[] {
  return world.app.previousApiSecret ? [world.app.apiSecret, world.app.previousApiSecret] : [world.app.apiSecret];
}

function signatureMatches(body: string, signature: string, secret: string): boolean {
  const expected = createHmac("sha256", secret).update(body).digest();
  const given = Buffer.from(signature, "base64url");
  return given.length === expected.length && timingSafeEqual(given, expected);
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}

function decode(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, "base64url").toString("utf8"));
  } catch {
    return null;
  }
}
