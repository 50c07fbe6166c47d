/**
 * The wire between the app and what runs at Shopify: theme blocks, UI extensions, the Function. Imports nothing.
 * Names here stand again in shopify.app.toml, in GraphQL documents and in Liquid; tests/extensions/contract.test.ts holds them equal.
 */

/** `$app` customer metafields, declared in shopify.app.toml. */
export const METAFIELD_CARD = "card";
export const METAFIELD_TIER = "tier";
/** `$app` shop (app-data) metafield, owned by the app installation: what blocks need to know about the program. */
export const METAFIELD_PROGRAM = "program";
/** Namespace of the app-data metafield. Not `$app`: the owner is the installation itself, and Liquid reads `app.metafields.perennial.program`. */
export const METAFIELD_PROGRAM_NAMESPACE = "perennial";
/** Where the app proxy answers unless the merchant renamed it; `[app_proxy]` in shopify.app.toml. */
export const PROXY_PATH = "/apps/loyalty";
/** The only tags the app ever adds or removes: `perennial:tier:<handle>`. */
export const TIER_TAG_PREFIX = "perennial:tier:";

/** Written as JSON into the customer metafield `$app.card`. Points are whole numbers below 2^53. */
export interface MemberCard {
  /** Layout of this document. */
  v: 1;
  /** Grows with every change of the member; an older card never replaces a newer one. */
  version: number;
  state: "member" | "left" | "excluded" | "blocked";
  available: number;
  pending: number;
  /** Points owed: positive when points were taken back that had been spent. */
  owed: number;
  /** ISO date (shop time zone) on which the next pending points become spendable. */
  nextRelease: { on: string; points: number } | null;
  tier: { handle: string; name: string; since: string; /** multiplier as exact text, "1.25" */ multiplier: string };
  /** Null at the highest tier. Money in minor units of the shop's currency. */
  progress: { next: { handle: string; name: string }; spentMinor: number; thresholdMinor: number; currency: string } | null;
  expiringSoon: { on: string; points: number } | null;
  nextReward: { title: string; cost: number; missing: number } | null;
  /** Newest first, at most 5. `reason` is a key of the shopper's language file with its values. */
  activity: { on: string; points: number; reason: string; values?: Record<string, string | number> }[];
  /** Wanted e-mails once: subscribing brings no points any more. Missing otherwise. */
  newsletter?: true;
  /**
   * Codes that can be used now, the oldest first, with what they cost and give; missing for whoever never redeemed anything. `mark` are the first 16 digits of the
   * SHA-256 of the code in capitals: Liquid knows by it which reward a code of the cart is of, and nobody the code.
   */
  codes?: { reward: string; points: number; minor: number | null; percent: number | null; mark: string }[];
}

/** Written as JSON into the app-data metafield `program`: paints "earn N points" and the signed-out states in Liquid. */
export interface ProgramCard {
  v: 1;
  launched: boolean;
  /** Customer ids (numeric text) who see everything before launch. */
  testCustomers: string[];
  pointName: { one: string; other: string };
  /** Exact rate: `points` per `perMinor` minor units of the shop's currency. */
  rate: { points: number; perMinor: number; currency: string };
  /** Multipliers and exclusions that Liquid applies on product and collection pages. Multiplier as numerator/denominator. */
  products: Record<string, { num: number; den: number }>;
  collections: Record<string, { num: number; den: number }>;
  /** Tags in lower case, as Shopify compares them. */
  productTags: Record<string, { num: number; den: number }>;
  tiers: { handle: string; name: string; thresholdMinor: number; num: number; den: number; /** multiplier as exact text, "1.25" */ multiplier: string }[];
  returnWindowDays: number;
  /** Ways to earn beside orders that are on, in the order they are shown. Missing in cards written before there were any. */
  activities?: { kind: "sign_up" | "newsletter" | "anniversary"; points: number }[];
  enrollment: "automatic" | "opt_in";
  excludeTags: string[];
  /** "100 points = 3.00" of the shop's currency; null until a reward exists. */
  worth: { points: number; minor: number } | null;
  color: string | null;
  /** Of corners, in px, where a block's own setting says nothing. */
  radius?: number;
  /** What counts, as far as product pages can tell. Missing: no tax, no gift cards, items on sale count. */
  counts?: { tax: boolean; giftCards: boolean; onSale: boolean };
  /** Rates of presentment currencies that have one of their own. */
  currencyRates?: Record<string, { points: number; perMinor: number }>;
  minimumOrderMinor?: number;
  /** Worked out beforehand, because Liquid would do it again for every block of every page. */
  prepared: PreparedProgram;
  /** What points can be turned into, in the merchant's order, at most 20. Missing or empty: nothing yet. */
  rewards?: RewardCard[];
  /** Where the app proxy answers when the merchant renamed it; missing: `/apps/loyalty`. */
  proxyPath?: string;
}

