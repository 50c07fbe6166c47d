import type { BuyerRedemption, RedeemAnswer } from "../contract";
import type { BuyerApi } from "./buyer-api";
import { isMoving } from "./redemption-states";

const FIRST_PAUSE_MS = 1_000;
/** A code is made in seconds; points on their way back wait until every order was looked through. */
const LONGEST_PAUSE_MS = { preparing: 15_000, returning: 60_000 };
const GIVE_UP_AFTER = 60;

/** Asks for a redemption, slower and slower, until nothing more happens to it by itself, and tells every answer. Ends when aborted. */
export async function followRedemption(api: BuyerApi, redemption: BuyerRedemption, { signal, heard }: { signal: AbortSignal; heard(answer: RedeemAnswer): void }): Promise<void> {
  let last = redemption;
  let pause = FIRST_PAUSE_MS;
  for (let asked = 0; asked < GIVE_UP_AFTER && isMoving(last); asked++) {
    await new Promise((resolve) => setTimeout(resolve, pause));
    if (signal.aborted) return;
    pause = Math.min(pause * 1.5, LONGEST_PAUSE_MS[last.status as keyof typeof LONGEST_PAUSE_MS]);
    // A question without an answer is asked again with the next.
    const answer = await api.redemption(last.id).catch(() => null);
    if (signal.aborted || !answer) continue;
    last = answer.redemption;
    heard(answer);
  }
}
