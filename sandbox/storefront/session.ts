import type { Request, Response } from "express";
import type { Id } from "../world/types";

/** A shopper's visit to one storefront: kept in a cookie of that storefront, so it survives a restart of the sandbox. */
export interface StorefrontSession {
  customerId: Id | null;
  lines: { variantId: Id; quantity: number }[];
  /** Codes entered, in order; whether they apply is worked out with the cart. */
  discountCodes: string[];
  attributes: Record<string, string>;
  note: string | null;
  /** Chosen language; null follows the shop. */
  language: string | null;
}

export function newSession(): StorefrontSession {
  return { customerId: null, lines: [], discountCodes: [], attributes: {}, note: null, language: null };
}
const COOKIE = "sandbox_storefront";
const MAX_LINES = 60;

/** The visit in the request's cookie; a new one when there is none or it cannot be read. */
export function readSession(request: Request): StorefrontSession {
  const cookie = cookieNamed(request.headers.cookie ?? "", COOKIE);
  try {
    return cookie ? sessionOf(JSON.parse(Buffer.from(cookie, "base64url").toString("utf8"))) : newSession();
  } catch {
    return newSession();
  }
}

/** Writes the visit into the answer's cookie; only this storefront's pages get it back. */
export function writeSession(response: Response, root: string, session: StorefrontSession): void {
  const kept = { ...session, lines: session.lines.slice(0, MAX_LINES) };
  response.cookie(COOKIE, Buffer.from(JSON.stringify(kept)).toString("base64url"), { path: root, httpOnly: true, sameSite: "lax", maxAge: 14 * 86_400_000, encode: String });
}

function sessionOf(value: Partial<Record<keyof StorefrontSession, unknown>>): StorefrontSession {
  const lines = Array.isArray(value.lines) ? value.lines : [];
  return {
    customerId: typeof value.customerId === "string" ? value.customerId : null,
    lines: lines.filter((line) => typeof line?.variantId === "string" && Number.isSafeInteger(line.quantity) && line.quantity > 0),
    discountCodes: Array.isArray(value.discountCodes) ? value.discountCodes.filter((code) => typeof code === "string") : [],
    attributes: Object.fromEntries(Object.entries(value.attributes ?? {}).filter((entry): entry is [string, string] => typeof entry[1] === "string")),
    note: typeof value.note === "string" ? value.note : null,
    language: typeof value.language === "string" ? value.language : null,
  };
}

/** One cookie of a `Cookie` header. */
function cookieNamed(header: string, name: string): string | null {
  const pair = header.split(";").map((part) => part.trim()).find((part) => part.startsWith(`${name}=`));
  return pair ? pair.slice(name.length + 1) : null;
}
