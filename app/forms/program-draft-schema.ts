import { z } from "zod";
import { forEachActivity, type ProgramDraft } from "./program-draft";

const text = z.string().max(200);
const rate = { points: text, per: text };

/** Shape of a draft as it arrives; what its texts mean is judged by `programFromDraft` and the rules of the domain. */
export const programDraftSchema: z.ZodType<ProgramDraft> = z.strictObject({
  pointName: z.strictObject({ one: text, other: text }),
  rate: z.strictObject(rate),
  earnOn: z.enum(["paid", "fulfilled"]),
  counts: z.strictObject({
    tax: z.boolean(), shipping: z.boolean(), tips: z.boolean(), giftCards: z.boolean(), redeemedValue: z.boolean(),
    onSale: z.boolean(), discountCodeOrders: z.boolean(), subscriptionFirst: z.boolean(), subscriptionRenewal: z.boolean(),
    pos: z.boolean(), draft: z.boolean(),
  }),
  minimumOrder: text,
  currencyRates: z.array(z.strictObject({ currency: text, ...rate })).max(200),
  multipliers: z.array(z.strictObject({ scope: z.enum(["product", "collection", "tag"]), id: text, title: z.string().max(500), multiplier: text })).max(1_000),
  activities: z.strictObject(forEachActivity(() => z.strictObject({ on: z.boolean(), points: text }))),
  windowDays: text,
  windowFrom: z.enum(["paid", "fulfilled"]),
  expiryMonths: text,
  expiryGraceDays: text,
  ladder: z.array(z.strictObject({ handle: text, name: text, threshold: text, multiplier: text })).min(1).max(20),
  qualify: z.strictObject({ kind: z.enum(["rolling_days", "calendar_year", "lifetime"]), days: text }),
  graceDays: text,
  enrollment: z.strictObject({ mode: z.enum(["automatic", "opt_in"]), excludeTags: z.array(z.string().trim().min(1).max(255)).max(100) }),
  adjustmentCap: text,
  worth: z.strictObject({ points: text, money: text }),
});
