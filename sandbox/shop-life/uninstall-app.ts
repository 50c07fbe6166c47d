import type { Sandbox } from "../sandbox";
import { shopPayload } from "../webhooks/payloads/shop-payload";
import { uninstallApp as uninstall } from "../world/install";
import type { Shop } from "../world/types";
import { Refusal } from "./refusal";

/** Takes the app off the shop: its tokens die, its own subscriptions end. Tells app/uninstalled. */
export function uninstallApp(sandbox: Sandbox, shop: Shop): Shop {
  if (!shop.install) throw new Refusal(`shop ${shop.domain}: the app is not installed, expected an installed one`);
  uninstall(shop);
  sandbox.emit(shop, "app/uninstalled", shopPayload(shop));
  return shop;
}
