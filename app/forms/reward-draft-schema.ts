import { z } from "zod";
import type { RewardDraft } from "./reward-draft";

const text = z.string().max(200);
const id = z.string().regex(/^\d{1,20}$/, "expected Shopify's number");
const title = z.string().max(255);

/** Shape of a draft as it arrives; what its texts mean is judged by `judgeReward`. */
export const rewardDraftSchema: z.ZodType<RewardDraft> = z.strictObject({
  title: text,
  kind: z.enum(["amount_off", "percentage_off", "free_shipping", "product_discount", "free_product"]),
  amount: text, percent: text, maximumShipping: text,
  off: z.enum(["amount", "percent"]),
  goods: z.strictObject({ of: z.enum(["products", "collections"]), items: z.array(z.strictObject({ id, title })).max(500) }),
  product: z.strictObject({ productId: id, variantId: id, title, price: text }).nullable(),
  pricing: z.enum(["fixed", "slider"]),
  points: text, steps: text, minimumSpend: text,
  combinesWith: z.strictObject({ order: z.boolean(), product: z.boolean(), shipping: z.boolean() }),
  tiers: z.array(z.string().min(1).max(40)).max(20),
  memberLimit: z.strictObject({ count: text, days: text }),
  totalLimit: text, stock: text, validityDays: text,
  onExpiry: z.enum(["return", "lapse"]),
  startDate: text, endDate: text,
});