export interface PreparedProgram {
  /** Points for one unit of what Liquid holds as a price, by handle of the tier: `floor(price x num / den)`. Shop's currency, items without a rule. */
  earns: Record<string, { num: number; den: number }>;
  /** No product, collection or tag has a rule of its own. */
  plain: boolean;
  /** Some item earns more than others. */
  bonus: boolean;
  /** Minor units of one unit of the shop's currency: 1, 100 or 1000. */
  unit: number;
  /** CSS variables of the program's color and corners, each text color readable on what lies under it. */
  style: string;
  /** Who has just joined, as the blocks paint them in the moment after Join. */
  newcomer: MemberCard;
}

/** A reward as everybody sees it. `kind` chooses the sentence of the language file, the other fields fill it. */
export interface RewardCard {
  id: string;
  /** In the merchant's words. */
  title: string;
  kind: "amount_off" | "percentage_off" | "free_shipping" | "product_discount" | "free_product";
  /** Ascending. One for a fixed price, up to 20 for a slider. `minor`: what it takes off, null where that depends on the cart. */
  steps: { points: number; minor: number | null }[];
  percent: number | null;
  /**
   * Titles of what it is for, at most 5, and how many more; null = the whole order. Ids are numeric texts. `variantIds`: of their products these
   * alone; missing in cards written before it was told.
   */
  goods: { titles: string[]; more: number; productIds: string[]; variantIds?: string[]; collectionIds: string[] } | null;
  minimumSpendMinor: number;
  /** Handles of the tiers it is for; empty = all. */
  tiers: string[];
  /** ISO date (shop time zone) of its last day; null = without end. */
  endsOn: string | null;
  /** Classes of discounts its code may stand beside in a cart, as far as it has a say: the other has one too. Missing in cards written before it was told. */
  combines?: DiscountClass[];
  /** Of free shipping: dearer shipping is not covered at all; null = any. Missing in cards written before it was told, as the two below. */
  maximumShippingMinor?: number | null;
  /** Days its code can be used. */
  validityDays?: number;
  /** What becomes of the points of a code that was not used by then: they come back, or end with it. */
  onExpiry?: OnExpiry;
}

export type OnExpiry = "return" | "lapse";

/** What a discount is taken off, as Shopify groups them for combining. */
export type DiscountClass = "order" | "product" | "shipping";

/**
 * Buyer API, rewards. Behind the app proxy (`/apps/<subpath>/…`) and, for checkout and account extensions with a session token,
 * behind `<app>/extension/…`: same paths, same answers.
 * - `GET rewards` -> BuyerRewards
 * - `POST redeem` {rewardId, points, surface} -> RedeemAnswer · header Idempotency-Key: a UUID, repeated when tried again
 * - `GET redemptions/:id` -> RedeemAnswer: a code in preparation or points on their way back
 * - `POST redemptions/:id/cancel` {} -> RedeemAnswer
 * - `POST redemptions/:id/refused` {} -> RedeemAnswer: a cart refused a code that is ready. Shopify is asked about it meanwhile; what comes of it stands in `GET redemptions/:id`
 */
