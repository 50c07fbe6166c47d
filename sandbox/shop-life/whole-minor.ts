import type { Minor } from "../world/types";
import { Refusal } from "./refusal";

/** An amount of minor units, zero or more; anything else is refused under the name of its place. */
export function wholeMinor(value: number, place: string): Minor {
  if (!Number.isSafeInteger(value) || value < 0) throw new Refusal(`${place} ${value}: expected whole minor units, zero or more`);
  return value;
}
