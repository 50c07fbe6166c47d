import { brotliCompressSync, brotliDecompressSync, constants } from "node:zlib";
import { open, seal } from "../crypto/seal.server";
import { bodyPurpose } from "./body-purpose";

const PLAIN = 0;
const BROTLI = 1;
/** Shorter ones gain nothing. */
const WORTH_PACKING_BYTES = 600;
/** The fastest quality: an order shrinks to a quarter in less time than moving the rest of it would take. */
const FASTEST = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MIN_QUALITY } };

interface Delivery { shopDomain: string; deliveryId: string }

/** Packed, then encrypted: what stands in `inbox.body`. */
export function sealBody(body: Buffer, delivery: Delivery): Buffer {
  const packed = body.length < WORTH_PACKING_BYTES ? null : brotliCompressSync(body, FASTEST);
  return seal(packed ? Buffer.concat([Buffer.of(BROTLI), packed]) : Buffer.concat([Buffer.of(PLAIN), body]), bodyPurpose(delivery));
}

/** The bytes as they came. @throws Error when no key at hand opens them. */
export function openBody(sealed: Buffer, delivery: Delivery): Buffer {
  const bytes = open(sealed, bodyPurpose(delivery));
  const rest = bytes.subarray(1);
  return bytes[0] === BROTLI ? brotliDecompressSync(rest) : rest;
}

/** The bytes as they came; null when no key at hand opens them. */
export function bodyIfOpens(sealed: Buffer, delivery: Delivery): Buffer | null {
  try {
    return openBody(sealed, delivery);
  } catch {
    return null;
  }
}
