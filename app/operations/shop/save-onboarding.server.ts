import { inTransaction } from "~/store/in-transaction.server";
import { setOnboarding } from "~/store/shops/set-onboarding.server";

/** Remembers how far the setup guide came. */
export function saveOnboarding(shopId: bigint, onboarding: { done: string[]; dismissed: boolean }): Promise<void> {
  return inTransaction(shopId, (db) => setOnboarding(db, onboarding));
}
