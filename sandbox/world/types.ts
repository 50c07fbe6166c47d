/**
 * The state of the sandbox: one Shopify with its shops. Everything here is plain JSON (maps are records), so a
 * snapshot is `JSON.stringify`. Money is integer minor units of the named currency; ids are decimal strings,
 * because Shopify's ids pass 2^53. Times are ISO-8601 UTC strings on the sandbox clock.
 */
export type Minor = number;
export type Id = string;
export type Iso = string;

export interface World {
  seed: number;
  /** Milliseconds the sandbox clock runs ahead of the real one; grows when somebody advances the clock. */
  clockOffsetMs: number;
  nextId: number;
  /** How many deliveries were ever made: faults are drawn by this number. */
  deliveryCount?: number;
  /** Added to every new id: lets a test make ids above 2^53. Missing means zero. */
  idBase?: string;
  /** The one app this Shopify knows. */
  app: AppRegistration;
  shops: Record<string, Shop>;
  faults: Faults;
  /** Troubles ordered for single API calls, the oldest first. Missing means none. */
  callFaults?: CallFault[];
}

export interface AppRegistration {
  apiKey: string;
  apiSecret: string;
  /** A second secret during rotation: signatures use `apiSecret` until it is revoked. */
  previousApiSecret?: string;
  name: string;
  handle: string;
  /** Where the app listens, without a trailing slash. */
  appUrl: string;
}

export interface Faults {
  duplicate: number; reorder: number; delay: number; drop: number;
  throttle: number; slow: number; errorBefore: number; errorAfter: number; stale: number;
  /** Bulk additions of codes: run `codesLateSeconds` late, their answer is lost, polls go on saying "not done", single codes fail, free codes are called taken. */
  codesLate: number; codesAnswerLost: number; codesPollLag: number; codesFail: number; codeTaken: number;
  codesLateSeconds: number;
  /** A checkout goes through with a code that was deleted or used up while it was open. */
  lateCode: number;
  tokenEndpoint: "ok" | "refuse" | "slow";
}

/** What becomes of the next calls of one field of the Admin API, whatever chance says. */
export interface CallFault {
  /** The operation's top field, such as `discountCodeBasicCreate`. */
  field: string;
  /** Only of this shop; null is any. */
  domain: string | null;
  /** `lost`: the connection ends without one. */
  answer: "server_error" | "html" | "null_data" | "errors" | "lost" | "throttled" | "too_many_requests" | "user_error";
  /** When what was asked for is done all the same: never, before the answer, or so long after it on the sandbox clock. */
  effect: "never" | "before" | { afterSeconds: number };
  /** How many calls it strikes; null is all until it is taken back. */
  times: number | null;
  /** Of `user_error`, and the code of `errors`. */
  error: { code: string | null; message: string; field: string[] | null } | null;
  /** Of `throttled` and `too_many_requests`: how long the caller has to wait. */
  retryAfterSeconds: number;
}

export interface Shop {
  id: Id; domain: string; name: string; email: string;
  currency: string; country: string; timezone: string; locale: string;
  taxesIncluded: boolean; taxRate: number; shippingMinor: Minor;
  plan: "basic" | "advanced" | "plus" | "enterprise";
  /** True forbids extensions of the checkout to change discount codes, as accelerated checkouts and draft orders do. */
  checkoutLocksDiscounts?: boolean;
  /** False hides protected customer fields (name, email, phone, address), as for an app that is not approved. */
  protectedDataApproved: boolean;
  createdAt: Iso;
  install: Install | null;
  products: Record<Id, Product>;
  collections: Record<Id, Collection>;
  customers: Record<Id, Customer>;
  orders: Record<Id, Order>;
  nextOrderNumber: number;
  discounts: Record<Id, Discount>;
  bulkCreations: Record<Id, BulkCreation>;
  codeDeletions: Record<Id, CodeDeletion>;
  /** Metafields by owner gid, then by `namespace.key` (the app-reserved namespace is stored as `app--<appId>`). */
  metafields: Record<string, Record<string, Metafield>>;
  /** Definitions made by API; those of the app's configuration file are not here. */
  metafieldDefinitions?: MetafieldDefinition[];
  bulkOperations: Record<Id, BulkOperation>;
  subscriptionsOfApi: WebhookSubscription[];
  deliveries: Delivery[];
  /** The simulated history that was or is being played into this shop. */
  simulator?: SimulatorState;
  storefront: StorefrontSettings;
  /** Where the merchant moved the app proxy; missing: as the app's configuration says. */
  proxy?: ProxyPlace;
}

export interface ProxyPlace { prefix: "apps" | "a" | "community" | "tools"; subpath: string }

