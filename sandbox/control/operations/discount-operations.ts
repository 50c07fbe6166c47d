import { z } from "zod";
import { codeKey, findCodeEvenDeleted, liveCodes, liveDiscount, liveDiscounts } from "../../discounts/redeem-codes";
import { refuseCode } from "../../discounts/refuse-code";
import { addCode, removeCodes } from "../../shop-life/add-codes";
import { activateDiscount, changeDiscount, deactivateDiscount, deleteDiscount } from "../../shop-life/change-discount";
import { createDiscount } from "../../shop-life/create-discount";
import { Refusal } from "../../shop-life/refusal";
import type { Discount, Shop } from "../../world/types";
import { discountBody, merchantTerms } from "../discount-body";
import { codeView, discountView } from "../discount-view";
import * as field from "../fields";
import { operation, type Call, type Operation } from "../operation";

const base = "/shops/{handle}/discounts";
const one = `${base}/{discountId}`;
const tag = "Discounts";
const code = z.string().min(1).max(255);

/** Discounts as the merchant handles them, whoever made them. */
export const discountOperations: Operation[] = [
  operation({
    method: "get", path: base, tag, summary: "Discounts with their codes and uses, the youngest first", query: z.strictObject(field.paging),
    run: ({ sandbox, shop, query }) => {
      const all = liveDiscounts(shop).reverse();
      return { total: all.length, discounts: all.slice(query.offset, query.offset + query.limit).map((discount) => discountView(shop, discount, sandbox.now().toISOString())) };
    },
  }),
  operation({ method: "get", path: one, tag, summary: "One discount", run: (call) => viewOf(call, discountOf(call)) }),
  operation({
    method: "post", path: base, tag, summary: "Make a discount with one code (discounts/create)", status: 201, body: discountBody.extend({ code }),
    run: (call) => {
      const { code: first, ...body } = call.body;
      const terms = merchantTerms(call.shop, { title: first, ...body }, { before: null, now: call.sandbox.now().toISOString() });
      return viewOf(call, createDiscount(call.sandbox, call.shop, { terms, code: first }));
    },
  }),
  operation({
    method: "patch", path: one, tag, summary: "Change a discount (discounts/update)", body: discountBody,
    run: (call) => {
      const discount = discountOf(call);
      return viewOf(call, changeDiscount(call.sandbox, call.shop, { discount, terms: merchantTerms(call.shop, call.body, { before: discount, now: call.sandbox.now().toISOString() }) }));
    },
  }),
  operation({ method: "post", path: `${one}/activate`, tag, summary: "Let it start now and go on (discounts/update)", run: (call) => viewOf(call, activateDiscount(call.sandbox, call.shop, discountOf(call))) }),
  operation({ method: "post", path: `${one}/deactivate`, tag, summary: "End it now (discounts/update)", run: (call) => viewOf(call, deactivateDiscount(call.sandbox, call.shop, discountOf(call))) }),
  operation({
    method: "delete", path: one, tag, summary: "Delete a discount with all its codes (discounts/delete)",
    run: (call) => {
      const discount = discountOf(call);
      deleteDiscount(call.sandbox, call.shop, discount);
      return { deleted: discount.id };
    },
  }),
  operation({
    method: "get", path: `${one}/codes`, tag, summary: "Codes of a discount, the oldest first", query: z.strictObject(field.paging),
    run: (call) => {
      const all = liveCodes(discountOf(call));
      return { total: all.length, codes: all.slice(call.query.offset, call.query.offset + call.query.limit).map(codeView) };
    },
  }),
  operation({
    method: "post", path: `${one}/codes`, tag, summary: "Add codes at once (discounts/redeemcode_added)", status: 201, body: z.strictObject({ codes: z.array(code).min(1).max(250) }),
    run: (call) => {
      const discount = discountOf(call);
      const refused = call.body.codes.find((wanted, index) => refuseCode(call.shop, wanted) !== null || call.body.codes.findIndex((other) => codeKey(other) === codeKey(wanted)) < index);
      if (refused !== undefined) throw new Refusal(`code ${refused}: ${refuseCode(call.shop, refused)?.message ?? "it is there twice, expected each once"}`);
      return { added: call.body.codes.map((wanted) => codeView(addCode(call.sandbox, call.shop, { discount, code: wanted }))) };
    },
  }),
  operation({
    method: "delete", path: `${one}/codes/{code}`, tag, summary: "Delete one code (discounts/redeemcode_removed)",
    run: (call) => {
      const discount = discountOf(call);
      const redeem = liveCodes(discount).find((candidate) => codeKey(candidate.code) === codeKey(call.params.code!));
      if (!redeem) throw new Refusal(`code ${call.params.code}: expected a code of discount ${discount.title}`, true);
      removeCodes(call.sandbox, call.shop, { discount, codeIds: [redeem.id] });
      return { deleted: redeem.code };
    },
  }),
  operation({
    method: "get", path: "/shops/{handle}/discount-codes/{code}", tag, summary: "Find a code, upper and lower case alike: its discount, its uses and the orders that show it; also when it has been deleted",
    run: (call) => found(call, call.params.code!),
  }),
];

type AnyCall = Pick<Call<unknown, unknown>, "sandbox" | "shop" | "params">;

function found(call: AnyCall, wanted: string) {
  const match = findCodeEvenDeleted(call.shop, wanted);
  if (!match) throw new Refusal(`code ${wanted} of ${call.shop.domain}: expected one that a discount has or had`, true);
  const { redeem, discount } = match;
  return { ...codeView(redeem), deletedAt: redeem.deletedAt ?? discount.deletedAt ?? null, discount: viewOf(call, discount), orders: ordersWith(call.shop, wanted) };
}

function ordersWith(shop: Shop, wanted: string) {
  const orders = Object.values(shop.orders).filter((order) => !order.deleted && order.discountCodes.some((used) => codeKey(used.code) === codeKey(wanted)));
  return orders.map(({ id, name, customerId, createdAt, cancelledAt, financialStatus }) => ({ id, name, customerId, createdAt, cancelledAt, financialStatus }));
}

function discountOf({ shop, params }: AnyCall): Discount {
  const discount = liveDiscount(shop, params.discountId!);
  if (!discount) throw new Refusal(`discount ${params.discountId} of ${shop.domain}: expected a discount of this shop`, true);
  return discount;
}

function viewOf({ sandbox, shop }: AnyCall, discount: Discount) {
  return discountView(shop, discount, sandbox.now().toISOString());
}
