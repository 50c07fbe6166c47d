import { appearanceOf } from "~/forms/appearance";
import { programDraft } from "~/forms/program-draft";
import { diffPrograms } from "~/loyalty/program/diff-programs";
import { proposeLadder } from "~/loyalty/tiers/propose-ladder";
import { homeFigures } from "~/store/admin-reads/home-figures.server";
import { programHistory, type ProgramVersionRow } from "~/store/admin-reads/program-history.server";
import { topTenPercentSpend } from "~/store/admin-reads/top-ten-percent-spend.server";
import { programInForce } from "~/store/program/program-in-force.server";
import type { Shop } from "~/store/shops/shop-by-domain.server";

/** Everything the program page shows, in the texts its editor works with. */
export async function programPage(shop: Shop, now: Date) {
  const { shopId, currency } = shop;
  const [program, history, figures, topTenPercentMinor] = await Promise.all([
    programInForce(shopId, now), programHistory(shopId), homeFigures(shopId, now), topTenPercentSpend(shopId, now),
  ]);
  const proposal = proposeLadder(currency, topTenPercentMinor);
  const scheduled = history.find((row) => row.effectiveFrom > now);
  return {
    version: program.version,
    stored: programDraft(program, currency),
    scheduled: scheduled ? { version: scheduled.version, from: scheduled.effectiveFrom } : null,
    versions: history.map((row, index) => versionRow(row, { previous: history[index + 1], inForce: program.version, now, currency })),
    membersByTier: figures.membersByTier,
    proposal: { ladder: programDraft({ ...program, tiers: { ...program.tiers, ladder: proposal.ladder } }, currency).ladder, topTenPercentMinor, topTenPercentTier: tierName(proposal) },
    appearance: appearanceOf(shop.appearance),
  };
}

interface Beside { previous: ProgramVersionRow | undefined; inForce: number; now: Date; currency: string }

function versionRow(row: ProgramVersionRow, { previous, inForce, now, currency }: Beside) {
  const state = row.version === inForce ? "in_force" : row.effectiveFrom > now ? "scheduled" : "past";
  return {
    version: row.version, effectiveFrom: row.effectiveFrom, createdAt: row.createdAt, createdBy: row.createdBy, note: row.note, state: state as "in_force" | "scheduled" | "past",
    changes: previous ? diffPrograms(previous.program, row.program) : [],
    draft: programDraft(row.program, currency),
  };
}

function tierName({ ladder, topTenPercentTier }: ReturnType<typeof proposeLadder>): string | null {
  return ladder.find((tier) => tier.handle === topTenPercentTier)?.name ?? null;
}
