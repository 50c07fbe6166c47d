import { resealOutside, resealShop } from "~/store/crypto/reseal.server";
import { knownShops } from "~/store/shops/installed-shops.server";

/**
 * After a new key was put first in ENCRYPTION_KEYS: when this went through, nothing needs the old one any more.
 * @throws AggregateError of what did not open, after everything else was sealed anew.
 */
export async function resealAll(): Promise<void> {
  const faults = await resealOutside();
  for (const { shopId } of await knownShops()) faults.push(...await resealShop(shopId));
  if (faults.length > 0) throw new AggregateError(faults, `${faults.length} sealed values did not open and were left as they are; the first: ${faults[0]!.message}`);
}
