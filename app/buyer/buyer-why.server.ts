import type { BuyerWhy } from "../../extensions/_shared/contract";
import { memberOrder } from "~/store/admin-reads/member-orders.server";
import { buyerMember } from "~/store/buyer/buyer-member.server";
import { programInForce } from "~/store/program/program-in-force.server";
import type { Buyer } from "./authenticate-buyer.server";
import { refusal } from "./refusal";
import { whySentences } from "./why-sentences";

/** @throws Response 404 for an order that is not this shopper's, in the same words as for one that does not exist. */
export async function buyerWhy({ shop, customerId }: Buyer, orderId: string, now: Date): Promise<BuyerWhy> {
  const notFound = () => refusal(404, "not_found", `order ${orderId.slice(0, 40)}: expected the number of one of your own orders`);
  const memberId = customerId !== null && /^\d{1,20}$/.test(orderId) ? await buyerMember(shop.shopId, customerId) : null;
  const order = memberId === null ? null : await memberOrder(shop.shopId, memberId, orderId);
  if (!order) throw notFound();
  const { tiers } = await programInForce(shop.shopId, now);
  const tierNames = new Map(tiers.ladder.map(({ handle, name }) => [handle, name]));
  const reasons = whySentences({ fact: order.fact, basis: order.basis, seen: order.seen, needs: order.needs, granted: order.accrued > 0n, launchedAt: shop.launchedAt, tierNames, zone: shop.timezone, now });
  return { order: order.fact.name, points: Number(order.accrued - order.reversed), reasons };
}
