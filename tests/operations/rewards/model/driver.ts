import type { OrderFact } from "~/loyalty/orders/order-fact";
import type { RewardState } from "~/loyalty/rewards/reward";
import type { Terms } from "./terms";

/** Redeeming under test: the pure core in memory, or the service on its database. Members go by customer id, redemptions by request id. */
export interface RewardDriver {
  /** Points that end at a moment (null = never). */
  fund(customer: string, given: { points: number; expiresAt: string | null; key: string }, now: string): Promise<void>;
  spend(customer: string, given: { points: number; key: string }, now: string): Promise<void>;
  /** Status it has, or the refusal. */
  redeem(customer: string, given: { kind: number; points: number; requestId: string }, now: string): Promise<string>;
  stock(codes: number, now: string): Promise<void>;
  /** What the job does beside its calls: pools of what is over are closed, who waits goes on to the next and gets a code. */
  issue(now: string): Promise<void>;
  /** `saved`, or the refusal. */
  save(kind: number, terms: Terms, now: string): Promise<string>;
  setState(kind: number, state: RewardState, now: string): Promise<string>;
  /** The discounts of a reward are not at Shopify any more. */
  lose(kind: number, now: string): Promise<void>;
  codeOf(requestId: string): Promise<string | null>;
  /** A code of a reward that was handed out to nobody. */
  freeCode(kind: number): Promise<string | null>;
  deliver(order: OrderFact, now: string): Promise<void>;
  /** A list of orders showed these codes. */
  note(orders: { orderId: string; createdAt: string; discountCodes: string[] }[], now: string): Promise<void>;
  cancel(requestId: string, now: string): Promise<void>;
  expireCodes(now: string): Promise<void>;
  gone(requestId: string, now: string): Promise<void>;
  resolve(readUntil: string | null, now: string): Promise<void>;
  expirePoints(now: string): Promise<void>;
  /** The second customer becomes the first. */
  merge(loser: string, survivor: string, now: string): Promise<void>;
  /** The customer is forgotten; their member, if there is one, goes by `name` from now on. */
  forget(customer: string, name: string, now: string): Promise<void>;
  state(): Promise<ModelState>;
  /** What the driver's own checks find wrong at the end. */
  findings(): Promise<string[]>;
}

/** Lots as `end free/held/spent`, sorted; only those with anything of it. */
export interface ModelState {
  members: { customer: string; available: number; held: number; owed: number; lots: string[] }[];
  /** By request, with the state of its code. */
  redemptions: Record<string, string>;
  /** What the merchant sees of each kind, and its codes that wait for somebody or were used by nobody we know. */
  rewards: string[];
}

/** How a code stands while its redemption stands so; `-` = there is none. */
export const CODE_STATES: Readonly<Record<string, string>> = { held: "-", issued: "issued", closing: "closing", voided: "gone", burned: "used" };
