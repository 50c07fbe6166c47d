import type { BuyerRedemption } from "../../extensions/_shared/contract";
import { SOON_DAYS } from "~/loyalty/members/card";
import { heldUntil } from "~/loyalty/rewards/held-until";
import { combinesOf, goodsOf, maximumShippingOf } from "~/loyalty/rewards/reward-card";
import { percentOf, worthMinor } from "~/loyalty/rewards/reward-steps";
import { isOver } from "~/loyalty/rewards/way-back";
import { lastLocalDate, plusLocalDays } from "~/loyalty/time/local-day";
import type { BuyerRedemptionFacts } from "~/store/buyer/buyer-redemptions.server";
import type { Redemption } from "~/store/rewards/redemption-rows.server";

interface How { zone: string; /** Days that points get when they come back to a lot that is over. */ graceDays: number; now: Date }

/** A redemption in the shopper's words. */
export function shownRedemption({ redemption, code, order, lots }: BuyerRedemptionFacts, how: How): BuyerRedemption {
  const { snapshot, expiresAt, onExpiry, codeGoneAt } = redemption;
  const status = statusOf(redemption, how.now);
  return {
    id: String(redemption.redemptionId), rewardId: String(redemption.rewardId), title: snapshot.title, kind: snapshot.value.kind, points: Number(redemption.points),
    minor: worthMinor(snapshot.value), percent: percentOf(snapshot.value), ...codeTerms(snapshot), status,
    code: status === "ready" ? code : null,
    expiresOn: expiresAt === null ? null : lastLocalDate(expiresAt.toISOString(), how.zone),
    onExpiry,
    step: status !== "returning" ? null : codeGoneAt === null ? 1 : 2,
    takenOut: (status === "returning" || status === "returned") && redemption.closingReason === "code_removed",
    order: status === "used" ? order : null,
    restored: Number(redemption.restored),
    comingBack: status === "ready" || status === "preparing" ? comingBack({ redemption, lots }, how) : [],
  };
}

/** What the code was made for. */
const codeTerms = ({ value, minimumSpendMinor, combinesWith }: Redemption["snapshot"]) =>
  ({ goods: goodsOf(value), minimumSpendMinor, maximumShippingMinor: maximumShippingOf(value), combines: combinesWith ? combinesOf({ value, combinesWith }) : null });

function statusOf({ status, onExpiry, closingReason, expiresAt, spent }: Redemption, now: Date): BuyerRedemption["status"] {
  if (status === "held") return "preparing";
  if (status === "burned" || (status === "voided" && spent > 0n)) return "used";
  // Over, though the job that ends it has not come yet.
  const over = isOver({ status, expiresAt }, now);
  if (status === "issued" && !over) return "ready";
  if ((over || closingReason === "code_expired") && onExpiry === "lapse") return "lapsed";
  return status === "voided" ? "returned" : "returning";
}

/** What would end within the days the card looks ahead, by day. A lot that is over already would get its days of grace, once. */
function comingBack({ redemption, lots }: Pick<BuyerRedemptionFacts, "redemption" | "lots">, { zone, graceDays, now }: How): BuyerRedemption["comingBack"] {
  const moment = now.toISOString();
  const horizon = plusLocalDays(moment, zone, SOON_DAYS);
  const days = new Map<string, number>();
  for (const { points, until } of heldUntil(lots.filter(({ expiresAt }) => expiresAt !== null && expiresAt <= horizon), { takenAt: redemption.createdAt.toISOString(), now: moment, zone, graceDays })) {
    const on = lastLocalDate(until!, zone);
    days.set(on, (days.get(on) ?? 0) + Number(points));
  }
  return [...days].map(([on, points]) => ({ on, points })).sort((a, b) => (a.on < b.on ? -1 : 1));
}