export interface Install {
  installedAt: Iso; scopes: string[];
  accessTokens: { token: string; expiresAt: Iso; online: boolean; userId?: string }[];
  /** `replaces`: the token this one followed; that one dies when this one is used. */
  refreshTokens: { token: string; expiresAt: Iso; replacedBy?: string; replaces?: string }[];
}

export interface Product {
  id: Id; handle: string; title: string; vendor: string; productType: string; description: string; tags: string[];
  image: string; status: "active" | "draft"; createdAt: Iso; updatedAt: Iso;
  variants: { id: Id; title: string; sku: string; priceMinor: Minor; compareAtMinor?: Minor }[];
  giftCard?: boolean;
}
export interface Collection { id: Id; handle: string; title: string; description: string; productIds: Id[]; updatedAt: Iso }

export interface Customer {
  id: Id; email: string | null; firstName: string | null; lastName: string | null; phone: string | null;
  verifiedEmail: boolean; state: "enabled" | "disabled"; locale: string; tags: string[]; note: string | null;
  acceptsMarketing: boolean; createdAt: Iso; updatedAt: Iso; mergedInto?: Id;
  address?: { address1: string; city: string; zip: string; countryCode: string };
  emailConsent?: { state: string; optInLevel: string | null; updatedAt: Iso | null };
  storeCreditMinor: Minor;
}

export interface OrderLine {
  id: Id; productId: Id | null; variantId: Id | null; title: string; variantTitle: string; sku: string; vendor: string;
  quantity: number; currentQuantity: number; unitPriceMinor: Minor;
  /** All discounts allocated to the whole line, in minor units. */
  discountMinor: Minor; taxMinor: Minor; giftCard: boolean; isTip: boolean; requiresShipping: boolean; taxable: boolean;
  /** How `discountMinor` is made up: what each entry of `Order.discountApplications` took off this line. */
  allocations?: { application: number; amountMinor: Minor }[];
  subscription?: "first" | "renewal";
  compareAtMinor?: Minor;
}

export interface OrderTransaction {
  id: Id; kind: "sale" | "authorization" | "capture" | "refund" | "void"; status: "success" | "failure";
  gateway: string; amountMinor: Minor; createdAt: Iso; parentId?: Id;
}

export interface Refund {
  id: Id; createdAt: Iso; note: string | null;
  lines: { id: Id; lineId: Id; quantity: number; subtotalMinor: Minor; taxMinor: Minor }[];
  shippingMinor: Minor;
  /** Tax of the shipping that went back, where prices are without tax. */
  shippingTaxMinor?: Minor;
  /** What was paid back beyond or below lines and shipping; negative where more money went back than goods. */
  discrepancyMinor: Minor;
  /** The part of `discrepancyMinor` that stays on the order's balance (exchanges, money back for edited-away goods): Shopify's "Pending refund discrepancy". */
  pendingMinor?: Minor;
  restock?: boolean;
  transactions: OrderTransaction[];
}

export interface Order {
  id: Id; number: number; name: string; token: string; customerId: Id | null; email: string | null;
  source: "web" | "pos" | "shopify_draft_order" | "subscription_contract";
  test: boolean; currency: string; presentmentCurrency: string;
  /** Presentment units per shop unit, as a decimal string ("1" when both currencies are the same). */
  presentmentRate: string;
  taxesIncluded: boolean; createdAt: Iso; processedAt: Iso; updatedAt: Iso; cancelledAt: Iso | null; closedAt: Iso | null;
  cancelReason: string | null; deleted: boolean;
  financialStatus: "pending" | "authorized" | "partially_paid" | "paid" | "partially_refunded" | "refunded" | "voided";
  fulfillmentStatus: null | "partial" | "fulfilled"; fulfilledAt: Iso | null;
  tags: string[]; note: string | null; noteAttributes: { name: string; value: string }[];
  lines: OrderLine[]; shippingMinor: Minor; shippingTaxMinor: Minor; shippingDiscountMinor: Minor;
  discountCodes: { code: string; amountMinor: Minor; type: "fixed_amount" | "percentage" | "shipping" }[];
  discountApplications?: DiscountApplication[];
  transactions: OrderTransaction[]; refunds: Refund[];
  disputes: { id: Id; status: "needs_response" | "under_review" | "won" | "lost"; amountMinor: Minor; createdAt: Iso }[];
  risk: "none" | "low" | "high"; customerLocale: string;
}

/** One discount as the order met it. `value` is a percentage, or a decimal amount of the shop's currency. */
export interface DiscountApplication {
  type: "discount_code" | "automatic"; title: string; value: string; valueType: "percentage" | "fixed_amount"; target: "line_item" | "shipping_line";
  /** Whether it is for the whole order (the default) or for some lines. */
  selection?: "all" | "entitled";
}

