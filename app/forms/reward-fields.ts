/** Fields of a reward in the order they stand on its page. */
export const REWARD_FIELDS = [
  "title", "goods", "amount", "percent", "maximumShipping", "product", "pricing", "points", "steps",
  "minimumSpend", "memberLimit.count", "memberLimit.days", "totalLimit", "stock", "tiers", "validityDays", "startDate", "endDate",
] as const;

const placeOf = (field: string) => { const at = (REWARD_FIELDS as readonly string[]).indexOf(field); return at === -1 ? REWARD_FIELDS.length : at; };

/** Whoever goes down a list of mistakes goes down the page. */
export const inPageOrder = (fields: readonly string[]): string[] => [...fields].sort((a, b) => placeOf(a) - placeOf(b));
