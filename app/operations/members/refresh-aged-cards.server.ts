import { SOON_DAYS } from "~/loyalty/members/card";
import type { TierRules } from "~/loyalty/program/program";
import { programAt } from "~/loyalty/program/program-at";
import { startOfLocalYear } from "~/loyalty/time/local-day";
import { membersWithAgedCards, type Aging } from "~/store/cards/aged-cards.server";
import { inTransaction } from "~/store/in-transaction.server";
import { enqueueJobs, shopJob } from "~/store/jobs/enqueue.server";
import { requestRefresh } from "~/store/members/request-refresh.server";
import { programVersions } from "~/store/program/program-versions.server";
import { settlementShop } from "~/store/shops/settlement-shop.server";

const A_ROUND = 500;

/** Has cards written again that nothing but time made untrue. Nobody waits for them. @returns how many. */
export async function refreshAgedCards(shopId: bigint, now: Date): Promise<number> {
  for (let count = 0, after = 0n; ; ) {
    const ids = await inTransaction(shopId, async (db) => {
      const { timezone: zone } = await settlementShop(db);
      const { window } = programAt(await programVersions(db), now.toISOString()).tiers;
      const found = await membersWithAgedCards(db, { zone, now, soonDays: SOON_DAYS, ...leavingBy(window, { zone, now }) }, { after, most: A_ROUND });
      await requestRefresh(db, new Map(found.map((id) => [id, { retier: false }])), now);
      if (found.length > 0) await enqueueJobs(db, [shopJob("refresh-members", shopId)]);
      return found;
    });
    count += ids.length;
    if (ids.length < A_ROUND) return count;
    after = ids.at(-1)!;
  }
}

/** This year and the last one count in a calendar year's window: at new year the one before them leaves it. */
function leavingBy(window: TierRules["window"], { zone, now }: { zone: string; now: Date }): Pick<Aging, "windowDays" | "yearLeft"> {
  const newYear = (years: number) => startOfLocalYear(now.toISOString(), zone, years);
  return {
    windowDays: window.kind === "rolling_days" ? window.days : null,
    yearLeft: window.kind === "calendar_year" ? { from: newYear(-2), until: newYear(-1), at: newYear(0) } : null,
  };
}
