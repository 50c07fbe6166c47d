import { happens } from "../../faults/happens";
import { liveDiscount } from "../../discounts/redeem-codes";
import { gid } from "../../world/ids";
import type { BulkCreation, CodeDeletion, Shop } from "../../world/types";
import { connection, inGivenOrder } from "../core/connection";
import { same, type ApiContext, type TypeResolvers } from "../core/context";
import { discountError } from "../mutations/discounts/discount-errors";
import { codeDiscountNode } from "./discount-node";
import { idOfType, own } from "./node";

/** A lagging poll stops lagging this long after the work was done. */
const POLL_LAG_MS = 60_000;

/** The creation as one poll sees it: with the fault, one that ran a while ago still looks queued. */
export function polledCreation({ shop, sandbox }: ApiContext, id: string): BulkCreation | null {
  const creation = own(shop.bulkCreations, id);
  if (!creation?.results || sandbox.now().getTime() - Date.parse(creation.dueAt) > POLL_LAG_MS || !happens(sandbox, "codesPollLag")) return creation;
  return { ...creation, results: null };
}

export const BulkCreationFields: TypeResolvers = {
  ...same("createdAt"),
  id: (creation: BulkCreation) => gid("DiscountRedeemCodeBulkCreation", creation.id),
  done: (creation: BulkCreation) => creation.results !== null,
  codesCount: (creation: BulkCreation) => creation.codes.length,
  importedCount: (creation: BulkCreation) => (creation.results ?? []).filter(({ error }) => error === null).length,
  failedCount: (creation: BulkCreation) => (creation.results ?? []).filter(({ error }) => error !== null).length,
  discountCode: ({ discountId }: BulkCreation, _args, { shop }) => {
    const discount = liveDiscount(shop, discountId);
    return discount && codeDiscountNode(discount);
  },
  codes: (creation: BulkCreation, args, context, info) => {
    const rows = resultsOf(context.shop, creation);
    return connection(rows, args, inGivenOrder(rows), { context, info });
  },
};

/** `job(id:)`: whether codes that were to be deleted are gone. */
export function jobById({ shop }: ApiContext, globalId: string): object | null {
  const job: CodeDeletion | null = own(shop.codeDeletions, idOfType(globalId, "Job"));
  return job && { id: gid("Job", job.id), done: job.done };
}

/** Errors of single codes have a message and no code, as in Shopify's answers. */
function resultsOf(shop: Shop, creation: BulkCreation) {
  const codes = new Map(Object.values(shop.discounts[creation.discountId]?.codes ?? {}).map((redeem) => [redeem.id, redeem]));
  return creation.codes.map((code, index) => {
    const result = creation.results?.[index];
    const redeem = result?.redeemCodeId ? codes.get(result.redeemCodeId) : undefined;
    return { id: String(index), code, errors: result?.error ? [discountError(["code"], result.error, null)] : [], discountRedeemCode: redeem && redeem.deletedAt === undefined ? redeem : null };
  });
}
