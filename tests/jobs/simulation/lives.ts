import type { Random } from "../../../sandbox/world/random";

/** What becomes of one redemption, in rounds of the simulation; drawn before anything happens. */
export interface Life {
  n: number;
  customerId: string;
  rewardId: bigint;
  requestId: string;
  from: number;
  /** The shopper asks twice: the first answer was lost. */
  asksTwice: boolean;
  cancelAt: number | null;
  uses: PlannedUse[];
}
export interface PlannedUse {
  at: number;
  /** Whose checkout was open when the code went: it becomes an order all the same. */
  late: boolean;
  /** Units of four that come back, how many rounds later; all = the order is canceled. */
  back: { units: number; after: number } | null;
}

export const UNITS = 4;
const LIVES_A_MEMBER = 4;
const ROUNDS_TO_BEGIN = 12;
/** Customers in the order of their lives. */
export const customerOf = (n: number) => String(900_000 + n);

/** Kept or canceled; used before, meanwhile, after or never, seldom twice; taken back in part or as a whole. */
export function drawLives(count: number, random: Random, rewards: readonly bigint[]): Life[] {
  const below = (most: number) => Math.floor(random() * most);
  const back = (): PlannedUse["back"] => (random() < 0.3 ? { units: 1 + below(UNITS), after: 1 + below(4) } : null);
  return Array.from({ length: count }, (_, n): Life => {
    const from = below(ROUNDS_TO_BEGIN);
    const cancelAt = random() < 0.6 ? from + 1 + below(6) : null;
    const draw = random();
    const at = cancelAt === null ? from + 1 + below(8) : draw < 0.3 ? from + 1 + below(Math.max(1, cancelAt - from)) : cancelAt + below(4);
    const used = cancelAt === null ? draw < 0.8 : draw < 0.5;
    const uses: PlannedUse[] = used ? [{ at, late: random() < 0.3, back: back() }] : [];
    if (used && random() < 0.05) uses.push({ at: at + below(2), late: true, back: back() });
    return { n, customerId: customerOf(Math.floor(n / LIVES_A_MEMBER)), rewardId: rewards[n % rewards.length]!, requestId: `life-${n}`, from, asksTwice: random() < 0.2, cancelAt, uses };
  });
}
