import type { BuyerActivity, BuyerState, MemberCard, ProgramCard } from "../../extensions/_shared/contract";
import { memberCard } from "~/loyalty/members/card";
import { isExcludedByTag } from "~/loyalty/members/program-standing";
import { isOpenTo } from "~/loyalty/program/is-open-to";
import { programCard } from "~/loyalty/program/program-card";
import { rewardGoals } from "~/loyalty/rewards/offered-rewards";
import { rewardCards } from "~/loyalty/rewards/reward-card";
import { spendIn } from "~/loyalty/tiers/spend-in";
import { localDate } from "~/loyalty/time/local-day";
import { buyerFacts, type BuyerEvent, type BuyerFacts } from "~/store/buyer/buyer-facts.server";
import type { Shop } from "~/store/shops/shop-by-domain.server";
import type { Buyer } from "./authenticate-buyer.server";

type KnownMember = NonNullable<BuyerFacts["member"]>;

/** What the program looks like to whoever asks, from the database and not from what Shopify was last told. */
export async function buyerState({ shop, customerId }: Buyer, now: Date): Promise<BuyerState> {
  const facts = await buyerFacts(shop.shopId, customerId, now);
  const program = publicProgram(shop, facts, now);
  if (!isOpenTo(customerId, shop, now)) return { state: "not_available", reason: "not_launched" };
  if (customerId === null) return { state: "guest", program };
  const { member } = facts;
  if (member?.state === "blocked") return { state: "not_available", reason: "blocked" };
  if (member && isExcluded(member, facts)) return { state: "not_available", reason: "excluded" };
  if (member?.state !== "member") return { state: "not_enrolled", program };
  return { state: "member", program, card: cardOf(shop, { member, program: facts.program, rewards: facts.rewards, now }), activity: member.events.flatMap((event) => activityOf(event, shop.timezone)) };
}

/** Test customers are for the blocks alone: nobody is told who they are. */
function publicProgram(shop: Shop, { program, rewards }: BuyerFacts, now: Date): ProgramCard {
  return programCard({ program, currency: shop.currency, launched: true, testCustomers: [], color: null, radius: null, rewards: rewardCards(rewards, { zone: shop.timezone, now: now.toISOString() }), proxyPath: shop.proxyPath });
}

function isExcluded(member: KnownMember, { program }: BuyerFacts): boolean {
  return ["excluded", "merged", "redacted"].includes(member.state) || isExcludedByTag(member.tags, program.enrollment.excludeTags);
}

function cardOf(shop: Shop, { member, program, rewards, now }: Pick<BuyerFacts, "program" | "rewards"> & { member: KnownMember; now: Date }): MemberCard {
  const moment = now.toISOString();
  return memberCard({
    version: Number(member.cardVersion), state: "member", wallet: member.wallet, lots: member.lots, ladder: program.tiers.ladder,
    tier: { handle: member.tier, since: (member.tierSince ?? member.enrolledAt).toISOString() },
    spentMinor: spendIn(member.spends, program.tiers.window, { zone: shop.timezone, moment }), currency: shop.currency, rewards: rewardGoals(rewards, { tier: member.tier, now: moment }), zone: shop.timezone, now: moment,
    consented: member.consented,
    activity: member.events.flatMap((event) => {
      const points = Number(event.pending + event.available + event.debt);
      return points === 0 ? [] : [{ at: event.at.toISOString(), points, reason: event.reason, values: shownValues(event) }];
    }),
  });
}

/** A move between pockets of one member (a release) changes nothing a shopper owns; it is told as what became spendable. */
function activityOf(event: BuyerEvent, zone: string): BuyerActivity[] {
  const change = event.pending + event.available + event.debt;
  const points = Number(change === 0n ? event.available : change);
  if (points === 0) return [];
  const pocket = event.debt !== 0n && event.available === 0n ? "owed" : event.available !== 0n ? "available" : "pending";
  return [{ on: localDate(event.at.toISOString(), zone), points, pocket, reason: event.reason, values: shownValues(event), ...(event.order ? { order: event.order } : {}), ...(event.orderId ? { orderId: event.orderId } : {}) }];
}

/** A staff member's note is for the staff. */
function shownValues({ values: { note: _note, ...shown } }: BuyerEvent): BuyerEvent["values"] {
  return shown;
}
