import { inTransaction } from "~/store/in-transaction.server";
import { addFeaturesOff } from "~/store/shops/set-shop-features.server";

/** Shopify refused what these features rest on: notes each with the sentence that says why it is off. The next change of scopes starts anew. */
export function switchOffFeatures(shopId: bigint, featuresOff: Record<string, string>): Promise<void> {
  return inTransaction(shopId, (db) => addFeaturesOff(db, featuresOff));
}
