import { resealPeppers, resealProfiles } from "~/store/crypto/reseal.server";
import { resealSessions } from "~/store/sessions/sessions.server";
import { installedShops } from "~/store/shops/installed-shops.server";

/** After a new key was put first in ENCRYPTION_KEYS: in the end nothing needs the old one any more, but bodies of the last 30 days. */
export async function resealAll(): Promise<void> {
  while ((await resealSessions()) > 0);
  while ((await resealPeppers()) > 0);
  for (const { shopId } of await installedShops()) while ((await resealProfiles(shopId)) > 0);
}
