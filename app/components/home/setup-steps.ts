/**
 * What a new merchant does, in this order. Some steps are seen in the data, the others are ticked by hand or by visiting;
 * who has launched has decided on rate and tiers and needs no rehearsal any more.
 */
export const SETUP_STEPS = ["rate", "tiers", "reward", "blocks", "test", "launch"] as const;
export type SetupStep = (typeof SETUP_STEPS)[number];

export interface SetupFacts {
  /** Steps ticked off before (`onboarding.done`). */
  done: readonly string[];
  dismissed: boolean;
  programSaved: boolean;
  hasRewards: boolean;
  testCustomers: number;
  /** Orders from more than 60 days before the install are read, too. */
  allOrders: boolean;
  launchedAt: string | null;
  /** Null while the theme's state was not asked for or Shopify did not answer. */
  blocksActive: boolean | null;
}

export function setupProgress(facts: SetupFacts): Record<SetupStep, boolean> {
  const launched = facts.launchedAt !== null;
  const ticked = (step: SetupStep) => launched || facts.done.includes(step);
  return {
    rate: ticked("rate") || facts.programSaved,
    tiers: ticked("tiers"),
    reward: facts.done.includes("reward") || facts.hasRewards,
    blocks: facts.blocksActive ?? facts.done.includes("blocks"),
    test: ticked("test") || facts.testCustomers > 0,
    launch: launched,
  };
}
