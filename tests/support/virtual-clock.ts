import { advanceClock } from "../../sandbox/shop-life/advance-clock";
import type { LiveShop } from "./live-shop";

export interface VirtualClock { now(): Date; pass(ms: number): Promise<void> }

/** The product's time and Shopify's, which go on together when a test says so. */
export function virtualClock(live: LiveShop): VirtualClock {
  let ahead = 0;
  return {
    now: () => new Date(Date.now() + ahead),
    pass: async (ms) => {
      ahead += ms;
      await advanceClock(live.sandbox, { ms });
    },
  };
}
