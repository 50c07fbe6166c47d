import type { Iso, Shop } from "../../world/types";
import { shopTime } from "./shop-time";

/** app/scopes_update. */
export function scopesPayload(shop: Shop, change: { previous: string[]; current: string[]; at: Iso }) {
  return { id: BigInt(shop.id), previous: change.previous, current: change.current, updated_at: shopTime(change.at, shop.timezone), shop_id: BigInt(shop.id) };
}
