import { nowMs } from "../../world/clock";
import type { Shop, World } from "../../world/types";

/** Points a second by plan; a bucket holds twenty seconds of them. */
const RESTORE_RATE: Record<Shop["plan"], number> = { basic: 100, advanced: 200, plus: 1000, enterprise: 2000 };
const BUCKET_SECONDS = 20;

export interface ThrottleStatus { maximumAvailable: number; currentlyAvailable: number; restoreRate: number }

/** What an app has used of a shop's budget since the sandbox started. */
export interface BudgetUse { points: number; throttled: number }

const uses = new WeakMap<Shop, BudgetUse>();

export function budgetUse(shop: Shop): BudgetUse {
  const known = uses.get(shop) ?? { points: 0, throttled: 0 };
  uses.set(shop, known);
  return known;
}

const levels = new WeakMap<Shop, { available: number; at: number }>();

/** Takes points from the shop's bucket when it holds them; `taken` false means throttled, and nothing was taken. */
export function takePoints(world: World, shop: Shop, points: number): { taken: boolean; status: ThrottleStatus } {
  const status = throttleStatus(world, shop);
  const use = budgetUse(shop);
  if (points > status.currentlyAvailable) {
    use.throttled++;
    return { taken: false, status };
  }
  use.points += points;
  return { taken: true, status: level(world, shop, status.currentlyAvailable - points) };
}

/** Gives back what a query asked for and did not use. */
export function giveBackPoints(world: World, shop: Shop, points: number): ThrottleStatus {
  const status = throttleStatus(world, shop);
  budgetUse(shop).points -= points;
  return level(world, shop, Math.min(status.maximumAvailable, status.currentlyAvailable + points));
}

export function throttleStatus(world: World, shop: Shop): ThrottleStatus {
  const restoreRate = RESTORE_RATE[shop.plan];
  const maximumAvailable = restoreRate * BUCKET_SECONDS;
  const known = levels.get(shop);
  const restored = known ? known.available + ((nowMs(world) - known.at) / 1000) * restoreRate : maximumAvailable;
  return { maximumAvailable, currentlyAvailable: Math.floor(Math.min(maximumAvailable, restored)), restoreRate };
}

function level(world: World, shop: Shop, available: number): ThrottleStatus {
  levels.set(shop, { available, at: nowMs(world) });
  return throttleStatus(world, shop);
}
