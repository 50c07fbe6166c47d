import { appearanceOf } from "~/forms/appearance";
import { diffDrafts } from "~/forms/diff-drafts";
import { programDraft } from "~/forms/program-draft";
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
  // What is edited is the newest version, also when it only comes into force later: the next one is made from it.
  const newest = history[0]!;
  return {
    version: newest.version,
    stored: programDraft(newest.program, currency),
    scheduled: newest.effectiveFrom > now ? { version: newest.version, from: newest.effectiveFrom } : null,
    versions: history.map((row, index) => versionRow(row, { previous: history[index + 1], newer: history.slice(0, index), inForce: program.version, now, currency })),
    membersByTier: figures.membersByTier,
    proposal: { ladder: programDraft({ ...program, tiers: { ...program.tiers, ladder: proposal.ladder } }, currency).ladder, topTenPercentMinor, topTenPercentTier: tierName(proposal) },
    appearance: appearanceOf(shop.appearance),
  };
}

interface Beside { previous: ProgramVersionRow | undefined; newer: ProgramVersionRow[]; inForce: number; now: Date; currency: string }

function versionRow(row: ProgramVersionRow, { previous, newer, inForce, now, currency }: Beside) {
  const replaced = newer.some((other) => other.effectiveFrom <= row.effectiveFrom);
  const state = row.version === inForce ? "in_force" as const : row.effectiveFrom > now && !replaced ? "scheduled" as const : "past" as const;
  const draft = programDraft(row.program, currency);
  return {
    version: row.version, effectiveFrom: row.effectiveFrom, createdAt: row.createdAt, createdBy: row.createdBy, note: row.note, state,
    changes: previous ? diffDrafts(programDraft(previous.program, currency), draft) : [],
    draft,
  };
}

function tierName({ ladder, topTenPercentTier }: ReturnType<typeof proposeLadder>): string | null {
  return ladder.find((tier) => tier.handle === topTenPercentTier)?.name ?? null;
}
