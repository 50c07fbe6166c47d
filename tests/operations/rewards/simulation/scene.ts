import type { Random } from "../../../../sandbox/world/random";
import type { Agenda } from "./agenda";
import type { Deciders } from "./deciders";
import type { FaultyShopify } from "./faulty-shopify";
import type { Jobs } from "./jobs";
import type { Rows } from "./rows";

const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const DAY = 86_400 * SECOND;

/** What shoppers and the queue share in a world: its time, its chance, and what is in it. */
export interface Scene {
  now(): number;
  chance: Random;
  agenda: Agenda;
  rows: Rows;
  shopify: FaultyShopify;
  decide: Deciders;
  jobs: Jobs;
  /** While the app is removed nothing is heard, and nothing done. */
  away: { from: number; until: number } | null;
  /** Each shop has its own place in the quarter. */
  spread: number;
}

export const isAway = ({ away, now }: Scene, at = now()) => away !== null && at >= away.from && at < away.until;
