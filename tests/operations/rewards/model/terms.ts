import type { Reward, RewardState } from "~/loyalty/rewards/reward";
import { aReward } from "../../../loyalty/rewards/a-reward";

/** What of a reward's terms the model turns. */
export interface Terms {
  points: number;
  /** What it takes off: another amount is another discount, with codes of its own. */
  minor: number;
  validityDays: number;
  lapses: boolean;
  stock: number | null;
  total: number | null;
  each: { count: number; days: number | null } | null;
  endsAt: string | null;
}

const PLAIN: Terms = { points: 100, minor: 500, validityDays: 20, lapses: false, stock: null, total: null, each: null, endsAt: null };

/** The three rewards a run begins with: a plain one, one whose points end with its code, one that is counted in every way. */
export const FIRST_TERMS: readonly Terms[] = [PLAIN, { ...PLAIN, points: 70, minor: 700, lapses: true }, { ...PLAIN, points: 40, minor: 400, stock: 4, total: 6, each: { count: 3, days: 10 } }];

export const rewardOfTerms = ({ points, minor, validityDays, lapses, total, each, endsAt }: Terms): Reward => aReward({
  value: { kind: "amount_off", minor }, price: { kind: "fixed", points }, validityDays, onExpiry: lapses ? "lapse" : "return", totalLimit: total, memberLimit: each, endsAt,
});

export interface Pool { kind: number; minor: number; codes: number; gives: boolean; made: boolean }
interface Shelved { terms: Terms; state: RewardState; taken: number; leaked: number; pools: Pool[] }

/** Rewards, what is left of them and the codes made for them, as plain counters: what stands for their tables in oracle and memory. */
export class Shelf {
  private readonly rewards: Shelved[] = FIRST_TERMS.map((terms) => ({ terms, state: "active", taken: 0, leaked: 0, pools: [] }));

  constructor() {
    for (const kind of this.rewards.keys()) this.poolFor(kind);
  }

  of = (kind: number) => this.rewards[kind]!;

  /** The pool that gives codes for what the reward promises; made when there is none. */
  poolFor(kind: number, minor = this.of(kind).terms.minor): Pool {
    const { pools } = this.of(kind);
    const known = pools.find((pool) => pool.gives && pool.minor === minor);
    if (known) return known;
    const pool: Pool = { kind, minor, codes: 0, gives: true, made: false };
    pools.push(pool);
    return pool;
  }

  /** @param left redemptions of this reward that are not given back. @returns what the merchant is answered. */
  save(kind: number, terms: Terms, left: number): string {
    const reward = this.of(kind);
    if (reward.state === "ended") return "reward_ended";
    Object.assign(reward, { terms, taken: left });
    for (const pool of reward.pools) if (pool.minor !== terms.minor) pool.gives = false;
    this.poolFor(kind);
    return "saved";
  }

  setState(kind: number, state: RewardState): string {
    const reward = this.of(kind);
    if (reward.state === "ended" && state !== "ended") return "reward_ended";
    reward.state = state;
    return "saved";
  }

  isOver = (kind: number, now: string) => this.of(kind).state === "ended" || (this.of(kind).terms.endsAt ?? "9") <= now;

  stock(codes: number): void {
    for (const { pools } of this.rewards) for (const pool of pools) if (pool.gives) Object.assign(pool, { codes: pool.codes + codes, made: true });
  }

  /** Of a counted reward one more is given (1), or given back (-1). */
  count(kind: number, by: 1 | -1): void {
    const reward = this.of(kind);
    if (reward.terms.stock === null && reward.terms.total === null) return;
    reward.taken = Math.max(0, reward.taken + by);
    if (reward.terms.stock !== null) reward.terms = { ...reward.terms, stock: reward.terms.stock - by };
  }

  /** Pools of what no reward gives any more, for who waits: they give nothing more when nobody does. */
  retireOver(now: string, waiting: readonly { pool: Pool }[]): void {
    const awaited = new Set(waiting.map(({ pool }) => pool));
    for (const [kind, { pools, terms }] of this.rewards.entries()) for (const pool of pools) if ((this.isOver(kind, now) || pool.minor !== terms.minor) && !awaited.has(pool)) pool.gives = false;
  }

  state = () => this.rewards.map(({ state, terms, taken, leaked, pools }) => {
    const giving = pools.filter((pool) => pool.gives);
    return `${state} stock ${terms.stock ?? "-"} taken ${taken} pools ${giving.length} free ${giving.reduce((sum, pool) => sum + pool.codes, 0)} leaked ${leaked}`;
  });

  /** Codes of a reward nobody has yet: those a pool gives. */
  free = (kind: number) => this.of(kind).pools.findLast((pool) => pool.gives && pool.codes > 0);

  /** A code of the pool that gives was used by somebody who got it from nobody: it gives no more. */
  leak(kind: number): void {
    const pool = this.free(kind)!;
    Object.assign(pool, { codes: pool.codes - 1, gives: false });
    this.of(kind).leaked += 1;
  }

  /** Discounts of a reward the merchant deletes. @returns the pools whose codes cannot be used any more. */
  lose(kind: number): ReadonlySet<Pool> {
    const lost = this.of(kind).pools.filter((pool) => pool.made);
    for (const pool of lost) Object.assign(pool, { codes: 0, gives: false, made: false });
    return new Set(lost);
  }
}