export interface BuyerRewards {
  /** The merchant's word for points. */
  pointName: ProgramCard["pointName"];
  available: number;
  owed: number;
  currency: string;
  rewards: BuyerReward[];
  /** Open ones first (usable, being prepared, on their way back), then the newest others; at most 30. */
  redemptions: BuyerRedemption[];
}

export interface BuyerReward extends RewardCard {
  combines: DiscountClass[];
  maximumShippingMinor: number | null;
  validityDays: number;
  onExpiry: OnExpiry;
  /** Null = can be redeemed now, at least its cheapest step. Else why not: `rewards.refusals.<code>` of the language file. */
  refusal: string | null;
  /** Points missing for the cheapest step; 0 when there are enough. */
  missing: number;
}

export interface BuyerRedemption {
  id: string;
  rewardId: string;
  title: string;
  kind: RewardCard["kind"];
  points: number;
  /** What it takes off, minor units of the shop's currency; null where that depends on the cart. */
  minor: number | null;
  percent: number | null;
  /** What its code was made for, as of a reward: an edit of that does not touch it. */
  goods: RewardCard["goods"];
  minimumSpendMinor: number;
  maximumShippingMinor: number | null;
  /** Classes of discounts its code may stand beside; null where that was not kept. */
  combines: DiscountClass[] | null;
  /** `preparing`: no code yet · `ready` · `returning`: points are on their way back · `returned` · `used` · `lapsed` */
  status: "preparing" | "ready" | "returning" | "returned" | "used" | "lapsed";
  /** Only while `ready`. */
  code: string | null;
  /** ISO date (shop time zone): the last day the code can be used. */
  expiresOn: string | null;
  /** What becomes of its points when it was not used by then. */
  onExpiry: OnExpiry;
  /** Of `returning`: 1 taking the code out of the shop, 2 looking through the orders. */
  step: 1 | 2 | null;
  /** Of `returning` and `returned`: nobody gave it back, the shop took its code out. */
  takenOut: boolean;
  /** The order that used it, `#1042`, and points that came back with returned goods. */
  order: string | null;
  restored: number;
  /** What would end soon if it were canceled: a day (of grace, where the points are over already) and how many. */
  comingBack: { on: string; points: number }[];
}

export interface RedeemAnswer { redemption: BuyerRedemption; available: number }

/** Buyer API behind the app proxy, `/apps/<subpath>/…`. Every answer is JSON with `no-store`. */
export type BuyerState =
  | { state: "guest"; program: ProgramCard }
  | { state: "not_enrolled"; program: ProgramCard }
  | { state: "not_available"; reason: "not_launched" | "excluded" | "blocked" }
  | { state: "member"; program: ProgramCard; card: MemberCard; activity: BuyerActivity[] };

export interface BuyerActivity { on: string; points: number; pocket: "pending" | "available" | "owed"; reason: string; values?: Record<string, string | number>; /** Name as the shopper knows it, `#1042`. */ order?: string; orderId?: string }

/** `GET orders/:id/why`: sentences by key of the shopper's language file (`rules.*`), with their values. Money as `minor` with `currency`. */
export interface BuyerWhy { order: string; points: number; reasons: { rule: string; values: Record<string, string | number> }[] }

/** `GET orders/:id/points`, under both guards: what one of the shopper's own orders brings. `unknown` until the app knows the order, and for anybody else's. */
export interface BuyerOrderPoints {
  /** Name as the shopper knows it, `#1042`; empty while unknown. */
  order: string;
  points: number;
  /** `not_paid`, `not_sent`: what the points still wait for · `pending`: in the return window · `available`: spendable · `none`: it brings none */
  state: "unknown" | "not_paid" | "not_sent" | "pending" | "available" | "none";
  /** ISO date (shop time zone) on which pending points become spendable; null where that is not known yet. */
  on: string | null;
}

/** With a header Retry-After (seconds) where waiting helps. */
export interface BuyerRefusal { error: { code: string; message: string } }
