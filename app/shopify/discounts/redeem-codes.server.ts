import type { AddedCode, Creation } from "~/loyalty/rewards/code-batch";
import type { AdminClient } from "../client/admin-client.server";
import { ADD_CODES, CODE_CREATION, DELETE_CODES, DISCOUNT_CODES, JOB_DONE } from "../documents/discounts.graphql";
import { refusalOf, type UserError } from "./code-discounts.server";

/**
 * Sends a batch of codes (at most 250) once: an answer that does not come is not asked for again, or codes would be added twice.
 * @returns the id of the creation to ask after, or Shopify's refusal of the whole batch. @throws ShopifyFault `unavailable`: nobody knows
 */
export async function addCodes(client: AdminClient, discountId: string, codes: readonly string[]): Promise<{ creationId: string } | { refused: string }> {
  type Answer = { discountRedeemCodeBulkAdd: { bulkCreation: { id: string } | null; userErrors: UserError[] } };
  const { discountRedeemCodeBulkAdd: added } = await client.run<Answer>(ADD_CODES, { discountId, codes: codes.map((code) => ({ code })) }, { once: true });
  return added.bulkCreation ? { creationId: added.bulkCreation.id } : { refused: refusalOf(client, added.userErrors) || "Shopify added no codes and did not say why" };
}

/** What became of a batch; its codes are read once it is done. @throws ShopifyFault */
export async function readCreation(client: AdminClient, creationId: string): Promise<Creation> {
  type Page = { nodes: { code: string; errors: { code: string | null; message: string }[]; discountRedeemCode: { id: string } | null }[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } };
  const all: AddedCode[] = [];
  for (let after: string | null = null; ; ) {
    const answer: { discountRedeemCodeBulkCreation: { done: boolean; codes: Page } | null } = await client.run(CODE_CREATION, { id: creationId, after });
    const creation = answer.discountRedeemCodeBulkCreation;
    if (!creation?.done) return creation && { done: false, codes: [] };
    for (const { code, errors, discountRedeemCode } of creation.codes.nodes) {
      const refused = errors.length > 0 ? errors.map(({ message, code: why }) => `${message}${why ? ` (${why})` : ""}`).join("; ") : null;
      all.push({ code, redeemCodeId: refused === null ? discountRedeemCode?.id ?? null : null, refused });
    }
    if (!creation.codes.pageInfo.hasNextPage) return { done: true, codes: all };
    after = creation.codes.pageInfo.endCursor;
  }
}

/** Asks for codes of a discount (at most 250) to be deleted; asking again does no harm. @returns Shopify's job, null when it says there is nothing to delete. @throws ShopifyFault */
export async function deleteCodes(client: AdminClient, discountId: string, redeemCodeIds: readonly string[]): Promise<string | null> {
  type Answer = { discountCodeRedeemCodeBulkDelete: { job: { id: string } | null; userErrors: UserError[] } };
  const { discountCodeRedeemCodeBulkDelete: deleted } = await client.run<Answer>(DELETE_CODES, { discountId, ids: [...redeemCodeIds] });
  if (!deleted.job) refusalOf(client, deleted.userErrors);
  return deleted.job?.id ?? null;
}

/** @throws ShopifyFault */
export async function isJobDone(client: AdminClient, jobId: string): Promise<boolean> {
  const { job } = await client.run<{ job: { done: boolean } | null }>(JOB_DONE, { id: jobId });
  return job === null || job.done;
}

export interface CodeAtShopify { redeemCodeId: string; code: string; used: number }
export interface DiscountAtShopify { usable: boolean; codes: CodeAtShopify[] }

/** A discount with all its codes, as Shopify has them; null when it was deleted. @throws ShopifyFault */
export async function readDiscount(client: AdminClient, discountId: string): Promise<DiscountAtShopify | null> {
  type Page = { nodes: { id: string; code: string; asyncUsageCount: number }[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } };
  const codes: CodeAtShopify[] = [];
  for (let after: string | null = null; ; ) {
    const answer: { discountNode: { discount: { status?: string; codes?: Page } } | null } = await client.run(DISCOUNT_CODES, { id: discountId, after });
    const discount = answer.discountNode?.discount;
    if (!discount?.codes) return null;
    codes.push(...discount.codes.nodes.map(({ id, code, asyncUsageCount }) => ({ redeemCodeId: id, code, used: asyncUsageCount })));
    if (!discount.codes.pageInfo.hasNextPage) return { usable: discount.status === "ACTIVE" || discount.status === "SCHEDULED", codes };
    after = discount.codes.pageInfo.endCursor;
  }
}
