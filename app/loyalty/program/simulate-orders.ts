import { evaluateOrder, type Evaluation } from "../orders/evaluate-order";
import { orderWorth } from "../orders/order-worth";
import type { OrderFact, ProductFact } from "../orders/order-fact";
import type { Points } from "../points";
import type { Program } from "./program";

/** An order of a member who can earn, as it is known now. */
export interface PastOrder {
  fact: OrderFact;
  customerTags: readonly string[];
  /** Handle of the tier held just before the order; null = none was recorded, so the first of the ladder. */
  tierBefore: string | null;
  testAllowed: boolean;
}

/**
 * What a program gives for orders as they stand today, refunds and all: the rules of a settlement, on the same facts. Whether an order
 * was placed before the launch, the install or its member's joining is left aside: this is about orders like these, to come.
 */
export function simulateOrders(program: Program, orders: readonly PastOrder[], products: ReadonlyMap<string, ProductFact>): Points {
  return orders.reduce((sum, order) => sum + orderWorth(order.fact, evaluateOrder(evaluationOf(program, order, products))).worth, 0n);
}

function evaluationOf(program: Program, { fact, customerTags, tierBefore, testAllowed }: PastOrder, products: ReadonlyMap<string, ProductFact>): Evaluation {
  const { ladder } = program.tiers;
  const held = ladder.find((tier) => tier.handle === tierBefore) ?? ladder[0]!;
  return {
    fact, program, products, customerTags, testAllowed, tier: { handle: held.handle, multiplier: held.multiplier },
    member: { state: "member", enrolledAt: fact.processedAt }, launchedAt: fact.processedAt, testCustomer: false, imported: false,
  };
}
