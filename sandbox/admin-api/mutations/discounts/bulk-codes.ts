import { happens } from "../../../faults/happens";
import { liveCodes } from "../../../discounts/redeem-codes";
import { nowMs, nowOf } from "../../../world/clock";
import { gid, idOf, nextId } from "../../../world/ids";
import type { BulkCreation, CodeDeletion, Discount } from "../../../world/types";
import type { ApiContext, Resolver } from "../../core/context";
import { inputTooLarge, notImplemented } from "../../core/errors";
import { searchQuery } from "../../core/search-query";
import { discountByGid } from "../../types/discount-node";
import { codeFilters } from "../../types/discount-filters";
import { discountError, NO_SUCH_DISCOUNT } from "./discount-errors";

const MOST_CODES = 250;
/** How long bulk work on codes waits in its queue. */
const QUEUED_MS = 500;

/** Codes for a discount. Answers at once; they exist when the creation is done, each for itself. */
export const discountRedeemCodeBulkAdd: Resolver = (_root, { discountId, codes }: { discountId: string; codes: { code: string }[] }, context) => {
  const { sandbox, shop } = context;
  if (codes.length > MOST_CODES) throw inputTooLarge(codes.length, MOST_CODES);
  const discount = discountByGid(shop, discountId);
  if (!discount) return { bulkCreation: null, userErrors: [discountError(["discountId"], NO_SUCH_DISCOUNT, "INVALID")] };
  if (codes.length === 0) return { bulkCreation: null, userErrors: [discountError(["codes"], "Codes can't be blank", "BLANK")] };
  const late = happens(sandbox, "codesLate") ? sandbox.world.faults.codesLateSeconds * 1000 : 0;
  const creation: BulkCreation = {
    id: nextId(sandbox.world), discountId: discount.id, createdAt: nowOf(sandbox.world), dueAt: new Date(nowMs(sandbox.world) + QUEUED_MS + late).toISOString(),
    codes: codes.map(({ code }) => code), results: null,
  };
  shop.bulkCreations[creation.id] = creation;
  context.answerLost = happens(sandbox, "codesAnswerLost");
  sandbox.save();
  return { bulkCreation: creation, userErrors: [] };
};

/** Deletes codes by id or search. Answers a job; they are gone when it is done. */
export const discountCodeRedeemCodeBulkDelete: Resolver = (_root, args: { discountId: string; ids?: string[] | null; search?: string | null; savedSearchId?: string | null }, context) => {
  const { sandbox, shop } = context;
  if (args.savedSearchId) throw notImplemented("discountCodeRedeemCodeBulkDelete(savedSearchId:)");
  if ((args.ids?.length ?? 0) > MOST_CODES) throw inputTooLarge(args.ids!.length, MOST_CODES);
  const given = [args.ids, args.search].filter((argument) => argument !== undefined && argument !== null);
  if (given.length === 0) return { job: null, userErrors: [discountError(null, "Missing expected argument key: 'ids', 'search' or 'saved_search_id'.", "MISSING_ARGUMENT")] };
  if (given.length > 1) return { job: null, userErrors: [discountError(null, "Only one of 'ids', 'search' or 'saved_search_id' is allowed.", "TOO_MANY_ARGUMENTS")] };
  const discount = discountByGid(shop, args.discountId);
  if (!discount) return { job: null, userErrors: [discountError(["discountId"], NO_SUCH_DISCOUNT, "INVALID")] };
  const job: CodeDeletion = {
    id: nextId(sandbox.world), discountId: discount.id, codeIds: codeIdsOf(context, discount, args), dueAt: new Date(nowMs(sandbox.world) + QUEUED_MS).toISOString(), done: false,
  };
  shop.codeDeletions[job.id] = job;
  sandbox.save();
  return { job: { id: gid("Job", job.id), done: false }, userErrors: [] };
};

function codeIdsOf({ sandbox }: ApiContext, discount: Discount, { ids, search }: { ids?: string[] | null; search?: string | null }): string[] {
  if (ids) return ids.flatMap((id) => idOf(id, "DiscountRedeemCode") ?? []);
  return liveCodes(discount).filter(searchQuery(search, codeFilters(sandbox.now()), "discountCodeRedeemCodeBulkDelete")).map(({ id }) => id);
}
