import type { TierRules } from "../program/program";
import { plusLocalDays, startOfLocalYear } from "../time/local-day";
import type { Spend } from "./qualify";

/**
 * Spend that counts at a moment. Rolling: the last `days` days. Calendar year: the better of this year and the last one,
 * so that a tier reached in a year lasts to the end of the next. Lifetime: everything. Nothing after the moment counts.
 */
export function spendIn(spends: readonly Spend[], window: TierRules["window"], when: { zone: string; moment: string }): number {
  const { zone, moment } = when;
  if (window.kind === "lifetime") return sum(spends, "", moment);
  if (window.kind === "rolling_days") return sum(spends, plusLocalDays(moment, zone, -window.days), moment);
  const start = startOfLocalYear(moment, zone);
  const thisYear = sum(spends, start, moment);
  const lastYear = spends.filter((spend) => spend.at < start).reduce((total, spend) => (spend.at >= startOfLocalYear(moment, zone, -1) ? total + spend.minor : total), 0);
  return Math.max(thisYear, lastYear);
}

function sum(spends: readonly Spend[], from: string, to: string): number {
  return spends.reduce((total, spend) => (spend.at >= from && spend.at <= to ? total + spend.minor : total), 0);
}
