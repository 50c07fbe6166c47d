import { isUtf8 } from "node:buffer";
import { parse as parseLossless } from "lossless-json";

/** A number with enough digits to be beyond 2^53, where JSON.parse would change it. In a text the sign is only looked for too often. */
const LONG_NUMBER = /[:[,]\s*-?\d{16}/;

/**
 * The JSON of a delivery. Whole numbers beyond 2^53 come as their digits in a text, everything else as JSON.parse gives it;
 * a key named `__proto__` is a key like any other.
 * @throws RangeError when the bytes are no UTF-8 or no JSON.
 */
export function parseJson(bytes: Buffer): unknown {
  if (!isUtf8(bytes)) throw new RangeError(`body of ${bytes.length} bytes: expected UTF-8`);
  const text = bytes.toString("utf8");
  try {
    return LONG_NUMBER.test(text) ? parseLossless(text, null, { parseNumber, onDuplicateKey: ({ newValue }) => newValue }) : JSON.parse(text);
  } catch {
    // The parser's own message quotes the body, so it is no cause to keep.
    throw new RangeError(`body of ${bytes.length} bytes: expected JSON`);
  }
}

function parseNumber(digits: string): number | string {
  const value = Number(digits);
  return /^-?\d+$/.test(digits) && !Number.isSafeInteger(value) ? digits : value;
}
