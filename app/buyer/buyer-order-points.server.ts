import type { BuyerOrderPoints } from "../../extensions/_shared/contract";
import { worthStatus } from "~/loyalty/orders/order-worth";
import { releaseAt } from "~/loyalty/orders/release-at";
import { localDate } from "~/loyalty/time/local-day";
import { memberOrder, type MemberOrder } from "~/store/admin-reads/member-orders.server";
import { buyerMember } from "~/store/buyer/buyer-member.server";
import type { Buyer } from "./authenticate-buyer.server";
import { refusal } from "./refusal";

const UNKNOWN: BuyerOrderPoints = { order: "", points: 0, state: "unknown", on: null };

/**
 * Asked right after paying, when the order may not have arrived: that is an answer, and the same as for somebody else's order.
 * @throws Response 404 for what is no number of an order
 */
export async function buyerOrderPoints({ shop, customerId }: Buyer, orderId: string, now: Date): Promise<BuyerOrderPoints> {
  if (!/^\d{1,20}$/.test(orderId)) throw refusal(404, "not_found", `order ${orderId.slice(0, 40)}: expected the number of an order`);
  const memberId = customerId === null ? null : await buyerMember(shop.shopId, customerId);
  const order = memberId === null ? null : await memberOrder(shop.shopId, memberId, orderId);
  return order === null || !isDecided(order) ? UNKNOWN : orderPoints(order, { zone: shop.timezone, launchedAt: shop.launchedAt, now });
}

/** Not while only its refund was heard of, nor while Shopify must be asked before anything is granted. */
const isDecided = ({ seen, needs, accrued }: MemberOrder) => seen && (needs.length === 0 || accrued > 0n);

/** What an order brings at this moment, of what was granted and not of what was reckoned. */
export function orderPoints({ fact, basis, accrued, reversed }: Pick<MemberOrder, "fact" | "basis" | "accrued" | "reversed">, { zone, launchedAt, now }: { zone: string; launchedAt: Date | null; now: Date }): BuyerOrderPoints {
  const points = Number(accrued - reversed);
  const answer = (state: BuyerOrderPoints["state"], on: string | null = null): BuyerOrderPoints => ({ order: fact.name, points, state, on });
  if (points > 0 && basis !== null) {
    const release = releaseAt(fact, basis, zone);
    if (release !== null && release <= now.toISOString()) return answer("available");
    return answer("pending", release === null ? null : localDate(release, zone));
  }
  if (basis === null) return answer(isWaiting(fact, launchedAt) ? "not_paid" : "none");
  const status = worthStatus(fact, basis);
  if (status === "not_paid") return answer("not_paid");
  return answer(status === "not_fulfilled" ? "not_sent" : "none");
}

/** Orders from before the launch are never decided. */
function isWaiting({ paidAt, cancelledAt, processedAt }: MemberOrder["fact"], launchedAt: Date | null): boolean {
  return paidAt === null && cancelledAt === null && launchedAt !== null && processedAt >= launchedAt.toISOString();
}
