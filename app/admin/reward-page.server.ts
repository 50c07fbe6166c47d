import { appearanceOf } from "~/forms/appearance";
import { blankReward, rewardDraft } from "~/forms/reward-draft";
import { proposeRewards } from "~/loyalty/rewards/propose-rewards";
import { rewardStanding } from "~/loyalty/rewards/reward-standing";
import { discountNews } from "~/store/admin-reads/discount-news.server";
import { readFor } from "~/store/in-transaction.server";
import { programInForce } from "~/store/program/program-in-force.server";
import { poolFaultOf } from "~/store/rewards/pool-rows.server";
import { rewardById } from "~/store/rewards/reward-rows.server";
import type { Shop } from "~/store/shops/shop-by-domain.server";
import { priceChanges } from "./price-changes.server";

/** Everything the editor of one reward shows, in the texts it works with; null when there is no such reward. A new one has no id and version 0. */
export async function rewardPage(shop: Shop, { rewardId, proposal }: { rewardId: bigint | null; proposal: string | null }, now: Date) {
  const { shopId, currency, timezone } = shop;
  const [program, found] = await Promise.all([programInForce(shopId, now), rewardId === null ? null : readFor(shopId, async (db) => ({ reward: await rewardById(db, rewardId), fault: await poolFaultOf(db, rewardId), news: await discountNews(db, now) }))]);
  const known = found?.reward ?? null;
  if (rewardId !== null && !known) return null;
  return {
    rewardId,
    version: known?.version ?? 0,
    stored: known ? rewardDraft(known.terms, known.stock, { currency, timeZone: timezone }) : blankReward(currency),
    title: known?.terms.title ?? null,
    fault: found?.fault ?? null,
    discountFate: found?.news.find((news) => news.rewardId === rewardId)?.fate ?? null,
    pausedReason: known?.pausedReason ?? null,
    closed: known?.state === "ended",
    // It may come later than the page.
    priceChange: known ? priceChanges(shop, [known])?.then(([change]) => change ?? null) ?? null : null,
    standing: known ? rewardStanding(known, now.toISOString()) : null,
    proposal: proposeRewards(program, currency).find(({ id }) => rewardId === null && id === proposal) ?? null,
    program: { rate: program.earn.rate, worth: program.worth, pointName: program.pointName, ladder: program.tiers.ladder.map(({ handle, name }) => ({ handle, name })) },
    appearance: appearanceOf(shop.appearance),
  };
}
