import type { Reward, RewardValue } from "~/loyalty/rewards/reward";
import { MOST_STEPS, MOST_TITLE } from "~/loyalty/rewards/reward";
import { endOfLocalDay, startOfLocalDay } from "~/loyalty/time/local-day";
import type { FieldErrors } from "./field-errors";
import { TextReader } from "./read-text";
import type { DraftShop, RewardDraft } from "./reward-draft";

const MOST = 1_000_000_000;

export type ReadReward = { ok: true; reward: Reward; stock: bigint | null } | { ok: false; errors: FieldErrors };

/** The reward a draft means, or what is wrong with it by field. Only the fields of its own kind are read. */
export function rewardFromDraft(draft: RewardDraft, shop: DraftShop): ReadReward {
  const read = new TextReader();
  const optional = (field: string, text: string, range: { min: number; max: number }) => (text.trim() === "" ? null : read.whole(field, text, range));
  const reward: Reward = {
    title: read.name("title", draft.title, MOST_TITLE),
    value: readValue(read, draft, shop.currency),
    price: readPrice(read, draft),
    minimumSpendMinor: read.minor("minimumSpend", draft.minimumSpend.trim() || "0", shop.currency),
    combinesWith: { ...draft.combinesWith, shipping: draft.kind !== "free_shipping" && draft.combinesWith.shipping },
    tiers: draft.tiers,
    memberLimit: draft.memberLimit.count.trim() === "" ? null : {
      count: read.whole("memberLimit.count", draft.memberLimit.count, { min: 1, max: 10_000 }), days: optional("memberLimit.days", draft.memberLimit.days, { min: 1, max: 3660 }),
    },
    totalLimit: optional("totalLimit", draft.totalLimit, { min: 1, max: MOST }),
    validityDays: read.whole("validityDays", draft.validityDays, { min: 1, max: 3660 }),
    onExpiry: draft.onExpiry,
    startsAt: readDay(read, "startDate", { text: draft.startDate, zone: shop.timeZone, end: false }),
    endsAt: readDay(read, "endDate", { text: draft.endDate, zone: shop.timeZone, end: true }),
  };
  const stock = optional("stock", draft.stock, { min: 0, max: MOST });
  if (reward.startsAt !== null && reward.endsAt !== null && reward.endsAt <= reward.startsAt) read.refuse("endDate", { code: "endBeforeStart" }, undefined);
  if (Object.keys(read.errors).length > 0) return { ok: false, errors: read.errors };
  return { ok: true, reward, stock: stock === null ? null : BigInt(stock) };
}

function readValue(read: TextReader, draft: RewardDraft, currency: string): RewardValue {
  const minor = () => read.minor("amount", draft.amount, currency, { positive: true });
  const percent = () => read.whole("percent", draft.percent, { min: 1, max: 100 });
  switch (draft.kind) {
    case "amount_off": return { kind: "amount_off", minor: minor() };
    case "percentage_off": return { kind: "percentage_off", percent: percent() };
    case "free_shipping": return { kind: "free_shipping", maximumMinor: draft.maximumShipping.trim() === "" ? null : read.minor("maximumShipping", draft.maximumShipping, currency, { positive: true }) };
    case "product_discount": {
      if (draft.goods.items.length === 0) read.refuse("goods", { code: "goodsMissing" }, undefined);
      return { kind: "product_discount", off: draft.off === "amount" ? { minor: minor() } : { percent: percent() }, goods: draft.goods };
    }
    case "free_product": {
      const { product } = draft;
      if (!product) return read.refuse("product", { code: "productMissing" }, { kind: "free_product", productId: "0", variantId: "0", productTitle: "", minor: 1 });
      return { kind: "free_product", productId: product.productId, variantId: product.variantId, productTitle: product.title, minor: read.minor("product", product.price, currency, { positive: true }) };
    }
  }
}

/** Steps are for amounts: another kind has one price, whatever was chosen before. */
function readPrice(read: TextReader, draft: RewardDraft): Reward["price"] {
  const points = read.whole("points", draft.points, { min: 1, max: MOST });
  if (draft.pricing === "fixed" || !takesSteps(draft)) return { kind: "fixed", points };
  return { kind: "slider", stepPoints: points, steps: read.whole("steps", draft.steps, { min: 2, max: MOST_STEPS }) };
}

export const takesSteps = ({ kind, off }: Pick<RewardDraft, "kind" | "off">) => kind === "amount_off" || (kind === "product_discount" && off === "amount");

/** The first moment of a day, or the moment its last is over. */
function readDay(read: TextReader, field: string, { text, zone, end }: { text: string; zone: string; end: boolean }): string | null {
  if (text.trim() === "") return null;
  if (!isDay(text)) return read.refuse(field, { code: "day", values: { value: text.slice(0, 40) } }, null);
  const start = startOfLocalDay(text, zone);
  return end ? endOfLocalDay(start, zone) : start;
}

/** A day of the calendar: the 31st of February is none. */
function isDay(text: string): boolean {
  const at = /^2\d{3}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00.000Z`) : Number.NaN;
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}
