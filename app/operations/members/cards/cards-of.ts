import type { MemberCard } from "../../../../extensions/_shared/contract";
import { memberCard } from "~/loyalty/members/card";
import { programAt } from "~/loyalty/program/program-at";
import type { Program } from "~/loyalty/program/program";
import { spendIn } from "~/loyalty/tiers/spend-in";
import { plusLocalDays, startOfLocalYear } from "~/loyalty/time/local-day";
import { cardStates, type CardState } from "~/store/members/card-states.server";
import { programVersions } from "~/store/program/program-versions.server";
import { settlementShop, type SettlementShop } from "~/store/shops/settlement-shop.server";
import { spendsSince } from "~/store/tiers/tier-standing.server";
import type { Tx } from "~/store/tx";

export interface CardOf { state: CardState; card: MemberCard; shop: SettlementShop }

/** The cards of members as they stand in this transaction, by member id. */
export async function cardsOf(db: Tx, memberIds: bigint[], { now, shown }: { now: Date; shown?: number }): Promise<Map<bigint, CardOf>> {
  const shop = await settlementShop(db);
  const program = programAt(await programVersions(db), now.toISOString());
  const states = await cardStates(db, memberIds, shown);
  const since = windowStart(program, { zone: shop.timezone, now });
  const spends = await spendsSince(db, states.map((state) => ({ memberId: state.memberId, since })));
  return new Map(states.map((state) => {
    const spentMinor = spendIn(spends.get(state.memberId) ?? [], program.tiers.window, { zone: shop.timezone, moment: now.toISOString() });
    return [state.memberId, { state, shop, card: cardOf(state, { program, shop, spentMinor, now }) }];
  }));
}

function cardOf(state: CardState, { program, shop, spentMinor, now }: { program: Program; shop: SettlementShop; spentMinor: number; now: Date }): MemberCard {
  return memberCard({
    version: Number(state.cardVersion), state: shownState(state, program), wallet: state.wallet, lots: state.lots, ladder: program.tiers.ladder,
    tier: { handle: state.tier, since: state.tierSince }, spentMinor, currency: shop.currency, rewards: [], activity: state.activity, zone: shop.timezone, now: now.toISOString(),
  });
}

/** Somebody with a tag that excludes takes no part, without anybody having excluded them by hand. */
function shownState({ state, tags }: CardState, { enrollment }: Program): MemberCard["state"] {
  if (state !== "member") return state;
  const own = new Set(tags.map((tag) => tag.toLowerCase()));
  return enrollment.excludeTags.some((tag) => own.has(tag.toLowerCase())) ? "excluded" : "member";
}

function windowStart({ tiers }: Program, { zone, now }: { zone: string; now: Date }): string {
  if (tiers.window.kind === "lifetime") return "-infinity";
  return tiers.window.kind === "calendar_year" ? startOfLocalYear(now.toISOString(), zone, -1) : plusLocalDays(now.toISOString(), zone, -tiers.window.days);
}
