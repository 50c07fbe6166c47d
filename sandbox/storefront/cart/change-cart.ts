import { findVariant } from "./cart-totals";
import type { Shop } from "../../world/types";
import type { StorefrontSession } from "../session";

/** A cart request that cannot be carried out; Shopify answers 422 with this sentence. */
export class CartRefusal extends Error {
  override name = "CartRefusal";
}

type Body = Record<string, unknown>;

/** `/cart/add.js`: `{id, quantity}` or `{items: [{id, quantity}]}`. Answers the variants that were added. */
export function addToCart(shop: Shop, session: StorefrontSession, body: Body): string[] {
  const items = Array.isArray(body.items) ? body.items as Body[] : [body];
  const wanted = items.map((item) => ({ variantId: variantOf(shop, item.id), quantity: quantityOf(item.quantity ?? 1, 1) }));
  for (const { variantId, quantity } of wanted) {
    const line = session.lines.find((candidate) => candidate.variantId === variantId);
    if (line) line.quantity += quantity;
    else session.lines.unshift({ variantId, quantity });
  }
  return wanted.map(({ variantId }) => variantId);
}

/** `/cart/change.js`: `{id | line, quantity}`; `id` is a variant id or a line's key, `line` counts from 1. */
export function changeLine(session: StorefrontSession, body: Body): void {
  const index = body.line === undefined ? lineIndex(session, String(body.id ?? "")) : Number(body.line) - 1;
  const line = session.lines[index];
  if (!line) throw new CartRefusal(`cart line ${String(body.line ?? body.id)}: expected a line of this cart`);
  setQuantity(session, line.variantId, quantityOf(body.quantity, 0));
}

/** `/cart/update.js`: quantities by variant (or in order), attributes, note and discount codes; what is not named stays. */
export function updateCart(session: StorefrontSession, body: Body): void {
  const updates = body.updates;
  if (Array.isArray(updates)) {
    const variants = session.lines.map(({ variantId }) => variantId);
    updates.forEach((quantity, index) => { if (variants[index]) setQuantity(session, variants[index]!, quantityOf(quantity, 0)); });
  } else if (typeof updates === "object" && updates !== null) {
    for (const [id, quantity] of Object.entries(updates)) setQuantity(session, id.split(":")[0]!, quantityOf(quantity, 0));
  }
  if (typeof body.note === "string") session.note = body.note;
  if (typeof body.attributes === "object" && body.attributes !== null) {
    const named = Object.entries(body.attributes).map(([name, value]) => [name, String(value ?? "")]);
    session.attributes = Object.fromEntries([...Object.entries(session.attributes), ...named]);
  }
  if (typeof body.discount === "string") session.discountCodes = codesOf(body.discount);
}

const MOST_CODES = 25;

/** `"A, B"` as the list of codes; none twice, whatever its case. */
export function codesOf(list: string): string[] {
  const codes = list.split(",").map((code) => code.trim()).filter((code) => code !== "" && code.length <= 255);
  return codes.filter((code, index) => codes.findIndex((other) => other.toLowerCase() === code.toLowerCase()) === index).slice(0, MOST_CODES);
}

function setQuantity(session: StorefrontSession, variantId: string, quantity: number): void {
  const index = lineIndex(session, variantId);
  if (index === -1 && quantity > 0) session.lines.unshift({ variantId, quantity });
  else if (quantity === 0 && index !== -1) session.lines.splice(index, 1);
  else if (index !== -1) session.lines[index]!.quantity = quantity;
}

function lineIndex(session: StorefrontSession, id: string): number {
  const variantId = id.split(":")[0];
  return session.lines.findIndex((line) => line.variantId === variantId);
}

function variantOf(shop: Shop, id: unknown): string {
  const variantId = String(id ?? "");
  if (!findVariant(shop, variantId)) throw new CartRefusal(`variant ${variantId}: expected a variant of ${shop.domain} that is for sale`);
  return variantId;
}

function quantityOf(value: unknown, least: number): number {
  const quantity = Number(value);
  if (!Number.isSafeInteger(quantity) || quantity < least || quantity > 9999) throw new CartRefusal(`quantity ${String(value)}: expected a whole number from ${least} to 9999`);
  return quantity;
}
