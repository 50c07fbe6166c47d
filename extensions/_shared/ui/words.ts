import type { BuyerRedemption, BuyerReward, ProgramCard } from "../contract";

type Replacements = Record<string, string | number>;

/** As much of `shopify.i18n` as is needed; the same on every surface. */
export interface I18n {
  translate(key: string, options?: Replacements): string;
  formatNumber(value: number, options?: { inExtensionLocale?: boolean } & Intl.NumberFormatOptions): string;
  formatCurrency(value: number, options?: { inExtensionLocale?: boolean } & Intl.NumberFormatOptions): string;
  formatDate(value: Date, options?: { inExtensionLocale?: boolean } & Intl.DateTimeFormatOptions): string;
}

/** Codes with a sentence of their own, `problems.<code>`. Every other gets `problems.failed`. */
export const PROBLEMS = [
  "offline", "sign_in", "too_many", "try_again", "not_launched", "not_available", "not_a_member", "unknown_reward", "reward_ended", "reward_paused", "reward_not_started", "tier_too_low", "price_changed",
  "points_owed", "not_enough_points", "out_of_stock", "total_limit", "member_limit", "too_many_open", "reward_unavailable",
] as const;
/** Reasons of activity with a sentence of their own, `reasons.<reason>`. */
export const REASONS = [
  "order_earned", "order_changed", "order_restored", "order_refunded", "order_cancelled", "order_voided", "order_deleted", "dispute_lost", "return_window_over", "adjustment_given", "adjustment_taken",
  "customers_merged", "order_moved", "reward_redeemed", "reward_used", "reward_canceled", "canceled_by_staff", "reward_withdrawn", "code_expired", "code_removed", "reward_lapsed", "reward_restored",
  "reward_used_late", "reward_charged_again", "points_expired", "activity_sign_up", "activity_newsletter", "activity_anniversary",
] as const;

/** What is said to a shopper, with numbers, money and days as the extension's language writes them. */
export interface Words {
  t(key: string, replacements?: Replacements): string;
  number(value: number): string;
  points(points: number): string;
  /** @param minor whole minor units */
  money(minor: number, currency: string): string;
  /** @param date ISO date, of the shop's calendar */
  day(date: string): string;
  /** @param seconds after which it is worth trying again; a minute where nobody said */
  problem(code: string, seconds?: number | null): string;
  reason(reason: string, values?: Replacements): string;
  /** "$5 off", "10% off", "Free shipping": what a reward takes off, where the merchant's title does not say just that. */
  value(of: Named, currency: string): string | null;
  /** A reward by its title, as everywhere, with its value beside: "Money off · $5 off". */
  name(of: Named, currency: string): string;
}

type Named = Pick<BuyerRedemption, "title" | "kind" | "minor" | "percent">;

/** @param pointName the merchant's own word; while it is the original "points", the language's own is used. */
export function wordsOf(i18n: I18n, pointName: ProgramCard["pointName"] | null = null): Words {
  const own = { inExtensionLocale: true };
  const t: Words["t"] = (key, replacements) => i18n.translate(key, replacements);
  const number = (value: number) => i18n.formatNumber(value, own);
  const money: Words["money"] = (minor, currency) => i18n.formatCurrency(majorUnits(minor, currency), { ...own, currency, ...decimalsOf(minor, currency) });
  const value: Words["value"] = ({ title, kind, minor, percent }, currency) => {
    const text = percent !== null ? t("percent_off", { percent }) : kind === "free_shipping" ? t("free_shipping") : minor !== null && kind !== "free_product" ? t("amount_off", { amount: money(minor, currency) }) : null;
    return text !== null && title.includes(text) ? null : text;
  };
  /** "40 seconds", "3 minutes", "5 hours": rounded up, as the storefront's blocks say it. */
  const lasting = (seconds: number) => {
    const [unit, size] = seconds < 91 ? ["second", 1] as const : seconds < 5_400 ? ["minute", 60] as const : ["hour", 3_600] as const;
    return i18n.formatNumber(Math.ceil(seconds / size), { ...own, style: "unit", unit, unitDisplay: "long" });
  };
  const known = (list: readonly string[], key: string, otherwise: string) => (list.includes(key) ? key : otherwise);
  return {
    t, number, money, value,
    points: (points) => (pointName && pointName.other && pointName.other !== "points" ? `${number(points)} ${apart(Math.abs(points) === 1 ? pointName.one : pointName.other)}` : t("points", { count: Math.abs(points), number: number(points) })),
    day: (date) => i18n.formatDate(new Date(`${date}T12:00:00Z`), { ...own, dateStyle: "medium", timeZone: "UTC" }),
    problem: (code, seconds) => t(`problems.${known(PROBLEMS, code, "failed")}`, code === "too_many" ? { time: lasting(seconds || 60) } : undefined),
    reason: (reason, values = {}) => t(`reasons.${known(REASONS, reason, "other")}`, values),
    name: (of, currency) => [apart(of.title), value(of, currency)].filter(Boolean).join(" · "),
  };
}

/** A name that reads from right to left, or says that what follows does, turns its own letters only. */
const apart = (name: string) => (/[\u0590-\u08FF\u202A-\u202E\uFB1D-\uFEFC]/.test(name) ? `\u2068${name}\u2069` : name);

const decimals = (currency: string) => new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2;

/** For showing only: nothing is worked out with it. */
const majorUnits = (minor: number, currency: string) => minor / 10 ** decimals(currency);

/** As the storefront's blocks write it: whole units without decimals, but three decimals stay. */
function decimalsOf(minor: number, currency: string): Intl.NumberFormatOptions {
  return minor % 10 ** decimals(currency) === 0 && decimals(currency) < 3 ? { minimumFractionDigits: 0, maximumFractionDigits: 0 } : {};
}

/** What a step of a reward takes off; its title where that says so, or nothing does. */
export function stepWorth(reward: BuyerReward, minor: number | null, { words, currency }: { words: Words; currency: string }): string {
  return words.value({ ...reward, minor }, currency) ?? reward.title;
}
