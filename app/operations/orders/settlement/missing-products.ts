import type { ProductFact } from "~/loyalty/orders/order-fact";
import type { Program } from "~/loyalty/program/program";
import type { MergedOrder } from "./merge-batch";
import { unpricedLines } from "./unpriced-lines";

/** Whether a version has rules that ask what a product is (its tags, its collections). */
function asksForProducts({ earn }: Pick<Program, "earn">): boolean {
  return earn.multipliers.some(({ scope }) => scope !== "product");
}

/** Products to load for a batch: none while no program asks for any. */
export function productsOf(orders: readonly Pick<MergedOrder, "fact">[], programs: readonly Program[]): string[] {
  if (!programs.some(asksForProducts)) return [];
  return orders.flatMap(({ fact }) => fact.lines.flatMap((line) => line.productId ?? []));
}

/** True when pricing has to wait for a product to be read: a basis is final, so it is not made on half of the knowledge. */
export function lacksProducts(order: Pick<MergedOrder, "fact" | "stored">, program: Program, products: ReadonlyMap<string, ProductFact>): boolean {
  if (!asksForProducts(program)) return false;
  return unpricedLines(order).some((line) => line.productId !== null && !products.has(line.productId));
}
