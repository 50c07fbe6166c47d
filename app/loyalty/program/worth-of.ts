import type { Points } from "../points";
import type { Program } from "./program";

/** What points are worth to people, minor units of the shop's currency, rounded down. Used for liability and previews. */
export function worthOf(points: Points, worth: Program["worth"]): number {
  return Number((points * BigInt(worth.minor)) / BigInt(worth.points));
}
