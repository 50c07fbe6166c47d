import { happens } from "../../../faults/happens";
import { codeKey, liveCodes } from "../../../discounts/redeem-codes";
import { refuseCode, TAKEN } from "../../../discounts/refuse-code";
import { changeDiscount } from "../../../shop-life/change-discount";
import { createDiscount } from "../../../shop-life/create-discount";
import type { Discount } from "../../../world/types";
import type { ApiContext, Resolver } from "../../core/context";
import { codeDiscountNode, discountByGid } from "../../types/discount-node";
import { readBasic } from "./basic-input";
import { discountError, type DiscountUserError } from "./discount-errors";
import { Draft } from "./draft";
import { readFreeShipping } from "./free-shipping-input";
import type { BasicInput, FreeShippingInput, SharedInput } from "./input-types";

type Read<Input> = (draft: Draft, input: Input) => void;

export const discountCodeBasicCreate: Resolver = (_root, { basicCodeDiscount: input }: { basicCodeDiscount: BasicInput }, context) =>
  create(context, input, { argument: "basicCodeDiscount", read: readBasic });
export const discountCodeBasicUpdate: Resolver = (_root, { id, basicCodeDiscount: input }: { id: string; basicCodeDiscount: BasicInput }, context) =>
  update(context, input, { id, argument: "basicCodeDiscount", read: readBasic });
export const discountCodeFreeShippingCreate: Resolver = (_root, { freeShippingCodeDiscount: input }: { freeShippingCodeDiscount: FreeShippingInput }, context) =>
  create(context, input, { argument: "freeShippingCodeDiscount", read: readFreeShipping });
export const discountCodeFreeShippingUpdate: Resolver = (_root, { id, freeShippingCodeDiscount: input }: { id: string; freeShippingCodeDiscount: FreeShippingInput }, context) =>
  update(context, input, { id, argument: "freeShippingCodeDiscount", read: readFreeShipping });

function create<Input extends SharedInput>(context: ApiContext, input: Input, { argument, read }: { argument: string; read: Read<Input> }) {
  const { sandbox, shop } = context;
  const draft = new Draft(shop, argument, null);
  if (input.code === undefined || input.code === null) draft.refuse(["code"], "Code can't be blank", "BLANK");
  else checkCode(context, draft, input.code);
  read(draft, input);
  if (draft.errors.length > 0) return refused(draft.errors);
  return { codeDiscountNode: codeDiscountNode(createDiscount(sandbox, shop, { terms: draft.terms, code: input.code! })), userErrors: [] };
}

function update<Input extends SharedInput>(context: ApiContext, input: Input, { id, argument, read }: { id: string; argument: string; read: Read<Input> }) {
  const { sandbox, shop } = context;
  const discount = discountByGid(shop, id);
  if (!discount) return refused([discountError(["id"], "Discount does not exist", null)]);
  const changes = input.code !== undefined && input.code !== null;
  if (changes && liveCodes(discount).length > 1) return refused([discountError(["id"], "Cannot update the code of a bulk discount.", null)]);
  const draft = new Draft(shop, argument, discount);
  if (changes && !hasCode(discount, input.code!)) checkCode(context, draft, input.code!);
  read(draft, input);
  if (draft.errors.length > 0) return refused(draft.errors);
  return { codeDiscountNode: codeDiscountNode(changeDiscount(sandbox, shop, { discount, terms: draft.terms, code: input.code ?? undefined })), userErrors: [] };
}

function checkCode({ sandbox, shop }: ApiContext, draft: Draft, code: string): void {
  const refusal = happens(sandbox, "codeTaken") ? TAKEN : refuseCode(shop, code);
  if (refusal) draft.refuse(["code"], `Code ${refusal.message}`, refusal.code);
}

function hasCode(discount: Discount, code: string): boolean {
  return Object.hasOwn(discount.codes, codeKey(code)) && discount.codes[codeKey(code)]!.deletedAt === undefined;
}

function refused(userErrors: DiscountUserError[]) {
  return { codeDiscountNode: null, userErrors };
}
