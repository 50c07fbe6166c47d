import { createHmac } from "node:crypto";

/**
 * Keyed hashes under one shop's pepper, so that equal people of two shops never look equal and erasing the pepper erases
 * the meaning. Pure: the pepper comes from `shopHasher`.
 */
export interface Hasher {
  /** Hash of the normalized e-mail; null for what is no address. Guests are found by it. */
  email(address: string | null | undefined): string | null;
  customer(customerId: string): string;
  /** A discount code, upper and lower case alike, as Shopify takes them. */
  code(code: string): string;
  /** Index terms of a text: hashes of every prefix (2 to 8 letters) of its words. */
  terms(text: string | null | undefined): string[];
  /** The hashes a search text must all match; empty when nothing of it is long enough. */
  query(text: string): string[];
}

const SHORTEST = 2;
const LONGEST = 8;

export function createHasher(pepper: Uint8Array): Hasher {
  const hash = (kind: string, text: string, bytes = 32) =>
    createHmac("sha256", pepper).update(`${kind}:${text}`).digest().subarray(0, bytes).toString("base64url");
  const term = (prefix: string) => hash("term", prefix, 9);
  return {
    email: (address) => {
      const normal = normalizeEmail(address);
      return normal === null ? null : hash("email", normal);
    },
    customer: (customerId) => hash("customer", customerId),
    code: (code) => hash("code", code.trim().toUpperCase()),
    terms: (text) => [...new Set(words(text).flatMap(prefixes))].map(term),
    query: (text) => [...new Set(words(text).map((word) => cut(word)))].filter((word) => length(word) >= SHORTEST).map(term),
  };
}

/** Trimmed, lower case; only what has one `@` between texts is an address. Plus tags and dots stay: they are other mailboxes. */
function normalizeEmail(address: string | null | undefined): string | null {
  const text = (address ?? "").trim().normalize("NFC").toLowerCase();
  return /^[^\s@]+@[^\s@]+$/.test(text) ? text : null;
}

/** Words without accents and case; letters and digits of any script. */
function words(text: string | null | undefined): string[] {
  const plain = (text ?? "").normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  return plain.match(/[\p{L}\p{N}]+/gu) ?? [];
}

function prefixes(word: string): string[] {
  const letters = [...word].slice(0, LONGEST);
  if (letters.length < SHORTEST) return [];
  return Array.from({ length: letters.length - SHORTEST + 1 }, (_, i) => letters.slice(0, SHORTEST + i).join(""));
}

const cut = (word: string) => [...word].slice(0, LONGEST).join("");
const length = (word: string) => [...word].length;
