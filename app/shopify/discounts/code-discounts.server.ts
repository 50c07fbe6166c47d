import type { DiscountTerms } from "~/loyalty/rewards/discount-terms";
import type { AdminClient } from "../client/admin-client.server";
import { ShopifyFault } from "../client/shopify-fault";
import { CREATE_BASIC, CREATE_FREE_SHIPPING, DEACTIVATE, DELETE_DISCOUNT, DISCOUNT_OF_CODE, DISCOUNTS_OF_CODES, LOOKUPS_A_CALL, UPDATE_BASIC, UPDATE_FREE_SHIPPING } from "../documents/discounts.graphql";
import { discountInput, isShipping, type DiscountToCreate } from "./discount-input";

export interface UserError { field: string[] | null; message: string; code: string | null }

/** `taken`: some discount has the seed code: most likely an earlier attempt whose answer was lost. `refused`: Shopify's own sentence. */
export type Created = { discountId: string } | { taken: true } | { refused: string };

/** Makes the discount under its seed code. Asked for again after a lost answer it is `taken`, never there twice. @throws ShopifyFault */
export async function createDiscount(client: AdminClient, discount: DiscountToCreate): Promise<Created> {
  const shipping = isShipping(discount.terms.value);
  type Payload = { codeDiscountNode: { id: string } | null; userErrors: UserError[] };
  const answer = await client.run<Record<string, Payload>>(shipping ? CREATE_FREE_SHIPPING : CREATE_BASIC, { discount: discountInput(discount) });
  const payload = answer[shipping ? "discountCodeFreeShippingCreate" : "discountCodeBasicCreate"]!;
  if (payload.codeDiscountNode) return { discountId: payload.codeDiscountNode.id };
  if (payload.userErrors.some(({ code, field }) => code === "TAKEN" && field?.includes("code"))) return { taken: true };
  if (payload.userErrors.length > 0) return { refused: refusalOf(client, payload.userErrors) };
  throw new ShopifyFault("unavailable", `${client.shop} made a discount and did not say which`);
}

/** The discount a code belongs to; null when there is none, or the search lags behind. @throws ShopifyFault */
export async function discountOfCode(client: AdminClient, code: string): Promise<string | null> {
  const { codeDiscountNodeByCode: found } = await client.run<{ codeDiscountNodeByCode: { id: string } | null }>(DISCOUNT_OF_CODE, { code });
  return found?.id ?? null;
}

/** Which of these codes (at most 25, of which a full call is made) some discount has. @throws ShopifyFault */
export async function codesThere(client: AdminClient, codes: readonly string[]): Promise<Set<string>> {
  if (codes.length < LOOKUPS_A_CALL) {
    const there = new Set<string>();
    for (const code of codes) if ((await discountOfCode(client, code)) !== null) there.add(code);
    return there;
  }
  const answer = await client.run<Record<string, { id: string } | null>>(DISCOUNTS_OF_CODES, Object.fromEntries(codes.map((code, n) => [`c${n}`, code])));
  return new Set(codes.filter((_code, n) => answer[`c${n}`] !== null));
}

/** Only the title may change in place: what a code promises never does. @returns Shopify's refusal, null when done. @throws ShopifyFault */
export async function retitleDiscount(client: AdminClient, { discountId, terms, title }: { discountId: string; terms: DiscountTerms; title: string }): Promise<string | null> {
  const shipping = isShipping(terms.value);
  const answer = await client.run<Record<string, { userErrors: UserError[] }>>(shipping ? UPDATE_FREE_SHIPPING : UPDATE_BASIC, { id: discountId, discount: { title } });
  const { userErrors } = Object.values(answer)[0]!;
  return userErrors.length > 0 ? refusalOf(client, userErrors) : null;
}

/** Ends a discount with all its codes. One that is gone counts as ended. @throws ShopifyFault */
export function deactivateDiscount(client: AdminClient, discountId: string): Promise<void> {
  return endDiscount(client, DEACTIVATE, discountId);
}

/** Deletes a discount that was made for nobody. One that is gone counts as deleted. @throws ShopifyFault */
export function deleteDiscount(client: AdminClient, discountId: string): Promise<void> {
  return endDiscount(client, DELETE_DISCOUNT, discountId);
}

async function endDiscount(client: AdminClient, document: string, id: string): Promise<void> {
  const answer = await client.run<Record<string, { userErrors: UserError[] }>>(document, { id });
  const refused = Object.values(answer)[0]!.userErrors.filter(({ code, field }) => !(code === "INVALID" && field?.includes("id")));
  if (refused.length > 0) throw new ShopifyFault("invalid", `${client.shop} does not end ${id}: ${refusalOf(client, refused)}`);
}

/** Shopify's refusal in its own words. @throws ShopifyFault where it says that it broke: that is no refusal, nobody knows what it did. */
export function refusalOf(client: AdminClient, errors: readonly UserError[]): string {
  if (errors.some(({ code }) => code === "INTERNAL_ERROR")) throw new ShopifyFault("unavailable", `${client.shop}: ${sentenceOf(errors)}`, { code: "INTERNAL_ERROR" });
  return sentenceOf(errors);
}

const sentenceOf = (errors: readonly UserError[]) => errors.map(({ message, code }) => (code ? `${message} (${code})` : message)).join("; ").slice(0, 300);
