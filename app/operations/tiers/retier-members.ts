import { programAt } from "~/loyalty/program/program-at";
import type { Program } from "~/loyalty/program/program";
import { qualify, type HeldTier, type Qualification } from "~/loyalty/tiers/qualify";
import { plusLocalDays, startOfLocalYear } from "~/loyalty/time/local-day";
import { programVersions } from "~/store/program/program-versions.server";
import { settlementShop } from "~/store/shops/settlement-shop.server";
import { lockTierStandings, spendsSince, type TierStanding } from "~/store/tiers/tier-standing.server";
import { saveTiers, type TierToSave } from "~/store/tiers/save-tiers.server";
import type { Tx } from "~/store/tx";

export interface TierMove { memberId: bigint; from: string; to: string; reason: Qualification["reason"] }

/** Qualifies members anew inside an open transaction. Repeating it changes nothing. */
export async function retierMembers(db: Tx, memberIds: bigint[], now: Date): Promise<TierMove[]> {
  if (memberIds.length === 0) return [];
  const { timezone } = await settlementShop(db);
  const program = programAt(await programVersions(db), now.toISOString());
  const standings = await lockTierStandings(db, memberIds);
  const spends = await spendsSince(db, standings.map((standing) => ({ memberId: standing.memberId, since: spendFrom(standing, program, { zone: timezone, now }) })));
  const results = standings.map((standing) => {
    const input = { rules: program.tiers, spends: spends.get(standing.memberId) ?? [], held: heldOf(standing), zone: timezone, now: now.toISOString() };
    return { standing, result: qualify(input) };
  });
  const changed = results.filter(({ standing, result }) => result.tier.handle !== standing.tier || result.tier.graceUntil !== standing.graceUntil);
  await saveTiers(db, changed.map(({ standing, result }) => toSave(standing, result, program)), now);
  return changed.flatMap(({ standing: { memberId, tier }, result }) => (tier === result.tier.handle ? [] : [{ memberId, from: tier, to: result.tier.handle, reason: result.reason }]));
}

/** What the rules may ask for: the window that ends now, and the one that ended when the tier was reached. */
function spendFrom({ since }: TierStanding, { tiers }: Program, { zone, now }: { zone: string; now: Date }): string {
  const earliest = since !== null && since < now.toISOString() ? since : now.toISOString();
  if (tiers.window.kind === "lifetime") return "-infinity";
  if (tiers.window.kind === "calendar_year") return startOfLocalYear(earliest, zone, -1);
  return plusLocalDays(earliest, zone, -tiers.window.days);
}

function heldOf({ tier, since, graceUntil, lastChange }: TierStanding): HeldTier | null {
  if (tier === "" || since === null) return null;
  const rise = lastChange && lastChange.to === tier && lastChange.thresholdMinor !== null ? { from: lastChange.from, thresholdMinor: lastChange.thresholdMinor } : null;
  return { handle: tier, since, graceUntil, rise };
}

function toSave({ memberId, tier }: TierStanding, { tier: held, reason, spendMinor }: Qualification, program: Program): TierToSave {
  const values: Record<string, number> = held.rise ? { spendMinor, thresholdMinor: held.rise.thresholdMinor } : { spendMinor };
  return {
    memberId, tier: held.handle, since: held.since, graceUntil: held.graceUntil,
    change: tier === held.handle ? null : { from: tier, reason, values, programVersion: program.version },
  };
}
