import type { Reward } from "./reward";

export interface Counted { terms: Pick<Reward, "totalLimit">; stock: bigint | null; taken: bigint }

/** How many more of a reward may be given, by its stock and by its limit of all; null = any number. */
export function leftToGive({ terms: { totalLimit }, stock, taken }: Counted): bigint | null {
  const counts = [...(stock === null ? [] : [stock]), ...(totalLimit === null ? [] : [BigInt(totalLimit) - taken])];
  const least = counts.reduce<bigint | null>((min, count) => (min === null || count < min ? count : min), null);
  return least !== null && least < 0n ? 0n : least;
}
