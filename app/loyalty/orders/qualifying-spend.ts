import type { Program } from "../program/program";
import { disputeState } from "./merge-disputes";
import { netOrder } from "./net-order";
import type { OrderFact } from "./order-fact";

/**
 * What an order adds to tier spend: net goods that are left, minor units of the shop's currency, whole units down.
 * Gift cards add nothing unless they earn; 0 when not paid, cancelled, voided, deleted, lost to a dispute, or a test order.
 * Orders read at install qualify as any other.
 */
export function qualifyingSpend(fact: OrderFact, program: Pick<Program, "earn">): number {
  const { counts } = program.earn;
  if (fact.paidAt === null || fact.cancelledAt !== null || fact.voided || fact.deleted || fact.test) return 0;
  if (fact.disputes.length > 0 && disputeState(fact) === "lost") return 0;
  const net = netOrder(fact, { money: "shop", counts });
  const giftCards = new Set(counts.giftCards ? [] : fact.lines.filter((line) => line.giftCard).map((line) => line.lineId));
  let minor = 0;
  for (const line of net.goods) if (!giftCards.has(line.lineId)) minor += line.remainingMinor;
  const { goodsShare, paidShare } = net;
  if (goodsShare.num === goodsShare.den && paidShare.num === paidShare.den) return minor;
  const num = BigInt(minor) * BigInt(goodsShare.num) * BigInt(paidShare.num);
  return Number(num / (BigInt(goodsShare.den) * BigInt(paidShare.den)));
}
