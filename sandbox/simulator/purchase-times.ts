import type { Random } from "../world/random";
import { CDNOW } from "./cdnow";
import { drawBeta, drawExponential, drawGamma } from "./draw";

/**
 * When one customer buys, in weeks after the first purchase (which is 0), up to `weeks`: BG/NBD. Purchases come at the
 * customer's own rate; after each repeat purchase the customer may be gone for ever.
 */
export function purchaseTimes(random: Random, weeks: number): number[] {
  const { r, alpha, a, b } = CDNOW.purchase;
  const rate = drawGamma(random, r, alpha);
  const leaves = drawBeta(random, a, b);
  const times = [0];
  let time = drawExponential(random, rate);
  while (time <= weeks) {
    times.push(time);
    if (random() < leaves) break;
    time += drawExponential(random, rate);
  }
  return times;
}
