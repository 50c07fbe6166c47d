import type { LineFact, OrderFact, RefundFact } from "~/loyalty/orders/order-fact";
import { deletedPatch, disputePatch, paymentsPatch, refundPatch, riskPatch } from "~/loyalty/orders/placeholder-fact";
import { PRODUCTS, type Command, type Delivery, type OrderedLine } from "./commands";

/** News on its way: a fact, whether it shows the whole order, and the order's state it was taken from. */
export interface Message { fact: OrderFact; whole: boolean }

type OrderCommand = Extract<Command, { delivery: Delivery }>;

/** The other side of the wire: orders as they are, and the news they make. It knows nothing of points. */
export class Shop {
  readonly orders: OrderFact[] = [];
  readonly sent: Message[] = [];
  private lastRefund = 500;
  private lastLine = 0;

  constructor(private readonly currency: string) {}

  /** Carries out a command and returns its news; nothing where the command does not apply. */
  act(command: OrderCommand, now: string): Message[] {
    const order = command.do === "order" ? undefined : this.orders.at(command.order % Math.max(1, this.orders.length));
    if (command.do !== "order" && (!order || order.deleted)) return [];
    const messages = command.do === "order" ? [this.place(command, now)] : this.change(order!, command, now);
    const copies = messages.map((message) => ({ ...message, fact: structuredClone(message.fact) }));
    this.sent.push(...copies);
    return copies;
  }

  private place(command: Extract<Command, { do: "order" }>, now: string): Message {
    const fact: OrderFact = {
      orderId: String(1001 + this.orders.length), name: `#${1001 + this.orders.length}`, emailHash: null, source: command.source, test: false,
      customerId: command.guest ? null : customerOf(command.customer), customerSeenAt: command.guest ? null : now,
      currency: this.currency, presentmentCurrency: command.foreign ? "EUR" : this.currency, taxesIncluded: command.tip === 0 && command.shipping > 0,
      createdAt: now, processedAt: now, updatedAt: now, paidAt: command.paid ? now : null, fulfilledAt: null, cancelledAt: null, voided: false, deleted: false,
      tags: [], discountCodes: command.code ? ["SPRING"] : [], lines: command.lines.map((line) => this.line(line)), shippingMinor: command.shipping, shippingTaxMinor: 0, tipMinor: command.tip,
      presentment: { shippingMinor: command.shipping * 2, shippingTaxMinor: 0, tipMinor: command.tip * 2 }, refunds: [], redeemedValueMinor: null, disputes: [], risk: "none", riskUpdatedAt: null,
    };
    this.orders.push(fact);
    return { fact, whole: true };
  }

  private change(order: OrderFact, command: Exclude<OrderCommand, { do: "order" }>, now: string): Message[] {
    const whole = (changes: Partial<OrderFact>): Message[] => {
      Object.assign(order, changes, { updatedAt: now });
      // What payments, disputes and risk told is not part of an order's own news.
      return [{ fact: { ...order, customerSeenAt: order.customerId === null ? null : now, disputes: [], risk: "none", riskUpdatedAt: null, redeemedValueMinor: null }, whole: true }];
    };
    const line = "line" in command ? order.lines[command.line % order.lines.length]! : undefined;
    const withLine = (changed: LineFact) => order.lines.map((one) => (one.lineId === changed.lineId ? changed : one));
    switch (command.do) {
      case "pay": return whole({ paidAt: order.paidAt ?? now });
      case "fulfill": return whole({ fulfilledAt: order.fulfilledAt ?? now });
      case "cancel": return whole({ cancelledAt: order.cancelledAt ?? now });
      case "void": return whole({ voided: true });
      case "touch": return whole({ tags: [`seen-${now}`] });
      case "claim": return whole(order.customerId === null ? { customerId: customerOf(command.customer) } : {});
      case "refund_units": return this.refund(order, command.aside, now, refundOfUnits(line!, command.units, command.short), whole);
      case "refund_amount": return this.refund(order, command.aside, now, { amountMinor: Math.ceil((goodsMinor(order) * command.share) / 10) }, whole);
      case "refund_shipping": return this.refund(order, command.aside, now, { shippingMinor: order.shippingMinor }, whole);
      case "edit_remove": {
        const units = Math.min(command.units, line!.quantity - line!.removedQuantity);
        const edited = withLine({ ...line!, removedQuantity: line!.removedQuantity + units });
        const back: Partial<RefundFact> = { amountMinor: line!.unitPriceMinor * units };
        return command.refunded ? [...whole({ lines: edited }), ...this.refund(order, true, now, back, whole)] : whole({ lines: edited });
      }
      case "edit_add": return whole({ lines: [...order.lines, this.line(command.added)] });
      case "edit_more": return whole({ lines: withLine({ ...line!, quantity: line!.quantity + 1 }) });
      case "dispute": return [{ fact: disputePatch(order.orderId, { disputeId: String(command.id), status: command.status, updatedAt: now }), whole: false }];
      case "risk": return [{ fact: riskPatch(order.orderId, command.level, now), whole: false }];
      case "payments": return [{ fact: paymentsPatch(order.orderId, Math.floor((goodsMinor(order) * command.share) / 10)), whole: false }];
      case "delete": {
        order.deleted = true;
        return [{ fact: deletedPatch(order.orderId), whole: false }];
      }
    }
  }

  /** A refund is told by its own news, beside or instead of the order's. */
  private refund(order: OrderFact, aside: boolean, now: string, given: Partial<RefundFact>, whole: (changes: Partial<OrderFact>) => Message[]): Message[] {
    const refund: RefundFact = { refundId: String((this.lastRefund += 1)), createdAt: now, lines: [], amountMinor: 0, shippingMinor: 0, ...given };
    const own = { fact: refundPatch(order.orderId, refund), whole: false };
    const refunds = [...order.refunds, refund];
    if (!aside) return [own, ...whole({ refunds })];
    order.refunds = refunds;
    return [own];
  }

  private line(ordered: OrderedLine): LineFact {
    const productId = PRODUCTS[ordered.product % PRODUCTS.length]!;
    const amounts = { unitPriceMinor: ordered.units, discountMinor: ordered.discount, taxMinor: ordered.tax };
    return {
      lineId: String((this.lastLine += 1)), productId, variantId: `4${productId}`, title: productId, quantity: ordered.quantity, removedQuantity: 0, ...amounts,
      presentment: { unitPriceMinor: ordered.units * 2, discountMinor: ordered.discount * 2, taxMinor: ordered.tax * 2 }, giftCard: ordered.giftCard, onSale: null, subscription: null,
    };
  }
}

export function customerOf(index: number): string {
  return String(7 + (index % 3));
}

function goodsMinor(order: OrderFact): number {
  return order.lines.reduce((sum, line) => sum + Math.max(0, line.unitPriceMinor * line.quantity - line.discountMinor), 0);
}

/** `short`: cents missing, by rounding or a fee the merchant kept. */
function refundOfUnits(line: LineFact, wanted: number, short: number): Partial<RefundFact> {
  const quantity = Math.min(wanted, line.quantity);
  const netMinor = Math.max(0, line.unitPriceMinor * quantity - Math.floor((line.discountMinor * quantity) / line.quantity) - short);
  const taxMinor = Math.floor((line.taxMinor * quantity) / line.quantity);
  return { lines: [{ lineId: line.lineId, quantity, netMinor, taxMinor, presentmentNetMinor: netMinor * 2, presentmentTaxMinor: taxMinor * 2 }] };
}
