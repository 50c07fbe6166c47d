import type { ProgramDraft } from "./program-draft";

/**
 * One setting that differs, in the editor's own texts. `place` names it (`rate.points`, `ladder.threshold`), `of` which tier,
 * product or currency it belongs to; null = absent on that side.
 */
export interface DraftChange { place: string; of: string | null; before: string | null; after: string | null; currency?: string }

/** What changed from one draft to another, in the order of the editor. Tiers, rules and currencies are matched by what they are, not by place. */
export function diffDrafts(before: ProgramDraft, after: ProgramDraft): DraftChange[] {
  const [old, fresh] = [settings(before), settings(after)];
  return [...new Set([...old.keys(), ...fresh.keys()])].flatMap((key) => {
    const [a, b] = [old.get(key), fresh.get(key)];
    if (a?.value === b?.value) return [];
    const { place, of, currency } = (b ?? a)!;
    return [{ place, of, before: a?.value ?? null, after: b?.value ?? null, ...(currency && { currency }) }];
  });
}

interface Setting { place: string; of: string | null; value: string; currency?: string }

function settings(draft: ProgramDraft): Map<string, Setting> {
  const all = new Map<string, Setting>();
  const put = (place: string, value: string | boolean, { key = "", of = null, currency }: { key?: string; of?: string | null; currency?: string } = {}) =>
    all.set(`${place} ${key}`, { place, of, value: String(value), ...(currency && { currency }) });
  put("pointName.one", draft.pointName.one);
  put("pointName.other", draft.pointName.other);
  put("rate.points", draft.rate.points);
  put("rate.per", draft.rate.per);
  put("worth.points", draft.worth.points);
  put("worth.money", draft.worth.money);
  for (const [name, on] of Object.entries(draft.counts)) put(`counts.${name}`, on);
  put("minimumOrder", draft.minimumOrder);
  put("earnOn", draft.earnOn);
  for (const [kind, { on, points }] of Object.entries(draft.activities)) {
    put(`activities.${kind}.on`, on);
    put(`activities.${kind}.points`, points);
  }
  for (const { scope, id, title, multiplier } of draft.multipliers) put("multiplier", multiplier, { key: `${scope}:${id}`, of: title });
  for (const { currency, points, per } of draft.currencyRates) {
    put("currencyRates.points", points, { key: currency, of: currency });
    put("currencyRates.per", per, { key: currency, of: currency, currency });
  }
  for (const { handle, name, threshold, multiplier } of draft.ladder) {
    const key = handle || name;
    put("ladder.name", name, { key, of: name });
    put("ladder.threshold", threshold, { key, of: name });
    put("ladder.multiplier", multiplier, { key, of: name });
  }
  put("qualify.kind", draft.qualify.kind);
  if (draft.qualify.kind === "rolling_days") put("qualify.days", draft.qualify.days);
  put("graceDays", draft.graceDays);
  put("windowDays", draft.windowDays);
  put("windowFrom", draft.windowFrom);
  put("expiryMonths", draft.expiryMonths);
  put("expiryGraceDays", draft.expiryGraceDays);
  put("enrollment.mode", draft.enrollment.mode);
  put("enrollment.excludeTags", draft.enrollment.excludeTags.join(", "));
  put("adjustmentCap", draft.adjustmentCap);
  return all;
}
