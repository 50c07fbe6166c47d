import type { Account, Lot, Wallet } from "~/loyalty/ledger/posting";
import type { OrderFact, ProductFact } from "~/loyalty/orders/order-fact";
import type { Program } from "~/loyalty/program/program";

/** The shop a run of the model begins with. Launched before the first order; enrollment is automatic; days are those of UTC. */
export interface ModelSetup {
  currency: string;
  program: Program;
  products: ProductFact[];
  launchedAt: string;
}

/** A ledger under test: the pure core in memory, or the service on its database. Every method is one operation. */
export interface LedgerDriver {
  /** Facts as both parsers make them, one batch, in this order. */
  deliver(facts: OrderFact[], now: string): Promise<void>;
  /** Frees everything whose return window is over. */
  release(now: string): Promise<void>;
  /** `repeated`: same key and body as before. `conflict`: same key, other body. Otherwise a refusal of `adjust`. */
  adjust(command: AdjustCommand, now: string): Promise<string>;
  /** Shopify merged two customers; later facts of the loser land on the survivor. */
  merge(loserCustomerId: string, survivorCustomerId: string, now: string): Promise<void>;
  /** A new version, in force from `now` on. */
  changeProgram(program: Program, now: string): Promise<void>;
  /** Puts a member into a tier, as a recompute would; false when the customer is no member yet. */
  holdTier(customerId: string, handle: string, now: string): Promise<boolean>;
  state(): Promise<LedgerState>;
}

export interface AdjustCommand { customerId: string; points: bigint; note: string; key: string }

/** Everything the invariants look at. */
export interface LedgerState {
  /** `customerId` is the customer the member stands for today. Members merged away may stay, empty. */
  members: { customerId: string; wallet: Wallet; lots: Lot[] }[];
  orders: { orderId: string; accrued: bigint; reversed: bigint }[];
  /** Oldest first. */
  transactions: { key: string; memberId: bigint; kind: string; actor: string; reason: string; entries: { account: Account; delta: bigint }[] }[];
}

export type OpenDriver = (setup: ModelSetup) => Promise<LedgerDriver>;
