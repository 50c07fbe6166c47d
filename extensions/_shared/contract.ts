/**
 * The wire between the app and what runs at Shopify: theme blocks, UI extensions, the Function. Imports nothing.
 * Names here stand again in shopify.app.toml, in GraphQL documents and in Liquid; tests/contract.test.ts holds them equal.
 */

/** `$app` customer metafields, declared in shopify.app.toml. */
export const METAFIELD_CARD = "card";
export const METAFIELD_TIER = "tier";
/** `$app` shop (app-data) metafield, owned by the app installation: what blocks need to know about the program. */
export const METAFIELD_PROGRAM = "program";
/** Namespace of the app-data metafield. Not `$app`: the owner is the installation itself, and Liquid reads `app.metafields.perennial.program`. */
export const METAFIELD_PROGRAM_NAMESPACE = "perennial";
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

/** Buyer API behind the app proxy, `/apps/<subpath>/…`. Every answer is JSON with `no-store`. */
export type BuyerState =
  | { state: "guest"; program: ProgramCard }
  | { state: "not_enrolled"; program: ProgramCard }
  | { state: "not_available"; reason: "not_launched" | "excluded" | "blocked" }
  | { state: "member"; program: ProgramCard; card: MemberCard; activity: BuyerActivity[] };

export interface BuyerActivity { on: string; points: number; pocket: "pending" | "available" | "owed"; reason: string; values?: Record<string, string | number>; /** Name as the shopper knows it, `#1042`. */ order?: string; orderId?: string }

/** `GET orders/:id/why`: sentences by key of the shopper's language file (`rules.*`), with their values. Money as `minor` with `currency`. */
export interface BuyerWhy { order: string; points: number; reasons: { rule: string; values: Record<string, string | number> }[] }

export interface BuyerRefusal { error: { code: string; message: string } }
