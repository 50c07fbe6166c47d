import type { Goods, Reward, RewardValue } from "~/loyalty/rewards/reward";
import { lastLocalDate, localDate } from "~/loyalty/time/local-day";
import { plainMoney } from "./program-draft";

/** A reward as it stands in the editor: everything a person types is text, judged by `judgeReward`. */
export interface RewardDraft {
  title: string;
  kind: RewardValue["kind"];
  /** What it takes off; of a slider, what each step adds. */
  amount: string;
  percent: string;
  /** Empty = any shipping. */
  maximumShipping: string;
  /** What a discount on products is measured in. */
  off: "amount" | "percent";
  goods: Goods;
  /** The free one; null until it is picked. */
  product: { productId: string; variantId: string; title: string; price: string } | null;
  pricing: "fixed" | "slider";
  /** The price; of a slider, that of each step. */
  points: string;
  steps: string;
  minimumSpend: string;
  combinesWith: Reward["combinesWith"];
  /** Handles; empty = all. */
  tiers: string[];
  /** Empty count = no limit; empty days = ever. */
  memberLimit: { count: string; days: string };
  totalLimit: string;
  stock: string;
  validityDays: string;
  onExpiry: Reward["onExpiry"];
  /** Calendar days of the shop, `2026-12-01`; empty = at once, or without end. The end is the last day. */
  startDate: string;
  endDate: string;
}

export interface DraftShop { currency: string; timeZone: string }

/** The editor's text of a stored reward; amounts in major units of the shop's currency, times as days of its zone. */
export function rewardDraft(reward: Reward, stock: bigint | null, { currency, timeZone }: DraftShop): RewardDraft {
  const { value, price, memberLimit } = reward;
  return {
    ...blankReward(currency),
    title: reward.title,
    ...valueDraft(value, currency),
    pricing: price.kind,
    ...(price.kind === "fixed" ? { points: String(price.points) } : { points: String(price.stepPoints), steps: String(price.steps) }),
    minimumSpend: plainMoney(reward.minimumSpendMinor, currency),
    combinesWith: { ...reward.combinesWith },
    tiers: [...reward.tiers],
    memberLimit: { count: textOf(memberLimit?.count), days: textOf(memberLimit?.days) },
    totalLimit: textOf(reward.totalLimit),
    stock: textOf(stock),
    validityDays: String(reward.validityDays),
    onExpiry: reward.onExpiry,
    startDate: reward.startsAt === null ? "" : localDate(reward.startsAt, timeZone),
    endDate: reward.endsAt === null ? "" : lastLocalDate(reward.endsAt, timeZone),
  };
}

/** What a new reward begins with; only title, value and price are missing. */
export function blankReward(currency: string): RewardDraft {
  return {
    title: "", kind: "amount_off", amount: "", percent: "10", maximumShipping: "", off: "percent", goods: { of: "products", items: [] }, product: null, pricing: "fixed", points: "", steps: "10",
    minimumSpend: plainMoney(0, currency), combinesWith: { order: false, product: true, shipping: true }, tiers: [], memberLimit: { count: "", days: "" }, totalLimit: "", stock: "",
    validityDays: "90", onExpiry: "return", startDate: "", endDate: "",
  };
}

/** The fields of the editor that say what a reward gives. */
export function valueDraft(value: RewardValue, currency: string): Partial<RewardDraft> {
  const { kind } = value;
  switch (kind) {
    case "amount_off": return { kind, amount: plainMoney(value.minor, currency) };
    case "percentage_off": return { kind, percent: String(value.percent) };
    case "free_shipping": return { kind, maximumShipping: value.maximumMinor === null ? "" : plainMoney(value.maximumMinor, currency) };
    case "free_product": return { kind, product: { productId: value.productId, variantId: value.variantId, title: value.productTitle, price: plainMoney(value.minor, currency) } };
    case "product_discount": return { kind, goods: { of: value.goods.of, items: value.goods.items.map((item) => ({ ...item })) }, ...("minor" in value.off ? { off: "amount", amount: plainMoney(value.off.minor, currency) } : { off: "percent", percent: String(value.off.percent) }) };
  }
}

const textOf = (value: number | bigint | null | undefined) => (value === null || value === undefined ? "" : String(value));
