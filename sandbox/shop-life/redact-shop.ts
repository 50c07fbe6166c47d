import type { Sandbox } from "../sandbox";
import { shopPrivacyPayload } from "../webhooks/payloads/privacy-payload";
import type { Shop } from "../world/types";
import { Refusal } from "./refusal";

/** Shopify asks for everything of the shop to be erased: 48 hours after uninstall there, when you say so here. Tells shop/redact. */
export function redactShop(sandbox: Sandbox, shop: Shop): Shop {
  if (shop.install) throw new Refusal(`shop ${shop.domain}: the app is installed, expected it to be uninstalled first`);
  sandbox.emit(shop, "shop/redact", shopPrivacyPayload(shop));
  return shop;
}
