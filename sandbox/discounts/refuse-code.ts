import type { Shop } from "../world/types";
import { findCode } from "./redeem-codes";

const LONGEST = 255;

export interface CodeRefusal { code: "TOO_SHORT" | "TOO_LONG" | "INVALID" | "TAKEN"; message: string }

/** Why a shop cannot have a new discount code; null when it can. The message follows the field's name, as Shopify's do. */
export function refuseCode(shop: Shop, code: string): CodeRefusal | null {
  if (code.trim() === "") return { code: "TOO_SHORT", message: "is too short (minimum is 1 character)" };
  if (/[\r\n]/.test(code)) return { code: "INVALID", message: "cannot contain newline characters." };
  if ([...code].length > LONGEST) return { code: "TOO_LONG", message: `is too long (maximum is ${LONGEST} characters)` };
  return findCode(shop, code) ? TAKEN : null;
}

export const TAKEN: CodeRefusal = { code: "TAKEN", message: "must be unique. Please try a different code." };
