import { nextId } from "../world/ids";
import { shareOfLine } from "../world/order-totals";
import type { Id, Order, Refund, World } from "../world/types";
import { Refusal } from "./refusal";

export interface LineQuantity { lineId: Id; quantity: number }

/**
 * Takes units off an order as refund lines: subtotal after discounts and tax of exactly those units, so that the parts of a line
 * always sum to the whole of it. Changes the lines' current quantities.
 */
export function takeBackLines(world: World, order: Order, lines: LineQuantity[]): Refund["lines"] {
  checkQuantities(order, lines);
  return lines.map(({ lineId, quantity }) => {
    const line = order.lines.find(({ id }) => id === lineId)!;
    const before = line.currentQuantity;
    const after = before - quantity;
    const part = (whole: number) => shareOfLine(line, whole, before) - shareOfLine(line, whole, after);
    line.currentQuantity = after;
    return { id: nextId(world), lineId, quantity, subtotalMinor: quantity * line.unitPriceMinor - part(line.discountMinor), taxMinor: part(line.taxMinor) };
  });
}

/** Refuses before anything is changed: unknown lines, no quantity, more than is left, the same line twice. */
export function checkQuantities(order: Order, lines: LineQuantity[]): void {
  const seen = new Set<Id>();
  for (const { lineId, quantity } of lines) {
    const line = order.lines.find(({ id }) => id === lineId);
    if (!line) throw new Refusal(`lineId ${lineId}: expected a line of order ${order.name}`);
    if (seen.has(lineId)) throw new Refusal(`lineId ${lineId}: named twice, expected each line once`);
    seen.add(lineId);
    if (!Number.isSafeInteger(quantity) || quantity < 1) throw new Refusal(`quantity ${quantity} of line ${lineId}: expected a whole number, one or more`);
    if (quantity > line.currentQuantity) throw new Refusal(`quantity ${quantity} of line ${lineId}: ${line.currentQuantity} are left, expected no more than that`);
  }
}
