import type { OrderFact } from "~/loyalty/orders/order-fact";

/** Redeeming under test: the pure core in memory, or the service on its database. Members go by customer id, redemptions by request id. */
export interface RewardDriver {
  /** Points that end at a moment (null = never). */
  fund(customer: string, given: { points: number; expiresAt: string | null; key: string }, now: string): Promise<void>;
  spend(customer: string, given: { points: number; key: string }, now: string): Promise<void>;
  /** Status it has, or the refusal. */
  redeem(customer: string, given: { kind: number; requestId: string }, now: string): Promise<string>;
  stock(codes: number, now: string): Promise<void>;
  issue(now: string): Promise<void>;
  codeOf(requestId: string): Promise<string | null>;
  deliver(order: OrderFact, now: string): Promise<void>;
  /** A list of orders showed these codes. */
  note(orders: { orderId: string; discountCodes: string[] }[], now: string): Promise<void>;
  cancel(requestId: string, now: string): Promise<void>;
  expireCodes(now: string): Promise<void>;
  gone(requestId: string, now: string): Promise<void>;
  resolve(readUntil: string | null, now: string): Promise<void>;
  expirePoints(now: string): Promise<void>;
  /** The second customer becomes the first. */
  merge(loser: string, survivor: string, now: string): Promise<void>;
  state(): Promise<RewardState>;
  /** What the driver's own checks find wrong at the end. */
  findings(): Promise<string[]>;
}

/** Lots as `end free/held/spent`, sorted; only those with anything of it. */
export interface RewardState {
  members: { customer: string; available: number; held: number; owed: number; lots: string[] }[];
  redemptions: Record<string, string>;
}
