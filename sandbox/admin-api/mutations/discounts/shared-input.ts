import { idOf } from "../../../world/ids";
import { minorOf } from "../../../world/money";
import { notImplemented } from "../../core/errors";
import type { Draft } from "./draft";
import type { CombinesInput, ContextInput, MinimumInput, SharedInput } from "./input-types";

export const MOST_ENTITLED = 100;
const MOST_TAGS = 5;

/** The fields every kind of code discount has. A missing one keeps what is there; on creation some have to be given. */
export function readShared(draft: Draft, input: SharedInput): void {
  readTitle(draft, input);
  readPeriod(draft, input);
  readUses(draft, input);
  if (input.customerSelection !== undefined) throw notImplemented("customerSelection of a discount (deprecated: use context)");
  if (input.context) readContext(draft, input.context);
  else if (!draft.before) draft.refuse(["context"], "Context can't be blank", "BLANK");
  if (input.minimumRequirement !== undefined) readMinimum(draft, input.minimumRequirement);
  if (input.combinesWith) readCombines(draft, input.combinesWith);
  if (input.tags) readTags(draft, input.tags);
  if (typeof input.recurringCycleLimit === "number") {
    if (input.recurringCycleLimit < 0) draft.refuse(["recurringCycleLimit"], "Recurring cycle limit must be a valid integer greater than or equal to 0", "RECURRING_CYCLE_LIMIT_NOT_A_VALID_INTEGER");
    draft.terms.recurringCycleLimit = input.recurringCycleLimit;
  }
}

function readTitle(draft: Draft, { title }: SharedInput): void {
  if (title === undefined && draft.before) return;
  if (!title?.trim()) draft.refuse(["title"], "Title can't be blank", "BLANK");
  else if ([...title].length > 255) draft.refuse(["title"], "Title is too long (maximum is 255 characters)", "TOO_LONG");
  draft.terms.title = title ?? "";
}

function readPeriod(draft: Draft, { startsAt, endsAt }: SharedInput): void {
  const { terms } = draft;
  if (startsAt) terms.startsAt = startsAt;
  else if (startsAt === null || !draft.before) draft.refuse(["startsAt"], "Starts at can't be blank", "BLANK");
  if (endsAt !== undefined) terms.endsAt = endsAt;
  if (terms.startsAt && terms.endsAt !== null && terms.endsAt <= terms.startsAt && (startsAt || endsAt)) draft.refuse(["endsAt"], "Ends at needs to be after starts_at", "INVALID");
}

function readUses(draft: Draft, { usageLimit, appliesOncePerCustomer }: SharedInput): void {
  if (usageLimit !== undefined) draft.terms.usageLimit = usageLimit;
  if (typeof usageLimit === "number" && usageLimit < 1) draft.refuse(["usageLimit"], "Usage limit must be greater than 0", "GREATER_THAN");
  if (typeof appliesOncePerCustomer === "boolean") draft.terms.appliesOncePerCustomer = appliesOncePerCustomer;
}

function readContext(draft: Draft, context: ContextInput): void {
  if (context.customerSegments || context.markets) throw notImplemented(`context: {${context.markets ? "markets" : "customerSegments"}} of a discount`);
  if (!context.customers) {
    draft.terms.customerIds = null;
    return;
  }
  const removed = new Set((context.customers.remove ?? []).map((id) => idOf(id, "Customer")));
  const kept = (draft.terms.customerIds ?? []).filter((id) => !removed.has(id));
  const added = (context.customers.add ?? []).map((globalId) => {
    const id = idOf(globalId, "Customer");
    if (id === null || !Object.hasOwn(draft.shop.customers, id)) draft.refuse(["context", "customers", "add"], `Customer with id: ${id ?? globalId} is invalid`, "INVALID");
    return id ?? "";
  });
  draft.terms.customerIds = [...new Set([...kept, ...added])];
  if (draft.terms.customerIds.length > MOST_ENTITLED) draft.refuse(["context", "customers", "add"], `Customers exceed the maximum of ${MOST_ENTITLED}`, "EXCEEDED_MAX");
}

function readMinimum(draft: Draft, minimum: MinimumInput | null): void {
  const subtotal = minimum?.subtotal?.greaterThanOrEqualToSubtotal ?? null;
  const quantity = minimum?.quantity?.greaterThanOrEqualToQuantity ?? null;
  const at = (...path: string[]) => ["minimumRequirement", ...path];
  if (subtotal !== null && quantity !== null) {
    draft.refuse(at("subtotal", "greaterThanOrEqualToSubtotal"), "Minimum subtotal cannot be defined when minimum quantity is.", "CONFLICT");
    draft.refuse(at("quantity", "greaterThanOrEqualToQuantity"), "Minimum quantity cannot be defined when minimum subtotal is.", "CONFLICT");
    return;
  }
  if (subtotal !== null) {
    const subtotalMinor = minorOf(subtotal, draft.shop.currency);
    if (subtotalMinor === null || subtotalMinor < 0) draft.refuse(at("subtotal", "greaterThanOrEqualToSubtotal"), "Minimum subtotal must be greater than or equal to 0", "GREATER_THAN_OR_EQUAL_TO");
    draft.terms.minimum = subtotalMinor ? { subtotalMinor } : null;
  } else {
    if (quantity !== null && Number(quantity) > 2_147_483_647) draft.refuse(at("quantity", "greaterThanOrEqualToQuantity"), "Minimum quantity must be less than 2147483648", "LESS_THAN");
    draft.terms.minimum = quantity === null || quantity === "0" ? null : { quantity: Number(quantity) };
  }
}

function readCombines(draft: Draft, combines: CombinesInput): void {
  if (combines.productDiscountsWithTagsOnSameCartLine) throw notImplemented("combinesWith: {productDiscountsWithTagsOnSameCartLine} of a discount");
  draft.terms.combinesWith = { order: combines.orderDiscounts, product: combines.productDiscounts, shipping: combines.shippingDiscounts };
}

function readTags(draft: Draft, tags: string[]): void {
  draft.terms.tags = [...new Set(tags.map((tag) => tag.trim()).filter((tag) => tag !== ""))];
  if (draft.terms.tags.length > MOST_TAGS) draft.refuse(["tags"], `The number of tags exceeds the maximum of ${MOST_TAGS}.`, "TOO_MANY_TAGS");
  if (draft.terms.tags.some((tag) => tag.length > 255)) draft.refuse(["tags"], "The tag title exceeds the maximum length of 255 characters.", "INVALID_TAG_LENGTH");
}
