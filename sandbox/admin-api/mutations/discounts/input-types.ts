/** Discount inputs as graphql-js hands them over: decimals as text, times as ISO-8601 UTC, ids as global ids. */
export interface SharedInput {
  title?: string | null; code?: string | null; startsAt?: string | null; endsAt?: string | null; usageLimit?: number | null; appliesOncePerCustomer?: boolean | null;
  context?: ContextInput | null; customerSelection?: unknown; minimumRequirement?: MinimumInput | null; combinesWith?: CombinesInput | null; tags?: string[] | null; recurringCycleLimit?: number | null;
}

export interface ContextInput { all?: "ALL"; customers?: { add?: string[] | null; remove?: string[] | null } | null; customerSegments?: unknown; markets?: unknown }

export interface MinimumInput { subtotal?: { greaterThanOrEqualToSubtotal?: string | null } | null; quantity?: { greaterThanOrEqualToQuantity?: string | null } | null }

export interface CombinesInput { orderDiscounts: boolean; productDiscounts: boolean; shippingDiscounts: boolean; productDiscountsWithTagsOnSameCartLine?: unknown }

export interface ItemsInput {
  all?: boolean | null; collections?: { add?: string[] | null; remove?: string[] | null } | null;
  products?: { productsToAdd?: string[] | null; productsToRemove?: string[] | null; productVariantsToAdd?: string[] | null; productVariantsToRemove?: string[] | null } | null;
}

export interface CustomerGetsInput {
  value?: { percentage?: number | null; discountAmount?: { amount?: string | null; appliesOnEachItem?: boolean | null } | null; discountOnQuantity?: unknown } | null;
  items?: ItemsInput | null; appliesOnOneTimePurchase?: boolean | null; appliesOnSubscription?: boolean | null;
}

export interface BasicInput extends SharedInput { customerGets?: CustomerGetsInput | null }

export interface FreeShippingInput extends SharedInput {
  destination?: { all?: boolean | null; countries?: unknown } | null; maximumShippingPrice?: string | null; appliesOnOneTimePurchase?: boolean | null; appliesOnSubscription?: boolean | null;
}
