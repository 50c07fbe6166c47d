import { z } from "zod";

/** Fields that several operations share, with what they mean. */
export const id = z.string().regex(/^\d{1,20}$/, "expected a decimal id as text").describe("Decimal id as text");
export const minor = z.number().int().min(0).describe("Minor units of the shop's currency");
export const at = z.iso.datetime({ offset: true }).describe("A past moment instead of now on the sandbox clock").optional();
export const tags = z.array(z.string().min(1).max(255)).max(250);
const quantity = z.number().int().min(1);

export const line = z.strictObject({
  variantId: id.optional(), title: z.string().min(1).optional().describe("Of a custom line, with unitPriceMinor"), quantity,
  unitPriceMinor: minor.optional(), giftCard: z.boolean().optional(), requiresShipping: z.boolean().optional(), taxable: z.boolean().optional(),
  subscription: z.enum(["first", "renewal"]).optional(),
});

export const lineQuantity = z.strictObject({ lineId: id, quantity });

export const discount = z.strictObject({
  code: z.string().min(1).optional().describe("Missing: an automatic discount"), title: z.string().optional(),
  percent: z.string().optional().describe("\"10\" or \"12.5\""), amountMinor: minor.optional(), freeShipping: z.boolean().optional(),
  lines: z.array(z.number().int().min(0)).min(1).optional().describe("Places of the lines it is for, from 0; missing: the whole order"),
}).describe("Exactly one of percent, amountMinor and freeShipping");

export const customerFields = {
  email: z.email().nullable().optional(), firstName: z.string().nullable().optional(), lastName: z.string().nullable().optional(), phone: z.string().nullable().optional(),
  locale: z.string().min(2).optional(), tags: tags.optional(), note: z.string().nullable().optional(), acceptsMarketing: z.boolean().optional(),
  verifiedEmail: z.boolean().optional(), state: z.enum(["enabled", "disabled"]).optional(),
  address: z.strictObject({ address1: z.string(), city: z.string(), zip: z.string(), countryCode: z.string().length(2) }).optional(),
};

export const paging = {
  limit: z.coerce.number().int().min(1).max(250).default(50),
  offset: z.coerce.number().int().min(0).default(0),
};
