import type { RedeemAnswer } from "../contract";
import type { BuyerApi } from "./buyer-api";

/** The app asks Shopify within seconds; after that the code just does not fit here. */
const PAUSES_MS = [1_000, 2_000, 4_000];

/** A checkout refused a code that is ready: the app is told, and heard again once it knows that the shop took the code out. */
export async function doubtCode(api: BuyerApi, id: string, heard: (answer: RedeemAnswer) => void): Promise<void> {
  await api.refused(id);
  for (const pause of PAUSES_MS) {
    await new Promise((resolve) => setTimeout(resolve, pause));
    const answer = await api.redemption(id);
    if (answer.redemption.status !== "ready") return heard(answer);
  }
}
