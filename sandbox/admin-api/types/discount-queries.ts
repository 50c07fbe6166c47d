import { liveCodes, liveDiscounts } from "../../discounts/redeem-codes";
import { parseGid } from "../../world/ids";
import type { Discount } from "../../world/types";
import { requireTypeAccess } from "../core/access";
import { connection } from "../core/connection";
import type { ApiContext, Resolver, TypeResolvers } from "../core/context";
import { invalidId } from "../core/errors";
import { searchQuery } from "../core/search-query";
import { seenByIndex } from "../core/stale-answers";
import { jobById, polledCreation } from "./bulk-codes";
import { discountFilters, discountPlace } from "./discount-filters";
import { codeDiscountNode, discountNodeByCode, discountNodeById } from "./discount-node";
import { idOfType } from "./node";

const nodes = (where: string): Resolver => (_root, args, context, info) => {
  const place = discountPlace(args.sortKey);
  return connection(searched(context, args.query, where).map(codeDiscountNode), args, ({ discount }) => place(discount), { context, info });
};

/** What the API answers about discounts. */
export const DiscountQueryFields: TypeResolvers = {
  discountNode: (_root, { id }: { id: string }, context) => discountNodeById(context, idOfDiscount(id)),
  codeDiscountNode: (_root, { id }: { id: string }, context) => discountNodeById(context, idOfDiscount(id)),
  codeDiscountNodeByCode: (_root, { code }: { code: string }, context) => discountNodeByCode(context, code),
  discountNodes: nodes("discountNodes"),
  codeDiscountNodes: nodes("codeDiscountNodes"),
  discountNodesCount: (_root, { query, limit }: { query?: string; limit?: number | null }, context) => countOf(searched(context, query, "discountNodesCount").length, limit),
  discountCodesCount: (_root, { query, limit }: { query?: string; limit?: number | null }, context) =>
    countOf(searched(context, query, "discountCodesCount").reduce((sum, discount) => sum + liveCodes(discount).length, 0), limit),
  discountRedeemCodeBulkCreation: (_root, { id }: { id: string }, context) => polledCreation(context, idOfType(id, "DiscountRedeemCodeBulkCreation")),
  job: (_root, { id }: { id: string }, context) => {
    requireTypeAccess(context, "DiscountCodeNode", "job");
    return jobById(context, id);
  },
};

function searched(context: ApiContext, query: string | undefined, where: string): Discount[] {
  return liveDiscounts(context.shop).filter(({ updatedAt }) => seenByIndex(context, updatedAt)).filter(searchQuery(query, discountFilters(context.sandbox.now()), where));
}

function idOfDiscount(globalId: string): string {
  const parsed = parseGid(globalId);
  if (parsed?.type !== "DiscountCodeNode" && parsed?.type !== "DiscountNode") throw invalidId(globalId);
  return parsed.id;
}

function countOf(count: number, limit: number | null | undefined) {
  return limit && count > limit ? { count: limit, precision: "AT_LEAST" } : { count, precision: "EXACT" };
}