/** What a code discount gives, to whom and when. */
export interface DiscountTerms {
  title: string; startsAt: Iso; endsAt: Iso | null;
  /** Uses of each code, not of the discount; null is any number. */
  usageLimit: number | null; appliesOncePerCustomer: boolean;
  /** Who may use it; null is everybody. */
  customerIds: Id[] | null;
  /** `percent` is decimal text, "12.5". */
  value: { percent: string } | { amountMinor: Minor } | { freeShipping: true };
  /** What it is for; null is the whole order. A variant or a product is enough to be entitled. */
  items: { productIds: Id[]; variantIds: Id[] } | { collectionIds: Id[] } | null;
  minimum: { subtotalMinor: Minor } | { quantity: number } | null;
  combinesWith: Record<DiscountClass, boolean>;
  /** Free shipping only: dearer shipping is not made free. */
  maximumShippingMinor: Minor | null;
  tags: string[]; recurringCycleLimit: number | null; appliesOnOneTimePurchase: boolean; appliesOnSubscription: boolean;
}

export type DiscountClass = "order" | "product" | "shipping";

export interface Discount extends DiscountTerms {
  id: Id; createdAt: Iso; updatedAt: Iso;
  /** By `codeKey`. Deleted ones stay, so that a checkout that was open meanwhile can still be played. */
  codes: Record<string, RedeemCode>;
  deletedAt?: Iso;
}

export interface RedeemCode {
  id: Id; code: string; createdAt: Iso;
  /** One entry an order, with its customer's id or e-mail address. */
  uses: { at: Iso; by: string | null }[];
  deletedAt?: Iso;
}

/** Codes that were asked for and are made later, at `dueAt` of the sandbox clock. */
export interface BulkCreation {
  id: Id; discountId: Id; createdAt: Iso; dueAt: Iso;
  /** Null until it has run. */
  results: { code: string; redeemCodeId: Id | null; error: string | null }[] | null;
  codes: string[];
}
/** Codes that will be deleted at `dueAt`. */
export interface CodeDeletion { id: Id; discountId: Id; codeIds: Id[]; dueAt: Iso; done: boolean }

export interface Metafield { id: Id; namespace: string; key: string; type: string; value: string; updatedAt: Iso; createdAt: Iso }
export interface MetafieldDefinition {
  id: Id; ownerType: string; namespace: string; key: string; type: string; name: string; description: string | null;
  access: { admin: string; storefront: string; customerAccount: string };
}
export interface BulkOperation {
  id: Id; query: string; status: "CREATED" | "RUNNING" | "COMPLETED" | "FAILED"; createdAt: Iso; completedAt: Iso | null;
  objectCount: number; errorCode: string | null; jsonl: string | null;
  rootObjectCount?: number;
}
export interface WebhookSubscription { id: Id; topic: string; uri: string; filter?: string; includeFields?: string[]; name?: string; createdAt?: Iso; updatedAt?: Iso }

export interface Delivery {
  webhookId: string; eventId: string; topic: string; uri: string; triggeredAt: Iso; body: string;
  attempts: { at: Iso; status: number | null; error: string | null; ms: number }[];
  state: "waiting" | "delivered" | "failed" | "dropped"; nextAttemptAt: Iso | null;
  /** Name of the subscription, when it has one. */
  name?: string;
  /** The subscription, where the app made it by the Admin API: eight failed retries end it. */
  subscriptionId?: Id;
}

export interface SimulatorState {
  /** What the plan is made from; the same values make the same plan. */
  seed: number; customers: number; months: number; until: Iso; catalog: CatalogEntry[];
  state: "running" | "paused" | "done" | "failed"; error: string | null;
  /** Events played so far and all of them. */
  next: number; total: number; startedAt: Iso; finishedAt: Iso | null;
  /** Ids that planned customers and orders got, by the plan's own keys. */
  customerIds: Record<string, Id>; orderIds: Record<string, Id>;
}
/** A variant as the simulator knows it when it plans. */
export interface CatalogEntry { variantId: Id; category: string; priceMinor: Minor; giftCard: boolean; requiresShipping: boolean }

export interface StorefrontSettings {
  primaryColor: string; radius: number; rtl: boolean;
  /** Values a merchant would set in the theme editor, by block handle; missing values fall back to the schema's default. */
  blockSettings: Record<string, Record<string, unknown>>;
  embedsEnabled: boolean;
  /** Where the merchant put each app block, by its handle; a block that is not named stands where its kind usually does. */
  placements?: Record<string, BlockSlot[]>;
}
/** A place of the theme that takes app blocks; `card` is inside every product card of home and collection pages. */
export type BlockSlot = "index" | "product" | "collection" | "card" | "cart";
